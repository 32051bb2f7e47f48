'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { GapRow } from '@/components/ui/gap-row';
import { SortButton } from '@/components/ui/sort-button';
import { Table, THead, Th } from '@/components/ui/table';
import { useTableRows } from '@/components/ui/use-table-rows';
import type { JobView, OpenRestoreView } from '@/lib/data/jobs/views';
import type { Place } from '@/lib/paths';
import { useChangedRows } from './changed-rows';
import type { JobOrder, JobSort } from './job-filter';
import { COLUMN, IntentRow, JobRow } from './job-row';
import { type JobColumn, useJobColumns } from './jobs-columns';

/** Those that always show. */
const FIXED = 2;

/** What of a job is worth a tint when it changes; its progress is not, because that moves all the time. */
const signatureOf = (job: JobView): string => `${job.status}\n${job.statusMessage ?? ''}\n${job.createdResourceId ?? ''}`;

const Head = (props: { readonly order: JobOrder; readonly onSort: (sort: JobSort) => void; readonly shown: ReadonlySet<string> }) => {
  const { order, onSort, shown } = props;
  const has = (column: JobColumn): boolean => shown.has(column);
  const t = useTranslations('jobs.list.columns');
  const table = useTranslations('common.table');
  const sortable = (sort: JobSort, className?: string) => {
    const sorted = order.sort === sort ? order.dir : null;
    return (
      <Th aria-sort={sorted === null ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'} className={className}>
        <SortButton title={t(sort)} tip={table('sortBy', { column: t(sort) })} sorted={sorted} onSort={() => onSort(sort)} />
      </Th>
    );
  };
  return (
    <>
      <colgroup>
        <col className="w-28 lg:w-32" />
        {/* Something has to take what is left. */}
        <col className={has('result') ? 'w-[20%] xl:w-[16%]' : ''} />
        {has('addresses') && <col className="hidden w-36 md:table-column 2xl:w-54" />}
        {has('time') && <col className="w-34" />}
        {has('result') && <col />}
        {has('started') && <col className="hidden w-42 lg:table-column" />}
        {has('by') && <col className="hidden w-26 xl:table-column" />}
      </colgroup>
      <THead>
        {sortable('status')}
        {sortable('source')}
        {has('addresses') && sortable('addresses', COLUMN.middle)}
        {has('time') && <Th title={t('timeWhy')}>{t('time')}</Th>}
        {has('result') && <Th>{t('result')}</Th>}
        {has('started') && sortable('started', COLUMN.wide)}
        {has('by') && sortable('by', COLUMN.wider)}
      </THead>
    </>
  );
};

/** The jobs as a table of 36-pixel rows, of which a long one draws only those in sight. */
export const JobsTable = (props: {
  readonly place: Place;
  readonly label: string;
  readonly jobs: readonly JobView[];
  /** How many rows follow that are on their way. */
  readonly rest: number;
  /** All jobs, filtered or not: what changed is told from them, so that a filter taken off tints nothing. */
  readonly all: readonly JobView[];
  readonly intents: readonly OpenRestoreView[];
  readonly order: JobOrder;
  readonly onSort: (sort: JobSort) => void;
}) => {
  const { place, jobs, all, intents } = props;
  const shown = useJobColumns();
  const signatures = useMemo(() => new Map(all.map((job) => [job.id, signatureOf(job)])), [all]);
  const changed = useChangedRows(signatures);
  const { ref, onFocus, runs } = useTableRows(jobs.length);
  return (
    <Table label={props.label} className="table-fixed" rowCount={jobs.length + props.rest + intents.length + 1}>
      <Head order={props.order} onSort={props.onSort} shown={shown} />
      {intents.length > 0 && (
        <tbody>
          {intents.map((intent, index) => (
            <IntentRow key={intent.restoreId} intent={intent} index={index} shown={shown} />
          ))}
        </tbody>
      )}
      <tbody ref={ref} onFocus={onFocus}>
        {runs.map((run) =>
          run.kind === 'gap' ? (
            // Two gaps of one table never have the same size and place; where they trade places nothing is lost.
            <GapRow key={`gap ${run.rows}`} rows={run.rows} columns={FIXED + shown.size} />
          ) : (
            jobs
              .slice(run.from, run.to)
              .map((job, at) => (
                <JobRow
                  key={job.id}
                  place={place}
                  job={job}
                  index={intents.length + run.from + at}
                  tinted={changed.has(job.id)}
                  shown={shown}
                />
              ))
          ),
        )}
        {props.rest > 0 && <GapRow key="rest" rows={props.rest} columns={FIXED + shown.size} />}
      </tbody>
    </Table>
  );
};
