import 'server-only';
import { databaseNow } from '@/lib/db/about';
import { rawExecutor } from '@/lib/db/raw';
import { placesLookedAt } from '@/lib/db/repositories/attention';
import { openJobs } from '@/lib/db/repositories/jobs';
import { openRestores } from '@/lib/db/repositories/restores';
import { BY_ITSELF } from '@/lib/engine/queues';
import type { Handler } from '@/lib/engine/run';
import { ensureTask, sendTask } from '@/lib/engine/send';
import { sweepIntervalMs } from '@/lib/jobs/poll';
import type { Place } from '@/lib/paths';
import { KNOWN_MS, LOOKING_MS } from '../jobs/attention';
import { jobSweep, sweepJobs } from '../jobs/sweep';
import { scopeOfTask } from '../scope';
import { hasUnread } from '../verification';

/** However long the look itself took, AWS is left alone for this long. */
const PAUSE_MS = 250;

/**
 * One look at AWS's restore jobs of a place, if one is due, and the next one sent: soon while something runs and somebody looks, later otherwise. Brought forward by a page or a start, it looks at most as often as it would have anyway.
 */
export const followJobs: Handler<'follow-jobs'> = async ({ data, signal }) => {
  const place = scopeOfTask(data);
  const waitMs = await untilDueMs(place, await intervalMs(place));
  if (waitMs > 0) return next(data, waitMs);
  const begun = performance.now();
  await sweepJobs(place, signal);
  if (await hasUnread(place)) await ensureTask(rawExecutor(), 'verify', data);
  await next(data, Math.max(PAUSE_MS, (await intervalMs(place)) - (performance.now() - begun)));
};

const next = async (data: Parameters<typeof followJobs>[0]['data'], ms: number): Promise<void> => {
  await sendTask(rawExecutor(), 'follow-jobs', data, { startAfter: ms / 1_000 });
};

const intervalMs = async (place: Place): Promise<number> => {
  const here = (each: Place): boolean => each.account === place.account && each.region === place.region;
  const [ours, looked, last, { open }] = await Promise.all([openRestores(), placesLookedAt(LOOKING_MS), jobSweep(place), openJobs(place)]);
  return sweepIntervalMs({ looking: looked.some(here), ours: ours.filter(here).length, open, failures: last?.failures ?? 0 });
};

/** A look that is dated after now was made when the database's clock was ahead, and counts for nothing. */
const untilDueMs = async (place: Place, interval: number): Promise<number> => {
  const at = (await jobSweep(place))?.startedAt?.getTime() ?? 0;
  const now = (await databaseNow()).getTime();
  return at > now ? 0 : Math.max(0, at + interval - now);
};

/** Sees to it that each place is followed that somebody has looked at or that has restores which have not ended, whatever became of its task. */
export const keepFollowing = async (): Promise<void> => {
  const [ours, looked] = await Promise.all([openRestores(), placesLookedAt(KNOWN_MS)]);
  const followed = [...ours.map(({ connection, account, region }) => ({ connection, account, region })), ...looked];
  const places = new Map(followed.map((each) => [`${each.connection}/${each.account}/${each.region}`, each]));
  for (const place of places.values()) await ensureTask(rawExecutor(), 'follow-jobs', { ...BY_ITSELF, ...place });
};
