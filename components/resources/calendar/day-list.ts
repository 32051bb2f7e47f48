import type { PointListQuery } from '@/lib/queries/points';
import { dayStart } from '@/lib/queries/zoned-day';

/** The query of a resource's points of one day of a time zone, the newest first. */
export const dayList = (resourceArn: string, day: string, timeZone: string): PointListQuery => ({
  filter: { resourceArn, createdFrom: dayStart(day, timeZone) ?? undefined, createdBefore: dayStart(day, timeZone, 1) ?? undefined },
  order: 'created',
  direction: 'desc',
});
