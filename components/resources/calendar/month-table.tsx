'use client';

import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { firstDayOf, type Month, noonOf, weeksOf } from '@/components/ui/months';
import type { PointDay } from '@/lib/data/inventory/views';

const lookOf = (chosen: boolean, restorable: boolean): string => {
  if (chosen) return 'fc-selected border-accent bg-addr-placed text-addr-placed-ink font-semibold';
  return restorable
    ? 'border-accent/50 bg-accent-soft text-accent font-semibold hover:border-accent'
    : 'border-dashed border-line-strong text-text-dim hover:border-text-dim';
};

/** One month. A day with points is a button; the others only tell what day it is. */
export const MonthTable = (props: {
  readonly month: Month;
  readonly days: ReadonlyMap<string, PointDay>;
  readonly chosen: string | null;
  /** The one day that the Tab key comes to. */
  readonly inTabOrder: string | null;
  readonly onChoose: (day: string) => void;
}) => {
  const t = useTranslations('points.calendar');
  const format = useFormatter();
  const weeks = weeksOf(props.month, firstDayOf(useLocale()));
  const whole = weeks[1] ?? [];
  const utc = { timeZone: 'UTC' } as const;
  return (
    <table className="border-collapse text-center">
      <caption className="pb-1 text-left text-xs font-semibold">
        {format.dateTime(noonOf(props.month), { ...utc, year: 'numeric', month: 'long' })}
      </caption>
      <thead>
        <tr>
          {whole.map((day) => (
            <th
              key={day}
              scope="col"
              abbr={day === null ? undefined : format.dateTime(noonOf(day), { ...utc, weekday: 'long' })}
              className="size-7 text-[11px] font-normal text-text-dim"
            >
              {day === null ? '' : format.dateTime(noonOf(day), { ...utc, weekday: 'narrow' })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a week is its place in the month
          <tr key={index}>
            {week.map((day, weekday) => {
              const points = day === null ? undefined : props.days.get(day);
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its weekday
                <td key={weekday} className="p-px">
                  {day !== null && points === undefined && (
                    <span className="mono flex size-7 items-center justify-center text-[11px] text-text-dim">{Number(day.slice(8))}</span>
                  )}
                  {day !== null && points !== undefined && (
                    <button
                      type="button"
                      data-day={day}
                      tabIndex={day === props.inTabOrder ? 0 : -1}
                      aria-pressed={day === props.chosen}
                      aria-label={t('day', {
                        day: format.dateTime(noonOf(day), { ...utc, dateStyle: 'long' }),
                        count: points.points,
                        restorable: points.restorable,
                      })}
                      title={t('count', { count: points.points })}
                      className={cx(
                        'mono flex size-7 cursor-pointer items-center justify-center rounded-sm border text-[11px]',
                        lookOf(day === props.chosen, points.restorable > 0),
                      )}
                      onClick={() => props.onChoose(day)}
                    >
                      {Number(day.slice(8))}
                    </button>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
