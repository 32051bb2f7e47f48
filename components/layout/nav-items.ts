import type { IconName } from '@/components/ui/icon';
import { type Grant, may } from '@/lib/access/roles';
import { type Place, paths } from '@/lib/paths';
import { pageKind } from './same-page';

/** The pages of the rail, in its order. Names are `common.nav` messages. */
export type NavKey =
  | 'overview'
  | 'vaults'
  | 'points'
  | 'resources'
  | 'jobs'
  | 'approvals'
  | 'history'
  | 'audit'
  | 'check'
  | 'people'
  | 'settings';

export interface NavItem {
  readonly key: NavKey;
  readonly icon: IconName;
  /** Where it leads; without a place to the first page, which says what is missing. */
  readonly href: string;
}

const inPlace = (place: Place | null, to: (place: Place) => string): string => (place === null ? paths.home() : to(place));

/** The rail's pages in `place`, for somebody with these roles. */
export const navItems = (place: Place | null, grants: readonly Grant[]): readonly NavItem[] => [
  { key: 'overview', icon: 'overview', href: inPlace(place, paths.overview) },
  { key: 'vaults', icon: 'vault', href: inPlace(place, paths.vaults) },
  { key: 'points', icon: 'point', href: inPlace(place, paths.points) },
  { key: 'resources', icon: 'resource', href: inPlace(place, paths.resources) },
  { key: 'jobs', icon: 'job', href: inPlace(place, paths.jobs) },
  { key: 'approvals', icon: 'approval', href: inPlace(place, paths.approvals) },
  { key: 'history', icon: 'history', href: paths.history() },
  { key: 'audit', icon: 'audit', href: paths.audit() },
  { key: 'check', icon: 'check', href: paths.check() },
  ...(may(grants, 'read-people', null) ? ([{ key: 'people', icon: 'user', href: paths.people() }] as const) : []),
  { key: 'settings', icon: 'settings', href: paths.settings() },
];

/** Which of the rail's pages an address belongs to. A restore plan belongs to the recovery point that it is made from. */
export const navKeyOf = (pathname: string): NavKey | null => {
  const kind = pageKind(pathname);
  if (kind === 'restore' || /^\/\d+\/[^/]+\/addresses\//.test(pathname)) return 'points';
  if (kind !== null) return kind;
  return (
    (['history', 'audit', 'check', 'people', 'settings'] as const).find(
      (key) => pathname === `/${key}` || pathname.startsWith(`/${key}/`),
    ) ?? null
  );
};
