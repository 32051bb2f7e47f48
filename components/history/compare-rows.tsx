'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { OutcomeBadge } from '@/components/jobs/outcome-badge';
import { CopyableId } from '@/components/ui/copyable-id';
import { RelativeTime } from '@/components/ui/relative-time';
import type { HistoryDetail } from '@/lib/data/history/views';

/** Where a restore has no such thing. */
export const nothing = <span className="text-text-dim">–</span>;

const addresses = (list: readonly string[]): ReactNode => <span className="mono wrap-anywhere">{list.join(', ')}</span>;

const obtainedOf = ({ origin }: HistoryDetail): readonly string[] =>
  origin.verification?.interfaces.flatMap((each) => each.actual?.addresses ?? []) ?? [];

/** One line of the comparison. */
export interface Row {
  readonly name: string;
  readonly cells: readonly [ReactNode, ReactNode];
  readonly differs: boolean;
}

type Text = (detail: HistoryDetail) => string;
type Cell = (detail: HistoryDetail) => ReactNode;

const rowOf = ([first, second]: readonly [HistoryDetail, HistoryDetail], name: string, text: Text, cell: Cell = text): Row => ({
  name,
  cells: [text(first) === '' ? nothing : cell(first), text(second) === '' ? nothing : cell(second)],
  differs: text(first) !== text(second),
});

const useDecision = (both: readonly [HistoryDetail, HistoryDetail]): readonly Row[] => {
  const t = useTranslations('history.entry');
  return [
    rowOf(
      both,
      t('outcome'),
      ({ entry }) => entry.outcome,
      ({ entry }) => <OutcomeBadge outcome={entry.outcome} />,
    ),
    rowOf(both, t('by'), ({ entry }) => entry.startedBy ?? t('elsewhere')),
    rowOf(
      both,
      t('intended'),
      ({ entry }) => entry.startedAt,
      ({ entry }) => <RelativeTime at={entry.startedAt} />,
    ),
    rowOf(both, t('reason'), ({ entry }) => entry.reason ?? ''),
    rowOf(both, t('ticket'), ({ entry }) => entry.ticket ?? ''),
  ];
};

const useSource = (both: readonly [HistoryDetail, HistoryDetail]): readonly Row[] => {
  const t = useTranslations('history');
  const jobs = useTranslations('jobs.detail');
  const id = (value: string | null): ReactNode => <CopyableId value={value ?? ''} max={40} />;
  return [
    rowOf(
      both,
      jobs('source'),
      ({ entry }) => entry.resourceId ?? '',
      ({ entry }) => id(entry.resourceId),
    ),
    rowOf(
      both,
      jobs('point'),
      ({ entry }) => entry.recoveryPointArn ?? '',
      ({ entry }) => id(entry.recoveryPointArn),
    ),
    rowOf(
      both,
      t('compare.backup'),
      (detail) => detail.backupCreatedAt ?? '',
      (detail) => <RelativeTime at={detail.backupCreatedAt ?? ''} />,
    ),
    rowOf(both, t('entry.place'), ({ entry }) => `${entry.account} ${entry.region}`),
    rowOf(
      both,
      jobs('role'),
      ({ roleArn }) => roleArn ?? '',
      ({ roleArn }) => id(roleArn),
    ),
  ];
};

const useAddresses = (both: readonly [HistoryDetail, HistoryDetail]): readonly Row[] => {
  const t = useTranslations('history');
  const askedOf = ({ entry }: HistoryDetail): readonly string[] => entry.asked.map(({ address }) => address ?? t('list.automatic'));
  return [
    rowOf(
      both,
      t('compare.asked'),
      (detail) => askedOf(detail).join(' '),
      (detail) => addresses(askedOf(detail)),
    ),
    rowOf(
      both,
      t('compare.obtained'),
      (detail) => obtainedOf(detail).join(' '),
      (detail) => addresses(obtainedOf(detail)),
    ),
    rowOf(
      both,
      t('entry.created'),
      ({ entry }) => entry.createdResourceId ?? '',
      ({ entry }) => <CopyableId value={entry.createdResourceId ?? ''} max={26} />,
    ),
  ];
};

/** What is told of two restores side by side. */
export const useRows = (first: HistoryDetail, second: HistoryDetail): readonly Row[] => {
  const both = [first, second] as const;
  const [decision, source, rest] = [useDecision(both), useSource(both), useAddresses(both)];
  return [...decision, ...source, ...rest];
};
