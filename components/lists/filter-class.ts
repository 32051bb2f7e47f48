import { cx } from '@/components/ui/class-names';

/** The look of a filter of a list, which says what is chosen: a button or a select with its name inside. */
export const filterClass = (active: boolean): string =>
  cx(
    'inline-flex h-8 max-w-72 items-center gap-2 rounded-md border px-3 transition-colors',
    active ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface-1 hover:bg-surface-2',
  );
