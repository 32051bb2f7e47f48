'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { filterClass } from '@/components/lists/filter-class';
import { Icon } from '@/components/ui/icon';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Popover } from '@/components/ui/popover';

/** Loaded when the popover is first opened. */
const CreatedRange = lazyComponent(() => import('./created-range').then((file) => file.CreatedRange));

/** Days, each end open where it is `null`. */
export interface Range {
  readonly from: string | null;
  readonly to: string | null;
}

const useRangeWords = ({ from, to }: Range): string | null => {
  const t = useTranslations('points.filter');
  if (from !== null && to !== null) return t('range', { from, to });
  if (from !== null) return t('since', { from });
  return to === null ? null : t('until', { to });
};

/** A range of days in the reader's time zone, either end open; the last days by one click. */
export const CreatedFilter = ({ range, onChange }: { readonly range: Range; readonly onChange: (range: Range) => void }) => {
  const t = useTranslations('points.filter');
  const words = useRangeWords(range);
  const said = words === null ? t('created') : t('is', { name: t('created'), value: words });
  return (
    <Popover
      label={said}
      buttonClassName={filterClass(words !== null)}
      className="min-h-48 w-72"
      button={
        <>
          <span className="truncate">{said}</span>
          <Icon name="down" className="size-3.5 text-text-dim" />
        </>
      }
    >
      {() => (
        <Suspense>
          <CreatedRange range={range} onChange={onChange} />
        </Suspense>
      )}
    </Popover>
  );
};
