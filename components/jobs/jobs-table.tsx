'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { Table, THead, Th } from '@/components/ui/table';
import type { JobView, OpenRestoreView } from '@/lib/data/jobs/views';
import type { Place } from '@/lib/paths';
import { useChangedRows } from './changed-rows';
import { GapRow } from './gap-row';
import { COLUMN, IntentRow, JobRow } from './job-row';
import { useRowWindow } from './row-window';

const COLUMNS = 7;

/** What of a job is worth a tint when it changes; its progress is not, because that moves all the time. */
const signatureOf = (job: JobView): string => `${job.status}\n${job.statusMessage ?? ''}\n${job.createdResourceId ?? ''}`;

const Head = () => {
  const t = useTranslations('jobs.list.columns');
  return (
    <>
      <colgroup>
        <col className="w-28 lg:w-32" />
        <col className="w-[26.5%]" />
        <col className="w-26" />
        <col className="w-23" />
        <col />
        <col className="hidden w-28 lg:table-column" />
        <col className="hidden w-26 lg:table-column" />
      </colgroup>
      <THead>
        <Th>{t('status')}</Th>
        <Th>{t('source')}</Th>
        <Th>{t('progress')}</Th>
        <Th title={t('timeWhy')}>{t('time')}</Th>
        <Th>{t('result')}</Th>
        <Th className={COLUMN.wide}>{t('started')}</Th>
        <Th className={COLUMN.wide}>{t('by')}</Th>
      </THead>
    </>
  );
};

/** The jobs as a table of 36-pixel rows, of which a long one draws only those in sight. */
export const JobsTable = (props: {
  readonly place: Place;
  readonly label: string;
  readonly jobs: readonly JobView[];
  /** All jobs, filtered or not: what changed is told from them, so that a filter taken off tints nothing. */
  readonly all: readonly JobView[];
  readonly intents: readonly OpenRestoreView[];
}) => {
  const { place, jobs, all, intents } = props;
  const signatures = useMemo(() => new Map(all.map((job) => [job.id, signatureOf(job)])), [all]);
  const changed = useChangedRows(signatures);
  const { ref, onFocus, runs } = useRowWindow(jobs.length);
  return (
    <Table label={props.label} className="table-fixed" rowCount={jobs.length + intents.length + 1}>
      <Head />
      {intents.length > 0 && (
        <tbody>
          {intents.map((intent, index) => (
            <IntentRow key={intent.restoreId} intent={intent} index={index} />
          ))}
        </tbody>
      )}
      <tbody ref={ref} onFocus={onFocus}>
        {runs.map((run) =>
          run.kind === 'gap' ? (
            // Two gaps of one table never have the same size and place; where they trade places nothing is lost.
            <GapRow key={`gap ${run.rows}`} rows={run.rows} columns={COLUMNS} />
          ) : (
            jobs
              .slice(run.from, run.to)
              .map((job, at) => (
                <JobRow key={job.id} place={place} job={job} index={intents.length + run.from + at} tinted={changed.has(job.id)} />
              ))
          ),
        )}
      </tbody>
    </Table>
  );
};
