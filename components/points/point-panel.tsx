'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { iconButtonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';
import { LinkButton } from '@/components/ui/link-button';
import { ProblemState } from '@/components/ui/problem-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { PointDetail, PointView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { pointQuery } from '@/lib/queries/points';
import { problemOf } from '@/lib/queries/problem-error';
import { MalwareNotice } from './malware-notice';
import { PlannedBy } from './planned-by';
import { PointFacts } from './point-facts';
import { pointStatusRow } from './point-status';
import { StatusBadge, StatusMeaning } from './point-words';
import { ProblemNotice } from './problem-notice';
import { RestoreButton } from './restore-button';
import { TagsList } from './tags-list';

const Body = ({ place, point, detail }: { readonly place: Place; readonly point: PointView; readonly detail: PointDetail | undefined }) => {
  const t = useTranslations('points');
  const common = useTranslations('common.facts');
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <RestoreButton place={place} point={point} {...(point.scan === 'malware' ? { tone: 'secondary' } : {})} />
        <LinkButton href={paths.point(place, point.arn, point.vault)}>{t('panel.page')}</LinkButton>
      </div>
      {pointStatusRow(point.status).restorable !== 'yes' && (
        <p className="text-text-dim">
          <StatusMeaning status={point.status} />
        </p>
      )}
      <MalwareNotice place={place} point={point} />
      <PointFacts place={place} point={point} detail={detail} />
      {detail !== undefined && !detail.extra.ok && <ProblemNotice problem={detail.extra.error} />}
      {detail?.extra.ok && (
        <section className="flex flex-col gap-1.5">
          <h3 className="text-text-dim">{common('tags')}</h3>
          <TagsList tags={detail.extra.value.tags} />
        </section>
      )}
      <PlannedBy place={place} arn={point.arn} />
    </div>
  );
};

/** One point's details beside the list that it was chosen from. What the list knows shows at once, the rest when AWS has answered. */
export const PointPanel = (props: {
  readonly place: Place;
  readonly arn: string;
  readonly vault: string | null;
  /** The chosen row, where it is loaded. */
  readonly row: PointView | null;
  readonly onClose: () => void;
}) => {
  const { place, row, onClose } = props;
  const t = useTranslations('points');
  const common = useTranslations('common');
  const { data, error, refetch } = useQuery(pointQuery(place, props.arn, props.vault));
  const point = data?.point ?? row;
  return (
    <section
      aria-label={t('details')}
      onKeyDown={(event) => {
        // A dialog or popover inside closes first, by itself.
        const inner = event.target instanceof Element && event.target.closest('dialog,[popover]') !== null;
        if (event.key !== 'Escape' || event.defaultPrevented || inner) return;
        event.preventDefault();
        onClose();
      }}
      className="flex min-h-0 flex-col overflow-hidden rounded-md border border-line bg-surface-1"
    >
      <header className="flex min-h-11 items-center justify-between gap-2 border-b border-line px-4 py-1.5">
        <div className="flex min-w-0 items-center gap-2">
          <h2 className="truncate text-md">{point === null ? common('states.loading') : (point.resourceName ?? point.resourceId)}</h2>
          {point !== null && <StatusBadge status={point.status} />}
        </div>
        <button type="button" className={iconButtonClass()} aria-label={common('actions.close')} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {/* What is for screen readers only stays inside it, or the page would be as long as all that scrolls here. */}
      <div className="relative min-h-0 overflow-y-auto px-4 py-3">
        {error !== null && data === undefined ? (
          <ProblemState problem={problemOf(error)} actions={<Button onClick={() => void refetch()}>{common('actions.retry')}</Button>} />
        ) : point === null ? (
          <SkeletonRows rows={8} label={common('states.loading')} />
        ) : (
          <Body place={place} point={point} detail={data} />
        )}
      </div>
    </section>
  );
};
