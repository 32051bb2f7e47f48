import 'server-only';
import { readPointDays } from '@/lib/db/repositories/point-days';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { freshen } from './inventory/refresh';
import type { PointDays } from './inventory/views';
import type { Scope } from './scope';

/** Three years of days. */
const MOST_DAYS = 1_100;
/** No restore is offered of points of these statuses (facts 1.8). */
const NEVER = ['CREATING', 'DELETING'];

/** The days of a time zone on which a resource got recovery points, the newest first, of at most three years of days. */
export const pointDays = async (scope: Scope, resourceArn: string, timeZone: string): Promise<Result<PointDays, Problem>> => {
  const freshness = await freshen(scope, 'everything');
  const rows = await readPointDays(scope, resourceArn, timeZone, NEVER, MOST_DAYS + 1);
  return ok({
    days: rows.slice(0, MOST_DAYS).map(({ day, points, restorable }) => ({ day, points, restorable })),
    more: rows.length > MOST_DAYS,
    freshness,
  });
};
