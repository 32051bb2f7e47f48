'use client';

import { useRouter } from 'next/navigation';
import { useFormatter, useTranslations } from 'use-intl';
import { EmptyState } from '@/components/ui/empty-state';
import { Select } from '@/components/ui/field';
import { PageHeader } from '@/components/ui/page-header';
import { RelativeTime } from '@/components/ui/relative-time';
import { Table, Td, THead, Th, Tr } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { HistoryDetail, HistoryEntry } from '@/lib/data/history/views';
import { paths } from '@/lib/paths';
import { compareMetadata } from '@/lib/restore/compare-metadata';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { nothing, useRows } from './compare-rows';

const Heads = ({ first, second }: { readonly first: HistoryDetail; readonly second: HistoryDetail }) => {
  const t = useTranslations('history.compare');
  return (
    <THead>
      <Th className="w-56">{t('what')}</Th>
      {[first, second].map(({ entry }) => (
        <Th key={entry.id}>
          <TextLink href={paths.historyEntry(entry.id)} className="underline">
            {entry.resourceName ?? entry.resourceId ?? entry.id}
          </TextLink>{' '}
          <RelativeTime at={entry.startedAt} />
        </Th>
      ))}
    </THead>
  );
};

const SideBySide = ({ first, second }: { readonly first: HistoryDetail; readonly second: HistoryDetail }) => {
  const t = useTranslations('history.compare');
  const rows = useRows(first, second);
  const known = first.metadata !== null && second.metadata !== null;
  const differences = compareMetadata((first.metadata ?? {}) as RestoreMetadata, (second.metadata ?? {}) as RestoreMetadata);
  return (
    <div className="flex flex-col gap-4">
      <Table label={t('title')} className="table-fixed">
        <Heads first={first} second={second} />
        <tbody>
          {rows.map(({ what, name, cells, verdict }) => (
            <Tr key={what}>
              <Th scope="row" className="font-normal">
                {name} {verdict === 'differs' && <span className="font-semibold text-accent">{t('differs')}</span>}
                {verdict === 'not-known' && <span className="text-text-dim">{t('notKnown')}</span>}
              </Th>
              <Td>{cells[0]}</Td>
              <Td>{cells[1]}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <h2 className="text-md">{t('metadata')}</h2>
      {!known ? (
        <p className="text-text-dim">{t('unknown')}</p>
      ) : differences.length === 0 ? (
        <p className="text-text-dim">{t('same')}</p>
      ) : (
        <Table label={t('metadata')} className="table-fixed">
          <Heads first={first} second={second} />
          <tbody>
            {differences.map(({ at, before, after }) => (
              <Tr key={at}>
                <Th scope="row" wraps className="mono py-1 font-normal">
                  {at}
                </Th>
                <Td className="mono wrap-anywhere">{before ?? nothing}</Td>
                <Td className="mono wrap-anywhere">{after ?? nothing}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
};

/** The restores that one may compare with; the one that is compared with stays among them, whatever it is of. */
const useOptions = (choices: readonly HistoryEntry[], second: HistoryEntry | null) => {
  const format = useFormatter();
  const outcomes = useTranslations('jobs.outcome');
  const offered = second === null || choices.some(({ id }) => id === second.id) ? choices : [second, ...choices];
  return offered.map((entry) => ({
    value: entry.id,
    text: [
      // As `ShortTime` has it, which an option cannot hold.
      format.dateTime(new Date(entry.startedAt), { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }),
      entry.resourceName ?? entry.resourceId ?? entry.id,
      outcomes(entry.outcome),
    ].join(' · '),
  }));
};

/** Two restores side by side: what was asked for, what came of it, and each difference of what was sent. */
export const CompareView = (props: {
  readonly first: HistoryDetail;
  readonly second: HistoryDetail | null;
  readonly choices: readonly HistoryEntry[];
}) => {
  const t = useTranslations('history');
  const router = useRouter();
  const { first, second, choices } = props;
  const options = useOptions(choices, second?.entry ?? null);
  return (
    <>
      <PageHeader
        trail={{
          label: t('title'),
          steps: [
            { href: paths.history(), text: t('title') },
            { href: paths.historyEntry(first.entry.id), text: first.entry.resourceName ?? first.entry.id },
          ],
        }}
        title={t('compare.title')}
      />
      <div className="max-w-xl pb-4">
        <Select
          label={t('compare.with')}
          value={second?.entry.id ?? ''}
          options={[{ value: '', text: t('compare.choose') }, ...options]}
          onChange={(event) =>
            router.push(paths.historyCompare(first.entry.id, event.target.value === '' ? undefined : event.target.value))
          }
        />
      </div>
      {second === null ? (
        <EmptyState icon="history" title={t('compare.choose')}>
          {choices.length === 0 ? t('compare.none') : t('compare.chooseText')}
        </EmptyState>
      ) : (
        <SideBySide first={first} second={second} />
      )}
    </>
  );
};
