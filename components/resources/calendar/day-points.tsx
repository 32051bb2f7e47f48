'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useLocale, useTimeZone, useTranslations } from 'use-intl';
import { AddressesCell } from '@/components/points/addresses-cell';
import { MalwareBadge, StatusCell } from '@/components/points/point-words';
import { RestoreButton } from '@/components/points/restore-button';
import { Button } from '@/components/ui/button';
import { formatBytes } from '@/components/ui/bytes';
import { CopyableId } from '@/components/ui/copyable-id';
import { noonOf } from '@/components/ui/months';
import { ProblemState } from '@/components/ui/problem-state';
import { SkeletonRows } from '@/components/ui/skeleton';
import type { PointView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { pointPageQuery } from '@/lib/queries/points';
import { problemOf } from '@/lib/queries/problem-error';
import { dayList } from './day-list';

const Row = ({ place, point }: { readonly place: Place; readonly point: PointView }) => {
  const format = useFormatter();
  const locale = useLocale();
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-2 last:border-b-0">
      <time dateTime={point.createdAt} className="mono font-semibold">
        {format.dateTime(new Date(point.createdAt), { timeStyle: 'short', hourCycle: 'h23' })}
      </time>
      <StatusCell status={point.status} />
      {point.scan === 'malware' && <MalwareBadge inList />}
      <span className="ml-auto">
        <RestoreButton place={place} point={point} tone="secondary" size="small" />
      </span>
      <span className="flex w-full flex-wrap items-baseline gap-x-3 text-xs text-text-dim">
        {Array.isArray(point.addresses) ? (
          <span className="mono text-text">{point.addresses.join(', ')}</span>
        ) : (
          <AddressesCell addresses={point.addresses} />
        )}
        <span>{point.vault}</span>
        {point.sizeBytes !== null && <span className="mono">{formatBytes(point.sizeBytes, locale)}</span>}
        <CopyableId value={point.arn} href={paths.point(place, point.arn, point.vault)} max={26} />
      </span>
    </li>
  );
};

/** The recovery points of one day, each with its way to a plan. */
export const DayPoints = ({ place, arn, day }: { readonly place: Place; readonly arn: string; readonly day: string }) => {
  const t = useTranslations('points.calendar');
  const common = useTranslations('common');
  const format = useFormatter();
  const zone = useTimeZone() ?? 'UTC';
  const { data, error, refetch } = useQuery(pointPageQuery(place, dayList(arn, day, zone), 0));
  return (
    <section aria-label={t('chosen')} className="min-w-0 rounded-md border border-line bg-surface-1">
      <h3 className="border-b border-line px-3 py-2">
        {format.dateTime(noonOf(day), { timeZone: 'UTC', dateStyle: 'long' })}
        {data !== undefined && <span className="ml-2 font-normal text-text-dim">{t('count', { count: data.total })}</span>}
      </h3>
      {data === undefined && error !== null && (
        <ProblemState problem={problemOf(error)} actions={<Button onClick={() => void refetch()}>{common('actions.retry')}</Button>} />
      )}
      {data === undefined && error === null && <SkeletonRows rows={2} label={common('states.loading')} />}
      {data !== undefined && (
        <>
          <ul>
            {data.points.map((point) => (
              <Row key={`${point.vault} ${point.arn}`} place={place} point={point} />
            ))}
          </ul>
          {data.total === 0 && <p className="px-3 py-2 text-text-dim">{t('noneThatDay')}</p>}
          {data.total > data.points.length && <p className="px-3 py-2 text-text-dim">{t('moreInList')}</p>}
        </>
      )}
    </section>
  );
};
