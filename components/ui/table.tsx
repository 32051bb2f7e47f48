import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names';

/** A plain table for tens of rows: 36 px rows, hairlines, its own sideways scroll, which holds what is hidden in it, too. `label` names it for screen readers. */
export const Table = ({
  label,
  children,
  className,
  rowCount,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
  /** All rows with the head, where only the visible ones are drawn. */
  readonly rowCount?: number;
}) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reachable by keyboard
  <section aria-label={label} tabIndex={0} className="relative overflow-x-auto rounded-md border border-line bg-surface-1">
    <table aria-rowcount={rowCount} className={cx('w-full border-collapse text-left', className)}>
      {children}
    </table>
  </section>
);

/** The head of a table; its cells are `Th`. */
export const THead = ({ children }: { readonly children: ReactNode }) => (
  <thead className="border-b border-line bg-surface-2 text-xs text-text-dim">
    <tr>{children}</tr>
  </thead>
);

/** A column's head, or a row's. `numeric` puts it over right-aligned numbers; `wraps`: it may be longer than its column is wide. */
export const Th = ({
  numeric = false,
  wraps = false,
  className,
  ...rest
}: { readonly numeric?: boolean; readonly wraps?: boolean } & ComponentProps<'th'>) => (
  <th
    scope="col"
    {...rest}
    className={cx('h-8 px-3 font-semibold', wraps ? 'wrap-anywhere' : 'whitespace-nowrap', numeric && 'text-right', className)}
  />
);

/** A row of 36 px; it tints under the pointer. */
export const Tr = ({ className, ...rest }: ComponentProps<'tr'>) => (
  <tr {...rest} className={cx('h-9 border-b border-line last:border-b-0 hover:bg-surface-2', className)} />
);

/** A cell. */
export const Td = ({ numeric = false, className, ...rest }: { readonly numeric?: boolean } & ComponentProps<'td'>) => (
  <td {...rest} className={cx('px-3 py-1 align-middle', numeric && 'mono text-right', className)} />
);
