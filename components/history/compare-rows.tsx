'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { OutcomeBadge } from '@/components/jobs/outcome-badge';
import { useWho } from '@/components/people/use-who';
import { CopyableId } from '@/components/ui/copyable-id';
import { RelativeTime } from '@/components/ui/relative-time';
import type { HistoryDetail } from '@/lib/data/history/views';
import { COMPARED, type Compared, type Comparison, compared, obtainedOf } from './compared';

/** Where a restore has no such thing. */
export const nothing = <span className="text-text-dim">–</span>;

const addresses = (list: readonly string[]): ReactNode => <span className="mono wrap-anywhere">{list.join(', ')}</span>;

/** One line of the comparison. */
export interface Row {
  readonly what: Compared;
  readonly name: string;
  readonly cells: readonly [ReactNode, ReactNode];
  readonly verdict: Comparison['verdict'];
}

const useNames = (): Readonly<Record<Compared, string>> => {
  const t = useTranslations('history');
  const jobs = useTranslations('jobs.detail');
  return {
    outcome: t('entry.outcome'),
    by: t('entry.by'),
    started: t('entry.intended'),
    reason: t('entry.reason'),
    ticket: t('entry.ticket'),
    source: jobs('source'),
    point: jobs('point'),
    backup: t('compare.backup'),
    place: t('entry.place'),
    role: jobs('role'),
    asked: t('compare.asked'),
    obtained: t('compare.obtained'),
    created: t('entry.created'),
  };
};

/** What is shown of a fact that is known and there. */
const useCells = (): Readonly<Record<Compared, (fact: string, detail: HistoryDetail) => ReactNode>> => {
  const t = useTranslations('history.list');
  const who = useWho();
  const text = (fact: string): ReactNode => fact;
  const time = (fact: string): ReactNode => <RelativeTime at={fact} />;
  const id = (fact: string): ReactNode => <CopyableId value={fact} max={26} />;
  return {
    outcome: (_, { entry }) => <OutcomeBadge outcome={entry.outcome} />,
    by: who.label,
    started: time,
    reason: text,
    ticket: text,
    source: id,
    point: id,
    backup: time,
    place: text,
    role: id,
    asked: (_, { entry }) => addresses(entry.asked.map(({ address }) => address ?? t('automatic'))),
    obtained: (_, detail) => addresses(obtainedOf(detail) ?? []),
    created: (fact) => <CopyableId value={fact} max={26} />,
  };
};

/** What is told of two restores side by side. */
export const useRows = (first: HistoryDetail, second: HistoryDetail): readonly Row[] => {
  const t = useTranslations('history');
  const [names, cells] = [useNames(), useCells()];
  const unknown = (what: Compared, { entry }: HistoryDetail): ReactNode => {
    if (what === 'outcome') return <OutcomeBadge outcome={entry.outcome} />;
    const word = what === 'by' && entry.origin === 'elsewhere' ? t('entry.elsewhere') : t('compare.notKnown');
    return <span className="text-text-dim">{word}</span>;
  };
  const cellOf = (what: Compared, fact: string | null, detail: HistoryDetail): ReactNode => {
    if (fact === null) return unknown(what, detail);
    return fact === '' ? nothing : cells[what](fact, detail);
  };
  return COMPARED.map((what) => {
    const { verdict, facts } = compared(what, first, second);
    return { what, name: names[what], verdict, cells: [cellOf(what, facts[0], first), cellOf(what, facts[1], second)] };
  });
};
