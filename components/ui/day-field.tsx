'use client';

import { type KeyboardEvent, Suspense, useState } from 'react';
import { useFormatter, useTimeZone, useTranslations } from 'use-intl';
import { dayIn } from '@/lib/finding/zoned';
import { iconButtonClass } from './button-style';
import { cx } from './class-names';
import { CONTROL, Field, type FieldShared } from './field';
import { Icon } from './icon';
import { lazyComponent } from './lazy-component';
import { dayAfter, noonOf } from './months';
import { useTickingNow } from './now';
import { Popover } from './popover';
import { readDay } from './read-day';

/** Loaded when it is first opened: most people write. */
const DayCalendar = lazyComponent(() => import('./day-calendar').then((file) => file.DayCalendar));

const WHOLE = /^\d{4}[-/]\d{2}[-/]\d{2}$/;
const two = (number: number): string => String(number).padStart(2, '0');

/** The day that it is in the reader's zone. */
const useToday = (): string => {
  const now = useTickingNow();
  const { year, month, day } = dayIn(now.getTime(), useTimeZone() ?? 'UTC');
  return `${year}-${two(month)}-${two(day)}`;
};

/** What stands in the field: the day in the reader's language, or what they are writing until it is one. */
const useWriting = (value: string, onChange: (day: string) => void, onUnread: ((unread: boolean) => void) | undefined) => {
  const format = useFormatter();
  const nowMs = useTickingNow().getTime();
  const timeZone = useTimeZone() ?? 'UTC';
  const [text, setText] = useState<string | null>(null);
  const read = (written: string): string | null => readDay(written, { nowMs, timeZone });
  const isBad = (written: string): boolean => written.trim() !== '' && read(written) === null;
  const settle = () => {
    if (text === null) return;
    const day = text.trim() === '' ? '' : read(text);
    if (day === null) return;
    setText(null);
    onChange(day);
  };
  const known = value !== '' && read(value) === value;
  return {
    shown: text ?? (known ? format.dateTime(noonOf(value), { timeZone: 'UTC', dateStyle: 'medium' }) : value),
    bad: text !== null && isBad(text),
    settle,
    write: (written: string) => {
      setText(written);
      onUnread?.(isBad(written));
      // A day that is written to its end, or taken away, counts at once.
      const day = written === '' ? '' : WHOLE.test(written) ? read(written) : null;
      if (day !== null) onChange(day);
    },
    choose: (day: string) => {
      setText(null);
      onUnread?.(false);
      onChange(day);
    },
  };
};

/**
 * A day of the reader's zone as `2026-11-24`, empty for none. It is shown in the language of the console and not of the browser, can be written in either language,
 * and moves by a day with the arrow keys; the button beside it has a calendar.
 */
export const DayField = (
  props: FieldShared & {
    readonly className?: string;
    readonly value: string;
    readonly onChange: (day: string) => void;
    /** That what is written is no day, for whoever must not take the last one, or none, for what is meant. */
    readonly onUnread?: (unread: boolean) => void;
  },
) => {
  const { label, hideLabel = false, hint, error, className, value } = props;
  const t = useTranslations('common.day');
  const today = useToday();
  const writing = useWriting(value, props.onChange, props.onUnread);
  const [left, setLeft] = useState(true);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (event.key === 'Enter') writing.settle();
    if (by === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    writing.choose(value === '' ? today : dayAfter(value, by));
  };
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} error={writing.bad && left ? t('bad') : error} className={className}>
      {(ids) => (
        <span className="relative flex">
          <input
            {...ids}
            type="text"
            autoComplete="off"
            spellCheck={false}
            placeholder={t('form')}
            title={t('keys')}
            value={writing.shown}
            className={cx(CONTROL, 'pr-8')}
            onChange={(event) => {
              setLeft(false);
              writing.write(event.target.value);
            }}
            onKeyDown={onKeyDown}
            onBlur={() => {
              setLeft(true);
              writing.settle();
            }}
          />
          <span className="absolute inset-y-0 right-0.5 flex items-center">
            <Popover
              label={t('choose', { field: label })}
              buttonClassName={iconButtonClass()}
              className="min-h-64 p-3"
              align="end"
              button={<Icon name="calendar" className="size-3.5" />}
            >
              {(close) => (
                <Suspense>
                  <DayCalendar
                    value={value === '' ? null : value}
                    today={today}
                    onChoose={(day) => {
                      writing.choose(day);
                      close();
                    }}
                  />
                </Suspense>
              )}
            </Popover>
          </span>
        </span>
      )}
    </Field>
  );
};
