'use client';

import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useFormatter, useTimeZone, useTranslations } from 'use-intl';
import { FreshnessLine } from '@/components/layout/freshness-line';
import { PointsEmpty } from '@/components/points/points-empty';
import { useLiveFreshness } from '@/components/points/use-live-freshness';
import { Button } from '@/components/ui/button';
import { dayByKey, type Month, monthAfter, monthOf, noonOf } from '@/components/ui/months';
import { Panel } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { Skeleton } from '@/components/ui/skeleton';
import type { PointDays } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { problemOf } from '@/lib/queries/problem-error';
import { pointDaysQuery } from '@/lib/queries/resources';
import { DayPoints } from './day-points';
import { MonthTable } from './month-table';

/** Months beside each other: what a quarter shows tells a daily plan from a weekly one. */
const SHOWN = 3;

/** The months in view, and where the focus goes when a key leads out of them. */
const useMonths = (days: readonly string[], chosen: string) => {
  const box = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState<Month>(monthOf(chosen));
  const [wanted, setWanted] = useState<string | null>(null);
  const months = Array.from({ length: SHOWN }, (_, index) => monthAfter(last, index - SHOWN + 1));
  useEffect(() => {
    if (wanted === null) return;
    box.current?.querySelector<HTMLElement>(`[data-day="${wanted}"]`)?.focus();
    setWanted(null);
  }, [wanted]);
  const show = (day: string) => {
    const month = monthOf(day);
    if (month > last) setLast(month);
    if (month < (months[0] ?? '')) setLast(monthAfter(month, SHOWN - 1));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const from = (event.target as HTMLElement).dataset.day;
    const to = from === undefined ? null : dayByKey(days, from, event.key);
    if (to === null) return;
    event.preventDefault();
    show(to);
    setWanted(to);
  };
  return { box, months, last, setLast, onKeyDown };
};

const Calendar = (props: {
  readonly place: Place;
  readonly arn: string;
  readonly found: PointDays;
  readonly chosen: string;
  readonly onChoose: (day: string) => void;
}) => {
  const { found, chosen } = props;
  const t = useTranslations('points.calendar');
  const byDay = useMemo(() => new Map(found.days.map((each) => [each.day, each])), [found]);
  const days = useMemo(() => found.days.map(({ day }) => day), [found]);
  const { box, months, last, setLast, onKeyDown } = useMonths(days, chosen);
  const oldest = days.at(-1) ?? chosen;
  const newest = days[0] ?? chosen;
  const inView = days.filter((day) => months.includes(monthOf(day)));
  return (
    <div className="grid items-start gap-4 @min-[60rem]/calendar:grid-cols-[auto_minmax(0,1fr)]">
      <div className="flex flex-col gap-2">
        <div className="flex items-center gap-2">
          <Button
            size="small"
            icon="left"
            reason={monthOf(oldest) >= (months[0] ?? '') ? t('noEarlier') : null}
            onClick={() => setLast(monthAfter(last, -SHOWN))}
          >
            {t('earlier')}
          </Button>
          <Button
            size="small"
            icon="right"
            reason={monthOf(newest) <= last ? t('noLater') : null}
            onClick={() => setLast(monthAfter(last, SHOWN))}
          >
            {t('later')}
          </Button>
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: arrow keys move among the buttons in it */}
        <div ref={box} className="flex flex-wrap items-start gap-x-6 gap-y-3" onKeyDown={onKeyDown}>
          {months.map((month) => (
            <MonthTable
              key={month}
              month={month}
              days={byDay}
              chosen={chosen}
              inTabOrder={inView.includes(chosen) ? chosen : (inView[0] ?? null)}
              onChoose={props.onChoose}
            />
          ))}
        </div>
      </div>
      <DayPoints place={props.place} arn={props.arn} day={chosen} />
    </div>
  );
};

/** A resource's recovery points by day: the newest day's are open, any other's with one click, each with its way to a plan. */
export const PointCalendar = (props: {
  readonly place: Place;
  readonly arn: string;
  /** How many points there are in all. */
  readonly total: number;
  readonly day: string | null;
  readonly onDay: (day: string) => void;
  readonly onList: () => void;
}) => {
  const { place, arn, total } = props;
  const t = useTranslations('points.calendar');
  const common = useTranslations('common');
  const format = useFormatter();
  const zone = useTimeZone() ?? 'UTC';
  const { data, error, refetch } = useQuery(pointDaysQuery(place, arn, zone));
  const live = useLiveFreshness(place, 'everything', data?.freshness);
  const newest = data?.days[0]?.day;
  const oldest = data?.days.at(-1)?.day;
  const dayOf = (day: string): string => format.dateTime(noonOf(day), { timeZone: 'UTC', dateStyle: 'medium' });
  return (
    <Panel
      title={t('title')}
      className="@container/calendar"
      actions={
        <span className="flex flex-wrap items-center gap-3 text-xs">
          <FreshnessLine freshness={live.freshness} onRefresh={live.refresh} />
          <Button size="small" onClick={props.onList}>
            {t('asList')}
          </Button>
        </span>
      }
    >
      {data === undefined && error !== null && (
        <ProblemState problem={problemOf(error)} actions={<Button onClick={() => void refetch()}>{common('actions.retry')}</Button>} />
      )}
      {data === undefined && error === null && <Skeleton className="h-64" />}
      {data !== undefined && newest === undefined && (
        <PointsEmpty
          place={place}
          scope={{ resourceArn: arn }}
          freshness={live.freshness}
          filtered={false}
          onClear={props.onList}
          onRetry={() => void live.refresh()}
        />
      )}
      {data !== undefined && newest !== undefined && oldest !== undefined && (
        <div className="flex flex-col gap-3">
          <p role="status" className="text-text-dim">
            {t(data.more ? 'aboutMore' : 'about', { count: total, from: dayOf(oldest), to: dayOf(newest), zone })}
          </p>
          <Calendar place={place} arn={arn} found={data} chosen={props.day ?? newest} onChoose={props.onDay} />
        </div>
      )}
    </Panel>
  );
};
