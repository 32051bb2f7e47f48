import { cx } from './class-names';

/** The place of something that is loading, in its final size. Give the size by `className` ("h-5 w-32"). */
export const Skeleton = ({ className }: { readonly className?: string }) => (
  <span aria-hidden="true" className={cx('fc-edge block rounded-sm bg-surface-2', className)} />
);

/** Rows of a table that is loading, 36 px each as the rows will be. */
export const SkeletonRows = ({ rows, label }: { readonly rows: number; readonly label: string }) => (
  <div role="status" className="flex flex-col">
    <span className="sr-only">{label}</span>
    {Array.from({ length: rows }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
      <div key={row} className="flex h-9 items-center gap-6 border-b border-line px-3">
        <Skeleton className="h-3 w-1/4" />
        <Skeleton className="h-3 w-1/6" />
        <Skeleton className="h-3 w-1/5" />
      </div>
    ))}
  </div>
);
