import { textOf } from '@/components/points/points-search';
import type { ResourceListQuery } from '@/lib/queries/resources';
import { urlList, urlOneOf, urlOptional, urlText } from '@/lib/url-codecs';

const RESOURCE_ORDERS = ['name', 'points', 'newest', 'oldest'] as const;
type ResourceSort = (typeof RESOURCE_ORDERS)[number];

/** The order that a column's head stands for; `null` for a column that cannot be sorted by. */
export const resourceOrderOf = (key: string): ResourceSort | null => RESOURCE_ORDERS.find((each) => each === key) ?? null;

/** What the address of the resources page holds. */
export const resourcesSearch = {
  q: urlText,
  type: urlList,
  vault: urlOptional(),
  state: urlOneOf(['there', 'gone'] as const, null),
  sort: urlOneOf(RESOURCE_ORDERS, 'newest'),
  dir: urlOneOf(['asc', 'desc'] as const, 'desc'),
} as const;

/** The address, read. */
export interface ResourcesSearch {
  readonly q: string;
  readonly type: readonly string[];
  readonly vault: string | null;
  readonly state: 'there' | 'gone' | null;
  readonly sort: ResourceSort;
  readonly dir: 'asc' | 'desc';
}

const MAX_TYPES = 50;

/** The query that an address stands for. */
export const resourceListOf = (search: ResourcesSearch, timeZone: string): ResourceListQuery => ({
  filter: {
    ...textOf(search.q, timeZone),
    types: search.type.length === 0 ? undefined : search.type.slice(0, MAX_TYPES),
    vault: search.vault?.slice(0, 50) ?? undefined,
    deleted: search.state === null ? undefined : search.state === 'gone',
  },
  order: search.sort,
  direction: search.dir,
});

/** Whether an address narrows the list at all. */
export const isNarrowed = (search: ResourcesSearch): boolean =>
  search.q.trim() !== '' || search.type.length > 0 || search.vault !== null || search.state !== null;
