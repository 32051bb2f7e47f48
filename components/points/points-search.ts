import type { PointListQuery } from '@/lib/queries/points';
import { dayStart, isDay } from '@/lib/queries/zoned-day';
import { urlFlag, urlList, urlOneOf, urlOptional, urlText } from '@/lib/url-codecs';

export const POINT_ORDERS = ['name', 'status', 'created', 'size'] as const;

const day = urlOptional((text) => (isDay(text) ? text : null));

/** What of the address of a list of points can be kept under a name: what is listed, and how. */
export const pointsFilter = {
  q: urlText,
  type: urlList,
  status: urlList,
  vault: urlList,
  from: day,
  to: day,
  /** ARN of the key that points are encrypted with. */
  key: urlOptional((text) => (text.startsWith('arn:') ? text : null)),
  /** Points of what exists, or of what was deleted. */
  state: urlOneOf(['there', 'gone'] as const, null),
  /** Of each resource only the newest point that meets the rest. */
  newest: urlFlag,
  sort: urlOneOf(POINT_ORDERS, 'created'),
  dir: urlOneOf(['asc', 'desc'] as const, 'desc'),
  group: urlFlag,
} as const;

/** What the address of a list of points holds; the server reads it for the first paint, the browser writes it. */
export const pointsSearch = {
  ...pointsFilter,
  /** Ids of the resources whose groups are unfolded. */
  open: urlList,
  /** The point in the split view, and its vault where the page has points of several. */
  point: urlOptional(),
  in: urlOptional(),
} as const;

/** The part of the address that decides which points are listed. */
export interface PointsSearch {
  readonly q: string;
  readonly type: readonly string[];
  readonly status: readonly string[];
  readonly vault: readonly string[];
  readonly from: string | null;
  readonly to: string | null;
  readonly key: string | null;
  readonly state: 'there' | 'gone' | null;
  readonly newest: boolean;
  readonly sort: (typeof POINT_ORDERS)[number];
  readonly dir: 'asc' | 'desc';
}

/** What a page's list is about before any filter: one vault, one resource, or everything. */
export interface PointsScope {
  readonly vault?: string;
  readonly resourceArn?: string;
}

/** As many choices as the action takes. */
const MAX_CHOICES = 50;
const some = (values: readonly string[]): readonly string[] | undefined => (values.length === 0 ? undefined : values.slice(0, MAX_CHOICES));

/** A search text as the lists are asked with it, and where its days are meant. */
export const textOf = (q: string, timeZone: string): { readonly text?: string; readonly timeZone?: string } =>
  q.trim() === '' ? {} : { text: q.trim().slice(0, 200), timeZone };

/** The query that an address stands for. Days are those of the reader's zone. */
export const pointListOf = (scope: PointsScope, search: PointsSearch, timeZone: string): PointListQuery => ({
  filter: {
    ...scope,
    ...textOf(search.q, timeZone),
    types: some(search.type),
    statuses: some(search.status),
    vaults: scope.vault === undefined ? some(search.vault) : undefined,
    createdFrom: dayStart(search.from ?? '', timeZone) ?? undefined,
    createdBefore: dayStart(search.to ?? '', timeZone, 1) ?? undefined,
    ...(search.key === null ? {} : { encryptedWith: search.key }),
    ...(search.state === null ? {} : { deleted: search.state === 'gone' }),
    ...(search.newest ? { newest: true } : {}),
  },
  order: search.sort,
  direction: search.dir,
});

/** Whether an address narrows the list at all. */
export const isFiltered = (search: PointsSearch): boolean =>
  search.q.trim() !== '' ||
  search.type.length > 0 ||
  search.status.length > 0 ||
  search.vault.length > 0 ||
  search.from !== null ||
  search.to !== null ||
  moreFilters(search) > 0;

/** How many of the rarer filters are in use. */
export const moreFilters = ({ key, state, newest }: Pick<PointsSearch, 'key' | 'state' | 'newest'>): number =>
  Number(key !== null) + Number(state !== null) + Number(newest);
