import type { ReactNode } from 'react';
import { cx } from './class-names';

const DRAWINGS = {
  overview: <path d="M2.5 2.5h4.5v5h-4.5zM9 2.5h4.5v3h-4.5zM9 7.5h4.5v6h-4.5zM2.5 9.5h4.5v4h-4.5z" />,
  vault: (
    <path d="M2.5 3h11v9.5h-11zM4.5 12.5v1.5M11.5 12.5v1.5M8 5.5a2.25 2.25 0 1 0 0 4.5 2.25 2.25 0 0 0 0-4.5zM8 5.5v1M8 9v1M5.75 7.75h1M9.25 7.75h1" />
  ),
  point: <path d="M8 2.5a5.5 5.5 0 1 0 5.5 5.5M8 5v3l2 1.5M13.5 2.5v3h-3" />,
  resource: <path d="M3 3h10v4h-10zM3 9h10v4h-10zM5 5h.01M5 11h.01M8 5h3M8 11h3" />,
  job: <path d="M13.5 8a5.5 5.5 0 1 1-1.6-3.9M13.5 2v3h-3M6.8 5.8l3.4 2.2-3.4 2.2z" />,
  approval: <path d="M6.5 2.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM2 13.5c.3-2.6 2.1-4 4.5-4 .9 0 1.7.2 2.4.5M9.5 12l1.7 1.7 3-3.4" />,
  history: <path d="M2.5 8a5.5 5.5 0 1 0 1.7-4M2.5 2.5v2.7h2.7M8 5v3.2l2.2 1.3" />,
  audit: <path d="M8 1.8l5.2 1.9v4c0 3.2-2.2 5.4-5.2 6.5-3-1.1-5.2-3.3-5.2-6.5v-4zM5.6 8l1.7 1.7 3.1-3.2" />,
  check: <path d="M9.5 2h-6v12h9v-9zM9.5 2v3h3M5.7 9.3l1.5 1.5 2.8-3" />,
  settings: <path d="M2.5 4.5h6M11.5 4.5h2M10 3v3M2.5 8h2M7.5 8h6M6 6.5v3M2.5 11.5h5M10.5 11.5h3M9 10v3" />,
  search: <path d="M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2" />,
  copy: <path d="M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3" />,
  done: <path d="M3 8.5l3.2 3.2 6.8-7" />,
  close: <path d="M3.5 3.5l9 9M12.5 3.5l-9 9" />,
  calendar: <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3" />,
  down: <path d="M4 6l4 4 4-4" />,
  up: <path d="M4 10l4-4 4 4" />,
  right: <path d="M6 4l4 4-4 4" />,
  left: <path d="M10 4l-4 4 4 4" />,
  both: <path d="M5 6l3-3 3 3M5 10l3 3 3-3" />,
  refresh: <path d="M13 8a5 5 0 1 1-1.5-3.6M13 2.2v2.6h-2.6" />,
  warning: <path d="M8 2.5l6 11h-12zM8 6.5v3.2M8 11.5v.1" />,
  error: <path d="M5.5 2.5h5l3 3v5l-3 3h-5l-3-3v-5zM8 5.2v3.5M8 10.7v.1" />,
  info: <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM8 7.5v3.2M8 5.3v.1" />,
  unknown: <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM6.5 6.5a1.5 1.5 0 1 1 2.2 1.3c-.5.3-.7.6-.7 1.1M8 10.8v.1" />,
  lock: <path d="M3.5 7h9v6.5h-9zM5.5 7v-2a2.5 2.5 0 0 1 5 0v2" />,
  user: <path d="M8 2.5a2.75 2.75 0 1 0 0 5.5 2.75 2.75 0 0 0 0-5.5zM2.8 13.5c.4-2.6 2.5-4 5.2-4s4.8 1.4 5.2 4" />,
  language: (
    <path d="M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM2.5 8h11M8 2.5c2 2 2.5 3.8 2.5 5.5s-.5 3.5-2.5 5.5c-2-2-2.5-3.8-2.5-5.5s.5-3.5 2.5-5.5z" />
  ),
  theme: <path d="M13.3 9.6a5.6 5.6 0 1 1-6.9-6.9 4.6 4.6 0 0 0 6.9 6.9z" />,
  collapse: <path d="M2.5 3h11v10h-11zM6 3v10M10.7 6.3l-1.7 1.7 1.7 1.7" />,
  external: <path d="M9.5 2.5h4v4M13.5 2.5l-6 6M11.5 9.5v4h-9v-9h4" />,
  download: <path d="M8 2.5v7.5M4.8 7l3.2 3.2 3.2-3.2M2.5 13.5h11" />,
  plus: <path d="M8 3v10M3 8h10" />,
  filter: <path d="M2.5 3.5h11l-4.3 5v4.2l-2.4 1v-5.2z" />,
  restore: <path d="M2.5 5.5h7.5a3.5 3.5 0 0 1 0 7h-4M5.3 2.7l-2.8 2.8 2.8 2.8" />,
  grip: <path d="M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01" strokeWidth="2" />,
  more: <path d="M3.5 8h.01M8 8h.01M12.5 8h.01" strokeWidth="2.2" />,
  minus: <path d="M3 8h10" />,
  swap: <path d="M2.5 5.5h10M10 3l2.5 2.5-2.5 2.5M13.5 10.5h-10M6 8l-2.5 2.5 2.5 2.5" />,
  edit: <path d="M3 13l.6-2.9 7-7 2.3 2.3-7 7zM9.2 4.5l2.3 2.3" />,
  trash: <path d="M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.6 9h5.8l.6-9M7 7v4M9 7v4" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;

/** A 16-pixel line drawing, always beside words or inside something labelled; hidden from screen readers. */
export const Icon = ({ name, className }: { readonly name: IconName; readonly className?: string }) => (
  <svg aria-hidden="true" viewBox="0 0 16 16" className={cx('icon', className)}>
    {DRAWINGS[name]}
  </svg>
);
