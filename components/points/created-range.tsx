'use client';

import { useEffect, useRef } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { DayField } from '@/components/ui/day-field';
import { useTickingNow } from '@/components/ui/now';
import { dayAt, isDay } from '@/lib/queries/zoned-day';
import type { Range } from './created-filter';

const LAST_DAYS = [1, 7, 30] as const;

/** A range of days in the reader's time zone, either end open; the last days by one click. */
export const CreatedRange = ({ range, onChange }: { readonly range: Range; readonly onChange: (range: Range) => void }) => {
  const t = useTranslations('points.filter');
  const zone = useTimeZone() ?? 'UTC';
  const now = useTickingNow();
  const box = useRef<HTMLDivElement>(null);
  // It comes after its popover has opened, which had nothing to give the focus to.
  useEffect(() => box.current?.querySelector('button')?.focus(), []);
  const backwards = range.from !== null && range.to !== null && range.to < range.from;
  const day = (text: string): string | null => (isDay(text) ? text : null);
  return (
    <div ref={box} className="flex flex-col gap-2 p-2">
      <div className="flex flex-wrap gap-1">
        {LAST_DAYS.map((days) => (
          <Button key={days} size="small" onClick={() => onChange({ from: dayAt(now, zone, 1 - days), to: null })}>
            {days === 1 ? t('today') : t('last', { days })}
          </Button>
        ))}
        <Button size="small" tone="quiet" onClick={() => onChange({ from: null, to: null })}>
          {t('any')}
        </Button>
      </div>
      <DayField label={t('from')} value={range.from ?? ''} onChange={(from) => onChange({ ...range, from: day(from) })} />
      <DayField
        label={t('to')}
        value={range.to ?? ''}
        error={backwards ? t('order') : null}
        hint={t('zone', { zone })}
        onChange={(to) => onChange({ ...range, to: day(to) })}
      />
    </div>
  );
};
