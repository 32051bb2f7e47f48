import 'server-only';
import type { PrefetchedEntry } from '@/components/layout/prefetched';
import { dayList } from '@/components/resources/calendar/day-list';
import { requestIntl } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { listPointsOperation, pointDaysOperation } from '@/lib/operations/inventory';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { pointPageQuery } from '@/lib/queries/points';
import { pointDaysQuery } from '@/lib/queries/resources';
import { ok, type Result } from '@/lib/result';

/** The days on which a resource got points and those of the day that is open (without one the newest), as the calendar will look for them. */
export const prefetchCalendar = async (
  place: Place,
  arn: string,
  chosen: string | null,
): Promise<Result<readonly PrefetchedEntry[], Problem>> => {
  const { timeZone } = await requestIntl();
  const days = await inPage(pointDaysOperation, { place, arn, timeZone });
  if (!days.ok) return days;
  const entries = [{ queryKey: pointDaysQuery(place, arn, timeZone).queryKey, data: days.value }];
  const day = chosen ?? days.value.days[0]?.day;
  if (day === undefined) return ok(entries);
  const list = dayList(arn, day, timeZone);
  const points = await inPage(listPointsOperation, { place, query: { ...list, offset: 0 } });
  return points.ok ? ok([...entries, { queryKey: pointPageQuery(place, list, 0).queryKey, data: points.value }]) : points;
};
