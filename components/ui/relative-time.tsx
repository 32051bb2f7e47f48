'use client';

import { memo } from 'react';
import { useFormatter } from 'use-intl';
import { cx } from './class-names';
import { useTickingNow } from './now';

const JUST_MS = 5_000;
const STEP_MS = 15_000;
const DAY_MS = 86_400_000;
const EXACT = { dateStyle: 'medium', timeStyle: 'long', hourCycle: 'h23' } as const;

/** In a narrow window it may take two lines, which have room in a row of 36 px where they give up its own. */
const NARROW = 'max-lg:-my-1 max-lg:inline-block max-lg:leading-4 max-lg:whitespace-normal';

/** "3 hours ago" or "in 3 days"; what is more than a day ago is date and time. The exact instant and its zone are on hover and for machines. `at` is ISO 8601. */
export const RelativeTime = memo(({ at, className }: { readonly at: string; readonly className?: string }) => {
  const format = useFormatter();
  const now = useTickingNow();
  const instant = new Date(at);
  // Now moves on in steps, so what has just happened may lie a little after it.
  const ahead = instant.getTime() - now.getTime();
  if (ahead < -DAY_MS) return <ShortTime at={at} className={cx(NARROW, className)} />;
  const shown = ahead > -JUST_MS && ahead < STEP_MS + JUST_MS ? now : instant;
  return (
    <time dateTime={at} title={format.dateTime(instant, EXACT)} className={cx('ago whitespace-nowrap', className)}>
      {format.relativeTime(shown, { now })}
    </time>
  );
});

/** The exact instant with its zone, with "3 hours ago" on hover. */
export const ExactTime = ({ at, className }: { readonly at: string; readonly className?: string }) => {
  const format = useFormatter();
  const now = useTickingNow();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={format.relativeTime(instant, { now })} className={cx('mono sm:whitespace-nowrap', className)}>
      {format.dateTime(instant, EXACT)}
    </time>
  );
};

/** A row's instant, to the minute ("24 Nov 2026, 11:13"), with seconds and zone on hover. */
export const ShortTime = ({ at, className }: { readonly at: string; readonly className?: string }) => {
  const format = useFormatter();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={format.dateTime(instant, EXACT)} className={cx('mono whitespace-nowrap', className)}>
      {format.dateTime(instant, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' })}
    </time>
  );
};

/** The day of an instant, where the hour says nothing; the exact instant is on hover. */
export const ExactDay = ({ at, className }: { readonly at: string; readonly className?: string }) => {
  const format = useFormatter();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={format.dateTime(instant, EXACT)} className={cx('mono whitespace-nowrap', className)}>
      {format.dateTime(instant, { dateStyle: 'medium' })}
    </time>
  );
};
