import { isDay } from '@/lib/queries/zoned-day';
import { urlOneOf, urlOptional } from '@/lib/url-codecs';

/** What the address of a resource's page holds besides what its list of points reads: how the points are shown, and the day of the calendar that is open. */
export const resourceSearch = {
  view: urlOneOf(['list'] as const, null),
  day: urlOptional((text) => (isDay(text) ? text : null)),
} as const;

/** Whether the points are a list: because somebody wants that, or because the address filters them or has one of them open. */
export const showsList = (own: { readonly view: 'list' | null }, filtered: boolean, point: string | null): boolean =>
  own.view === 'list' || filtered || point !== null;
