'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, THead, Th } from '@/components/ui/table';
import type { WorkList } from '@/lib/data/background-work/views';
import { paths } from '@/lib/paths';
import { workQuery } from '@/lib/queries/background-work';
import { WorkRow } from './work-row';
import { StaleNotice, WorkerNotices } from './worker-notices';

const Tasks = ({ list, onDone }: { readonly list: WorkList; readonly onDone: () => void }) => {
  const t = useTranslations('work');
  const hidden = Object.values(list.counts).reduce((sum, count) => sum + count, 0) - list.tasks.length;
  if (list.tasks.length === 0)
    return (
      <div className="rounded-md border border-line bg-surface-1">
        <EmptyState icon="done" title={t('empty.title')}>
          {t('empty.text')}
        </EmptyState>
      </div>
    );
  return (
    <>
      <Table label={t('label')}>
        <THead>
          <Th>{t('columns.state')}</Th>
          <Th>{t('columns.what')}</Th>
          <Th>{t('columns.place')}</Th>
          <Th title={t('columns.sinceWhy')}>{t('columns.since')}</Th>
          <Th>{t('columns.due')}</Th>
          <Th numeric>{t('columns.tries')}</Th>
          <Th>
            <span className="sr-only">{t('columns.actions')}</span>
          </Th>
        </THead>
        <tbody>
          {list.tasks.map((work) => (
            <WorkRow key={work.id} work={work} onDone={onDone} />
          ))}
        </tbody>
      </Table>
      {hidden > 0 && <p className="text-text-dim">{t('more', { count: hidden })}</p>}
    </>
  );
};

const About = ({ list }: { readonly list: WorkList }) => {
  const t = useTranslations('work');
  const { workers, counts } = list;
  return (
    <>
      {workers.running > 0 && <span>{t('workers.running', { count: workers.running })}</span>}
      <span>{t('counts', counts)}</span>
      {/* What comes and goes is not announced; that something failed is. */}
      <span role="status" className="sr-only">
        {counts.failed > 0 && t('panel.failed', { count: counts.failed })}
      </span>
    </>
  );
};

/** What Rehome does by itself, watched. */
export const WorkPage = () => {
  const t = useTranslations('work');
  const { data: list, error } = useQuery(workQuery());
  const body = useRef<HTMLDivElement>(null);
  const keepFocus = useCallback(() => body.current?.focus(), []);
  // The page was sent with its first list, so there is always one.
  if (list === undefined) return null;
  return (
    <>
      <PageHeader
        title={t('title')}
        trail={{ label: t('trail'), steps: [{ href: paths.settings(), text: t('settings') }] }}
        about={<About list={list} />}
      />
      <div ref={body} tabIndex={-1} className="flex flex-col gap-3">
        {error !== null && <StaleNotice error={error} />}
        <WorkerNotices list={list} />
        <Tasks list={list} onDone={keepFocus} />
      </div>
    </>
  );
};
