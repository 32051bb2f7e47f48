import 'server-only';
import { databaseNow } from '@/lib/db/about';
import { rawExecutor } from '@/lib/db/raw';
import { openWaits, placesOfWaits } from '@/lib/db/repositories/waits';
import { BY_ITSELF } from '@/lib/engine/queues';
import type { Handler } from '@/lib/engine/run';
import { ensureTask, sendTask } from '@/lib/engine/send';
import { untilNextLook } from '@/lib/jobs/wait';
import { scopeOfTask } from '../scope';
import { timesOf, watchOnce } from '../waits/watch';

/** One look at the starts of a place that wait, and the next one sent while there are any. */
export const watchAddresses: Handler<'watch-addresses'> = async ({ data }) => {
  await watchOnce(scopeOfTask(data), await openWaits(data), await databaseNow());
  const left = await openWaits(data);
  if (left.length === 0) return;
  const ms = untilNextLook(left.map(timesOf), (await databaseNow()).getTime());
  await sendTask(rawExecutor(), 'watch-addresses', data, { startAfter: ms / 1_000 });
};

/** Sees to it that each place is watched in which a start waits, whatever became of its task. */
export const keepWatching = async (): Promise<void> => {
  for (const place of await placesOfWaits()) await ensureTask(rawExecutor(), 'watch-addresses', { ...BY_ITSELF, ...place });
};
