'use client';

import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { WithoutApprovalMark } from '@/components/jobs/approved-by';
import { ElapsedText, timesOf } from '@/components/jobs/job-time';
import { OutcomeBadge } from '@/components/jobs/outcome-badge';
import { ColumnCell } from '@/components/lists/column-cell';
import { useWho } from '@/components/people/use-who';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { RelativeTime } from '@/components/ui/relative-time';
import { RowId } from '@/components/ui/row-id';
import { Td, Tr } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { HistoryEntry } from '@/lib/data/history/views';
import { isOpen, type Outcome } from '@/lib/jobs/status';
import { clockText } from '@/lib/jobs/timing';
import { paths } from '@/lib/paths';
import type { HistoryColumn } from './history-columns';

/** Columns that only a wide window has room for. */
export const COLUMN = {
  small: 'hidden sm:table-cell',
  medium: 'hidden md:table-cell',
  wide: 'hidden xl:table-cell',
  wider: 'hidden 2xl:table-cell',
} as const;

/** Outcomes of which AWS's own sentence is told in the row. */
const FAILED: ReadonlySet<Outcome> = new Set<Outcome>(['failed', 'aborted', 'refused']);

/** How many addresses a row shows in a narrow and in a wide window. */
const FEW = 1;
const MORE = 2;

/** The first addresses in full, the others by their number, and whether the instance has them. */
const Asked = ({ entry }: { readonly entry: HistoryEntry }) => {
  const t = useTranslations('history.list');
  const { asked, addressesMatch } = entry;
  const words = asked.map((each) => each.address ?? t('automatic'));
  if (words.length === 0) words.push(t('ownAddresses'));
  return (
    <span className="flex min-w-0 items-center gap-2" title={words.join(', ')}>
      {words.slice(0, MORE).map((word, at) => (
        <span
          key={asked[at]?.address ?? `automatic ${at}`}
          className={cx('truncate', asked[at]?.address == null ? 'text-text-dim' : 'mono', at >= FEW && 'hidden lg:inline')}
        >
          {word}
        </span>
      ))}
      {words.length > FEW && <span className="shrink-0 text-text-dim lg:hidden">{t('more', { count: words.length - FEW })}</span>}
      {words.length > MORE && <span className="hidden shrink-0 text-text-dim lg:inline">{t('more', { count: words.length - MORE })}</span>}
      {addressesMatch !== null && (
        <span className="flex" title={addressesMatch ? t('match') : t('noMatch')}>
          <Icon name={addressesMatch ? 'done' : 'warning'} className={addressesMatch ? 'text-ok' : 'text-danger'} />
          <span className="sr-only">{addressesMatch ? t('match') : t('noMatch')}</span>
        </span>
      )}
    </span>
  );
};

const Took = ({ entry }: { readonly entry: HistoryEntry }) => {
  if (isOpen(entry.outcome))
    return (
      <ElapsedText
        times={timesOf({ createdAt: entry.startedAt, completedAt: null, expectedMinutes: null, like: null, percent: null })}
        open
      />
    );
  return entry.durationSeconds === null ? '–' : clockText(entry.durationSeconds);
};

/** One restore of the history. It is drawn anew only when something of it changed. */
export const HistoryRow = memo(
  (props: { readonly entry: HistoryEntry; readonly index: number; readonly tinted: boolean; readonly shown: ReadonlySet<string> }) => {
    const { entry, index, tinted, shown } = props;
    const unnamed = useTranslations('jobs.list')('unnamed');
    const elsewhere = useTranslations('history.list.origins')('elsewhere');
    const who = useWho();
    const by = entry.startedBy === null ? elsewhere : who.label(entry.startedBy);
    const name = entry.resourceName ?? entry.resourceId ?? unnamed;
    const failure = FAILED.has(entry.outcome) ? entry.awsMessage : null;
    return (
      <Tr data-row={index} aria-rowindex={index + 2} className={cx('whitespace-nowrap', tinted && 'animate-changed')}>
        <Td>
          <span className="flex items-center gap-1.5">
            <OutcomeBadge outcome={entry.outcome} />
            {entry.withoutApproval !== null && <WithoutApprovalMark />}
          </span>
        </Td>
        <Td>
          {/* Two lines have room in a row of 36 px where the cell gives up its own. */}
          <span className="-my-1 block leading-4">
            <span className="flex min-w-0 items-center gap-2">
              <TextLink href={paths.historyEntry(entry.id)} className="truncate font-semibold" title={name}>
                {name}
              </TextLink>
              {entry.resourceName !== null && entry.resourceId !== null && (
                <RowId value={entry.resourceId} within="window" className="max-lg:hidden" />
              )}
            </span>
            {failure !== null && failure !== '' && (
              <span className="block truncate text-xs leading-4 text-text-dim print:whitespace-normal" title={failure}>
                {failure}
              </span>
            )}
          </span>
        </Td>
        <ColumnCell<HistoryColumn> column="addresses" shown={shown}>
          <Asked entry={entry} />
        </ColumnCell>
        <ColumnCell<HistoryColumn> column="place" shown={shown} className={COLUMN.wider}>
          <span className="mono block truncate" title={`${entry.account} ${entry.region}`}>
            {entry.region}
          </span>
        </ColumnCell>
        <ColumnCell<HistoryColumn> column="by" shown={shown} className={COLUMN.wide}>
          <span className="block truncate" title={by}>
            {by}
          </span>
        </ColumnCell>
        <ColumnCell<HistoryColumn> column="started" shown={shown} className={COLUMN.small}>
          <RelativeTime at={entry.startedAt} />
        </ColumnCell>
        <ColumnCell<HistoryColumn> column="took" shown={shown} numeric className={COLUMN.medium}>
          <Took entry={entry} />
        </ColumnCell>
        <ColumnCell<HistoryColumn> column="notes" shown={shown} numeric className={COLUMN.wide}>
          {entry.notes === 0 ? <span className="text-text-dim">–</span> : entry.notes}
        </ColumnCell>
      </Tr>
    );
  },
);
