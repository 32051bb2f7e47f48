'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import type { AddressHistory, HeldInterval } from '@/lib/data/finding/history-views';

/** No stretch is drawn thinner than this, in percent of the width: one that was seen once has no length. */
const LEAST = 0.6;

interface Span {
  readonly startMs: number;
  readonly lengthMs: number;
}

const spanOf = (intervals: readonly HeldInterval[]): Span => {
  const from = Math.min(...intervals.map((each) => Date.parse(each.first.at)));
  const to = Math.max(...intervals.map((each) => Date.parse(each.last.at)));
  return { startMs: from, lengthMs: Math.max(1, to - from) };
};

const placeOf = ({ startMs, lengthMs }: Span, interval: HeldInterval): { readonly x: string; readonly width: string } => {
  const percent = (at: string): number => ((Date.parse(at) - startMs) / lengthMs) * 100;
  const left = Math.min(percent(interval.first.at), 100 - LEAST);
  return { x: `${left}%`, width: `${Math.max(LEAST, percent(interval.last.at) - left)}%` };
};

const holdersOf = (intervals: readonly HeldInterval[]): readonly (readonly [string, readonly HeldInterval[]])[] => {
  const lanes = new Map<string, HeldInterval[]>();
  for (const each of intervals) lanes.set(each.holder, [...(lanes.get(each.holder) ?? []), each]);
  return [...lanes];
};

/** Stretches as bars, a line for each holder; the table below says the same in words. Where nothing is drawn nothing is known. */
export const HeldChart = ({ history }: { readonly history: AddressHistory }) => {
  const t = useTranslations('finding.address');
  const format = useFormatter();
  const { intervals, address } = history;
  if (intervals.length === 0) return null;
  const span = spanOf(intervals);
  const day = (ms: number): string => format.dateTime(new Date(ms), { dateStyle: 'medium' });
  const [from, to] = [day(span.startMs), day(span.startMs + span.lengthMs)];
  return (
    <div role="img" aria-label={t('chart', { address, from, to })} className="flex flex-col gap-1 px-4 py-3">
      {holdersOf(intervals).map(([holder, own]) => (
        <div key={holder} className="grid grid-cols-[minmax(6rem,12rem)_minmax(0,1fr)] items-center gap-3">
          <span className="truncate text-right text-xs text-text-dim">{own[0]?.name ?? own[0]?.id}</span>
          <svg aria-hidden="true" className="block h-4 w-full rounded-sm bg-surface-2">
            {own.map((each) => (
              <rect
                key={`${each.first.at} ${each.role}`}
                {...placeOf(span, each)}
                height="100%"
                rx={4}
                className={cx('fc-fill stroke-accent', each.role === 'primary' ? 'fill-accent' : 'fill-accent-soft')}
              />
            ))}
          </svg>
        </div>
      ))}
      <div className="ml-auto flex w-[calc(100%-12.75rem)] justify-between text-xs text-text-dim">
        <span>{from}</span>
        <span>{to}</span>
      </div>
    </div>
  );
};
