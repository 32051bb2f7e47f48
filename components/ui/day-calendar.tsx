'use client';

import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { iconButtonClass } from './button-style';
import { cx } from './class-names';
import { Icon } from './icon';
import { anyDayByKey, firstDayOf, monthAfter, monthOf, noonOf, weeksOf } from './months';

const UTC = { timeZone: 'UTC' } as const;

const lookOf = (chosen: boolean, today: boolean): string => {
  if (chosen) return 'fc-selected border-accent bg-accent text-on-accent font-semibold';
  return cx('hover:bg-surface-2', today ? 'border-line-strong font-semibold' : 'border-transparent');
};

const Week = (props: {
  readonly days: readonly (string | null)[];
  readonly at: string;
  readonly value: string | null;
  readonly today: string;
  readonly onChoose: (day: string) => void;
}) => {
  const format = useFormatter();
  return (
    <tr>
      {props.days.map((day, weekday) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its weekday
        <td key={weekday} className="p-px">
          {day !== null && (
            <button
              type="button"
              data-day={day}
              tabIndex={day === props.at ? 0 : -1}
              aria-pressed={day === props.value}
              aria-current={day === props.today ? 'date' : undefined}
              aria-label={format.dateTime(noonOf(day), { ...UTC, dateStyle: 'full' })}
              className={cx(
                'mono flex size-7 cursor-pointer items-center justify-center rounded-sm border text-xs',
                lookOf(day === props.value, day === props.today),
              )}
              onClick={() => props.onChoose(day)}
            >
              {Number(day.slice(8))}
            </button>
          )}
        </td>
      ))}
    </tr>
  );
};

/** A month of days to choose from, in the reader's language. One tab stop; arrows, Home, End, Page Up and Page Down move, Enter chooses. */
export const DayCalendar = (props: { readonly value: string | null; readonly today: string; readonly onChoose: (day: string) => void }) => {
  const t = useTranslations('common.day');
  const format = useFormatter();
  const first = firstDayOf(useLocale());
  const [at, setAt] = useState(props.value ?? props.today);
  const table = useRef<HTMLTableElement>(null);
  const follows = useRef(true);
  const month = monthOf(at);
  const weeks = weeksOf(month, first);
  const name = format.dateTime(noonOf(month), { ...UTC, year: 'numeric', month: 'long' });
  useEffect(() => {
    if (follows.current) table.current?.querySelector<HTMLElement>(`[data-day="${at}"]`)?.focus();
    follows.current = false;
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const day = anyDayByKey(at, event.key, first);
    if (day === null) return;
    event.preventDefault();
    follows.current = true;
    setAt(day);
  };
  const turn = (count: number) => setAt(`${monthAfter(month, count)}-01`);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center justify-between gap-2">
        <button type="button" className={iconButtonClass()} aria-label={t('previous')} title={t('previous')} onClick={() => turn(-1)}>
          <Icon name="right" className="rotate-180" />
        </button>
        <span role="status" className="font-semibold">
          {name}
        </span>
        <button type="button" className={iconButtonClass()} aria-label={t('next')} title={t('next')} onClick={() => turn(1)}>
          <Icon name="right" />
        </button>
      </div>
      <table ref={table} aria-label={name} className="border-collapse text-center" onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {(weeks[1] ?? []).map((day) => (
              <th
                key={day}
                scope="col"
                abbr={day === null ? undefined : format.dateTime(noonOf(day), { ...UTC, weekday: 'long' })}
                className="size-7 text-xs font-normal text-text-dim"
              >
                {day === null ? '' : format.dateTime(noonOf(day), { ...UTC, weekday: 'narrow' })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a week is its place in the month
            <Week key={index} days={days} at={at} value={props.value} today={props.today} onChoose={props.onChoose} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
