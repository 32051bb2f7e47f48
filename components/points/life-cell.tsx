'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { RelativeTime } from '@/components/ui/relative-time';
import type { PointView } from '@/lib/data/inventory/views';
import type { Place } from '@/lib/paths';
import { vaultsQuery } from '@/lib/queries/vaults';
import type { PointColumn } from './points-columns';

const Due = ({ at, never }: { readonly at: string | null; readonly never: string }) => (
  <span className="truncate text-text-dim">{at === null ? never : <RelativeTime at={at} className="truncate" />}</span>
);

const Scan = ({ scan }: { readonly scan: PointView['scan'] }) => {
  const t = useTranslations('points.scanOf');
  if (scan === null) return <span className="truncate text-text-dim">{t('notScanned')}</span>;
  return <span className={cx('truncate', scan === 'malware' ? 'font-semibold text-danger' : 'text-text-dim')}>{t(scan)}</span>;
};

/** Whether the point's vault is locked, as the list of vaults says. */
const Lock = ({ place, vault }: { readonly place: Place; readonly vault: string }) => {
  const t = useTranslations('points.lock');
  const { data } = useQuery(vaultsQuery(place));
  const found = data?.vaults.find(({ name }) => name === vault);
  return <span className="truncate text-text-dim">{found === undefined ? '–' : t(found.locked ? 'locked' : 'open')}</span>;
};

/** What a row tells of a point's life: until when it is kept, when it moves to cold storage, whether its vault is locked, and what malware scans found. */
export const LifeCell = (props: {
  readonly place: Place;
  readonly column: Extract<PointColumn, 'deletes' | 'cold' | 'lock' | 'scan'>;
  readonly point: PointView;
}) => {
  const { column, point } = props;
  const t = useTranslations('points');
  if (column === 'scan') return <Scan scan={point.scan} />;
  if (column === 'lock') return <Lock place={props.place} vault={point.vault} />;
  return column === 'cold' ? <Due at={point.moveToColdAt} never="–" /> : <Due at={point.deleteAt} never={t('never')} />;
};
