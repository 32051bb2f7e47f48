import { PageHeader } from '@/components/ui/page-header';
import { SkeletonRows } from '@/components/ui/skeleton';

/** A page with a list whose rows are on their way: head and rows have their final size. */
export const ListSkeleton = (props: {
  readonly title: string;
  readonly about: string;
  readonly label: string;
  readonly filters: boolean;
}) => (
  <>
    <PageHeader
      title={props.title}
      about={props.filters ? props.about : <span className="flex min-h-7 items-center">{props.about}</span>}
    />
    {props.filters && <div className="h-[4.5rem]" />}
    <div className="overflow-hidden rounded-md border border-line bg-surface-1">
      <SkeletonRows rows={14} label={props.label} />
    </div>
  </>
);
