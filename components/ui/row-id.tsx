'use client';

import { cx } from './class-names';
import { CopyButton } from './copy-button';
import { shortenMiddle } from './shorten';
import { useHydrated } from './use-hydrated';

/** From which width on a row has room for a whole id: of the grid that it is in, or of the window. */
const LOOKS = {
  grid: { short: '@6xl/grid:hidden print:hidden', whole: 'hidden @6xl/grid:inline print:inline' },
  window: { short: '2xl:hidden print:hidden', whole: 'hidden 2xl:inline print:inline' },
} as const;

const MAX = 12;

/** An id that stands in a row beside its name: shortened in its middle where there is little room, whole on hover, on paper, to screen readers and in what is copied. */
export const RowId = ({
  value,
  within,
  className,
}: {
  readonly value: string;
  readonly within: keyof typeof LOOKS;
  readonly className?: string;
}) => {
  const { short, whole } = LOOKS[within];
  const shown = shortenMiddle(value, MAX);
  // It copies nothing before the page is alive, and in what is sent first it would be a tenth of a long list.
  const alive = useHydrated();
  return (
    // Where there is no room for both the name beside it stays.
    <span className={cx('group/id inline-flex min-w-0 shrink-[99] items-center overflow-x-clip text-text-dim', className)}>
      <span className="mono truncate" title={value}>
        {shown === value ? (
          value
        ) : (
          <>
            <span aria-hidden="true" className={short}>
              {shown}
            </span>
            <span aria-hidden="true" className={whole}>
              {value}
            </span>
            <span className="sr-only">{value}</span>
          </>
        )}
      </span>
      {/* In a grid the rows take the focus; what is opened from one has the id and its button, too. */}
      {alive && (
        <CopyButton
          text={value}
          {...(within === 'grid' ? { tabIndex: -1 } : {})}
          className="-my-1 opacity-0 focus-visible:opacity-100 group-hover/id:opacity-100 pointer-coarse:opacity-100"
        />
      )}
    </span>
  );
};
