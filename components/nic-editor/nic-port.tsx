import { cx } from '@/components/ui/class-names';

/** The socket of an interface at the edge of the instance: its device index, joined to its card. */
export const Port = ({ deviceIndex, bad }: { readonly deviceIndex: number; readonly bad: boolean }) => (
  <span
    aria-hidden="true"
    className={cx(
      'mono absolute top-2.5 -left-3 flex h-6 min-w-6 items-center justify-center rounded-sm border-2 bg-surface-1 px-1 font-semibold',
      bad ? 'border-danger text-danger' : 'border-accent text-accent',
    )}
  >
    {deviceIndex}
  </span>
);
