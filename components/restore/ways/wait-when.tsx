'use client';

import { useTimeZone, useTranslations } from 'use-intl';
import { DayField } from '@/components/ui/day-field';
import { Select, TextField } from '@/components/ui/field';
import type { NotBefore } from './not-before';

export const DAY_HOURS = 24;
const HOURS = [1, 4, 12, 24, 72, 168] as const;

/** Until when a start waits, and not before when it is made; in the zone of the console. */
export const WaitWhen = (props: {
  readonly hours: number;
  readonly notBefore: NotBefore;
  readonly bad: boolean;
  readonly onHours: (hours: number) => void;
  readonly onNotBefore: (notBefore: NotBefore) => void;
}) => {
  const { notBefore, onNotBefore } = props;
  const t = useTranslations('waits.set');
  const zone = useTimeZone() ?? 'UTC';
  return (
    <section aria-label={t('when')} className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-1">
      <Select
        label={t('hours')}
        value={String(props.hours)}
        options={HOURS.map((hours) => ({
          value: String(hours),
          text: hours < DAY_HOURS ? t('hour', { hours }) : t('day', { days: hours / DAY_HOURS }),
        }))}
        onChange={(event) => props.onHours(Number(event.target.value))}
      />
      <div className="flex flex-col gap-1">
        <div className="grid grid-cols-[minmax(0,1fr)_6rem] items-start gap-2">
          <DayField
            label={t('notBefore')}
            value={notBefore.day}
            onChange={(day) => onNotBefore({ ...notBefore, day, unread: false })}
            onUnread={(unread) => onNotBefore({ ...notBefore, unread })}
          />
          <TextField
            mono
            label={t('notBeforeTime')}
            placeholder="HH:MM"
            value={notBefore.time}
            onChange={(event) => onNotBefore({ ...notBefore, time: event.target.value })}
          />
        </div>
        {props.bad && notBefore.unread !== true ? (
          <p role="alert" className="text-xs text-danger">
            {t('badTimeWhy')}
          </p>
        ) : (
          <p className="text-xs text-text-dim">{t('notBeforeHint', { zone })}</p>
        )}
      </div>
    </section>
  );
};
