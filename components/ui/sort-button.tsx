'use client';

import type { ReactNode } from 'react';
import { cx } from './class-names';
import { Icon } from './icon';

/** The head of a sortable column as a button, with the sign of how it is sorted. `sorted`: `null` where another column is. */
export const SortButton = (props: {
  readonly title: ReactNode;
  /** "Sort by Name", for the button's tip. */
  readonly tip: string;
  readonly sorted: 'asc' | 'desc' | null;
  readonly onSort: () => void;
}) => (
  <button
    type="button"
    title={props.tip}
    className="-mx-1 inline-flex min-w-0 items-center gap-1 rounded-sm px-1 font-semibold whitespace-nowrap hover:text-text"
    onClick={props.onSort}
  >
    {props.title}
    <Icon
      name={props.sorted === null ? 'both' : props.sorted === 'asc' ? 'up' : 'down'}
      className={cx('size-3', props.sorted === null ? 'opacity-50' : 'text-accent')}
    />
  </button>
);
