// biome-ignore-all lint/a11y/useSemanticElements: belongs to a grid of positioned rows, see virtual-grid.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons inside take the focus
'use client';

import type { ReactNode } from 'react';
import { cx } from './class-names';
import { SortButton } from './sort-button';

export interface GridColumn {
  readonly key: string;
  readonly title: ReactNode;
  readonly numeric?: boolean;
  readonly sortable?: boolean;
  /** How wide it is, from which width of the grid on it is shown. */
  readonly className?: string;
}

export interface GridSort {
  readonly key: string;
  readonly direction: 'asc' | 'desc';
  readonly onSort: (key: string) => void;
  /** "Sort by Name", for the button's tip. */
  readonly describe: (column: ReactNode) => string;
}

const HEAD = 'flex h-[32px] border-b border-line bg-surface-2 text-xs text-text-dim';

/** The head row of a grid, which stays in sight; a sortable column's head is a button, and says how it is sorted. */
export const GridHead = (props: { readonly columns: readonly GridColumn[]; readonly sort?: GridSort | undefined }) => {
  const { columns, sort } = props;
  const sortOf = (column: GridColumn) => {
    if (column.sortable !== true || sort === undefined) return undefined;
    if (sort.key !== column.key) return 'none';
    return sort.direction === 'asc' ? 'ascending' : 'descending';
  };
  return (
    <div role="rowgroup" className="sticky top-0 z-10">
      <div role="row" aria-rowindex={1} className={HEAD}>
        {columns.map((column) => (
          <div
            key={column.key}
            role="columnheader"
            aria-sort={sortOf(column)}
            className={cx('grid-cell font-semibold', column.numeric && 'justify-end', column.className)}
          >
            {column.sortable === true && sort !== undefined ? (
              <SortButton
                title={column.title}
                tip={sort.describe(column.title)}
                sorted={sort.key === column.key ? sort.direction : null}
                onSort={() => sort.onSort(column.key)}
              />
            ) : (
              <span className="truncate">{column.title}</span>
            )}
          </div>
        ))}
      </div>
    </div>
  );
};
