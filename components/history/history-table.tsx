'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useChangedRows } from '@/components/jobs/changed-rows';
import { GapRow } from '@/components/ui/gap-row';
import { Table, THead, Th } from '@/components/ui/table';
import { useTableRows } from '@/components/ui/use-table-rows';
import type { HistoryEntry } from '@/lib/data/history/views';
import { type HistoryColumn, useHistoryColumns } from './history-columns';
import { COLUMN, HistoryRow } from './history-row';

/** Those that always show. */
const FIXED = 2;

const Head = ({ shown }: { readonly shown: ReadonlySet<string> }) => {
  const has = (column: HistoryColumn): boolean => shown.has(column);
  const t = useTranslations('history.list.columns');
  return (
    <>
      <colgroup>
        <col className="w-28 lg:w-32" />
        <col />
        {has('addresses') && <col className="w-36 sm:w-40 lg:w-62" />}
        {has('place') && <col className="hidden w-34 2xl:table-column" />}
        {has('by') && <col className="hidden w-26 xl:table-column" />}
        {has('started') && <col className="hidden w-32 sm:table-column lg:w-42" />}
        {has('took') && <col className="hidden w-18 md:table-column" />}
        {has('notes') && <col className="hidden w-18 xl:table-column" />}
      </colgroup>
      <THead>
        <Th>{t('outcome')}</Th>
        <Th>{t('source')}</Th>
        {has('addresses') && <Th>{t('addresses')}</Th>}
        {has('place') && <Th className={COLUMN.wider}>{t('place')}</Th>}
        {has('by') && <Th className={COLUMN.wide}>{t('by')}</Th>}
        {has('started') && <Th className={COLUMN.small}>{t('started')}</Th>}
        {has('took') && (
          <Th numeric className={COLUMN.medium}>
            {t('took')}
          </Th>
        )}
        {has('notes') && (
          <Th numeric className={COLUMN.wide}>
            {t('notes')}
          </Th>
        )}
      </THead>
    </>
  );
};

/** The restores as a table of 36-pixel rows, of which a long one draws only those in sight. */
export const HistoryTable = ({ entries, total }: { readonly entries: readonly HistoryEntry[]; readonly total: number }) => {
  const t = useTranslations('history.list');
  const shown = useHistoryColumns();
  const signatures = useMemo(() => new Map(entries.map((each) => [each.id, `${each.outcome} ${each.addressesMatch}`])), [entries]);
  const changed = useChangedRows(signatures);
  const { ref, onFocus, runs } = useTableRows(entries.length);
  return (
    <Table label={t('label')} className="table-fixed" rowCount={total + 1}>
      <Head shown={shown} />
      <tbody ref={ref} onFocus={onFocus}>
        {runs.map((run) =>
          run.kind === 'gap' ? (
            <GapRow key={`gap ${run.rows}`} rows={run.rows} columns={FIXED + shown.size} />
          ) : (
            entries
              .slice(run.from, run.to)
              .map((entry, at) => (
                <HistoryRow key={entry.id} entry={entry} index={run.from + at} tinted={changed.has(entry.id)} shown={shown} />
              ))
          ),
        )}
      </tbody>
    </Table>
  );
};
