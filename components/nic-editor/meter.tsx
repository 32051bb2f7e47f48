import { cx } from '@/components/ui/class-names';

/** Beyond this a row of places cannot be counted by eye; the words count. */
const MAX_DRAWN = 16;
/** More than these are left to the words where there is little room. */
const MANY = 6;

/** Places as filled and empty squares, with the words that say the same; over the limit is said by shape as well. */
export const Meter = ({ filled, limit, text }: { readonly filled: number; readonly limit: number | null; readonly text: string }) => {
  const over = limit !== null && filled > limit;
  const drawn = limit === null ? 0 : Math.max(limit, filled);
  return (
    <span className={cx('inline-flex items-center gap-2', over ? 'font-semibold text-danger' : 'text-text-dim')}>
      {limit !== null && drawn <= MAX_DRAWN && (
        <span aria-hidden="true" className={cx('flex-wrap gap-0.5', drawn > MANY ? 'hidden @[22rem]:inline-flex' : 'inline-flex')}>
          {Array.from({ length: drawn }, (_, i) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: the places are their positions
              key={i}
              className={cx(
                'size-2 rounded-[1px] border',
                i >= limit ? 'border-danger bg-danger-soft' : i < filled ? 'fc-selected border-accent bg-accent' : 'border-line-strong',
              )}
            />
          ))}
        </span>
      )}
      <span className="text-xs tabular-nums">{text}</span>
    </span>
  );
};
