import { cx } from './class-names';

/** The place of something that is loading, in its final size. Give the size by `className` ("h-5 w-32"). */
export const Skeleton = ({ className }: { readonly className?: string }) => (
  <span aria-hidden="true" className={cx('fc-edge block rounded-sm bg-surface-2', className)} />
);

const ROW_PX = 36;

/** Rows of a table that is loading, 36 px each as the rows will be: one box with a drawing of them, because a page is sent with it twice. */
export const SkeletonRows = ({ rows, label }: { readonly rows: number; readonly label: string }) => (
  <div role="status" className="skeleton-rows">
    <span className="sr-only">{label}</span>
    <svg aria-hidden="true" height={rows * ROW_PX} className="w-0" />
  </div>
);
