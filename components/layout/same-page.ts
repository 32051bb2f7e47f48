import { type Place, paths } from '@/lib/paths';

/** What kind of page an address shows; `null` for pages that belong to no account and region. */
export type PageKind = 'overview' | 'vaults' | 'points' | 'resources' | 'jobs' | 'restore' | 'approvals';

const KINDS: readonly PageKind[] = ['overview', 'vaults', 'points', 'resources', 'jobs', 'restore', 'approvals'];

/** The kind of the page at `pathname` (`/123456789012/ap-northeast-1/vaults/web` is of the kind `vaults`); one that does not exist counts as `null`. */
export const pageKind = (pathname: string): PageKind | null => {
  const [account = '', region = '', kind = 'overview'] = pathname
    .split('/')
    .slice(1)
    .filter((part, at) => at < 2 || part !== '');
  if (!/^\d+$/.test(account) || region === '') return null;
  return KINDS.find((each) => each === kind) ?? null;
};

/** The address of a page of the same kind in another place. A vault, point or job exists in one region only, so its page leads to its list; a plan leads to the overview. */
export const samePageIn = (pathname: string, place: Place): string => {
  const kind = pageKind(pathname);
  return kind === null || kind === 'restore' ? paths.overview(place) : paths[kind](place);
};
