import 'server-only';
import { rawExecutor } from '@/lib/db/raw';
import { openWayRuns, placesOfWayRuns } from '@/lib/db/repositories/way-runs';
import { BY_ITSELF } from '@/lib/engine/queues';
import type { Handler } from '@/lib/engine/run';
import { ensureTask, sendTask } from '@/lib/engine/send';
import { scopeOfTask } from '../scope';
import { carryOnce, untilNextCarry } from '../way-runs/carry';

/** One look at the ways of a place that are gone, and the next one sent while there are any. */
export const carryWays: Handler<'carry-ways'> = async ({ data }) => {
  await carryOnce(scopeOfTask(data), await openWayRuns(data));
  const left = await openWayRuns(data);
  if (left.length === 0) return;
  await sendTask(rawExecutor(), 'carry-ways', data, { startAfter: (await untilNextCarry(left)) / 1_000 });
};

/** Sees to it that each place is looked at in which a way is gone, whatever became of its task. */
export const keepCarrying = async (): Promise<void> => {
  for (const place of await placesOfWayRuns()) await ensureTask(rawExecutor(), 'carry-ways', { ...BY_ITSELF, ...place });
};
