'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { isOpen, type Outcome } from '@/lib/jobs/status';

const FILL: Readonly<Partial<Record<Outcome, string>>> = { completed: 'fill-ok', failed: 'fill-danger', aborted: 'fill-warn' };

/** Always three places, or the text would begin elsewhere at each step. */
const FIGURES = 3;
const NO_BREAK = '\u00a0';

/** How far a job is, as a bar with its figure. Where AWS tells nothing the track stays empty and says so. */
export const PercentBar = (props: { readonly percent: number | null; readonly outcome: Outcome; readonly large?: boolean }) => {
  const t = useTranslations('jobs.percent');
  const format = useFormatter();
  const { percent, outcome, large = false } = props;
  const shown = percent === null ? null : Math.floor(percent);
  const text = shown === null ? t('unknown') : t('value', { percent: format.number(shown) });
  return (
    <span className={cx('flex items-center gap-2', large && 'gap-3')}>
      <span
        role="progressbar"
        aria-label={t('label')}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(shown === null ? {} : { 'aria-valuenow': shown })}
        aria-valuetext={text}
        className={cx('fc-edge block min-w-10 flex-1 overflow-hidden rounded-full bg-surface-2', large ? 'h-2' : 'h-1.5')}
      >
        <svg aria-hidden="true" className="block size-full">
          <rect
            width={`${percent ?? 0}%`}
            height="100%"
            rx={large ? 4 : 3}
            className={cx('fc-fill transition-[width]', isOpen(outcome) ? 'fill-accent' : (FILL[outcome] ?? 'fill-line-strong'))}
          />
        </svg>
      </span>
      <span
        aria-hidden="true"
        className={cx('mono shrink-0 text-right whitespace-pre', large ? 'w-14 text-md font-semibold' : 'w-11 text-text-dim')}
      >
        {shown === null ? '–' : t('value', { percent: String(shown).padStart(FIGURES, NO_BREAK) })}
      </span>
    </span>
  );
};
