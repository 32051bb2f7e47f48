'use client';

import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { RelativeTime } from '@/components/ui/relative-time';
import { RowId } from '@/components/ui/row-id';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { GridCell } from '@/components/ui/virtual-grid';
import type { PointGroup } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { DeletedBadge, hasOwnName } from './point-words';

/** All of the row's width, whatever its words would take. */
const CELL = 'w-0 min-w-full bg-surface-0';

/** The one cell of a group's row: whose points these are, how many, and the newest. */
export const GroupCell = (props: {
  readonly place: Place;
  readonly group: PointGroup | null;
  readonly open: boolean;
  readonly columns: number;
  readonly onFold: (open: boolean) => void;
}) => {
  const { place, group, open } = props;
  const t = useTranslations('points.group');
  if (group === null)
    return (
      <GridCell span={props.columns} className={CELL}>
        <Skeleton className="h-3 w-1/3" />
      </GridCell>
    );
  const name = group.resourceName ?? group.resourceId;
  return (
    <GridCell span={props.columns} className={CELL}>
      <button
        type="button"
        tabIndex={-1}
        className="-ml-1 inline-flex size-6 shrink-0 items-center justify-center rounded-sm text-text-dim hover:bg-surface-2"
        aria-label={open ? t('close', { name }) : t('open', { name })}
        onClick={() => props.onFold(!open)}
      >
        <Icon name="right" className={cx('transition-transform', open && 'rotate-90')} />
      </button>
      <TextLink
        href={paths.resource(place, group.resourceArn)}
        tabIndex={-1}
        className={cx('truncate font-semibold', group.resourceName === null && 'mono')}
        title={group.resourceArn}
      >
        {name}
      </TextLink>
      {hasOwnName(group) && <RowId value={group.resourceId} within="grid" className="@max-lg/grid:hidden" />}
      <span className="text-text-dim">{group.resourceType}</span>
      {group.resourceDeleted === true && <DeletedBadge />}
      <span className="ml-auto shrink-0 text-text-dim">
        {t('points', { count: group.points })}
        <span className="hidden @lg/grid:inline">
          {' · '}
          {t('newest')} <RelativeTime at={group.newestAt} />
        </span>
      </span>
    </GridCell>
  );
};
