import 'server-only';
import { rawExecutor } from '@/lib/db/raw';
import type { Handler } from '@/lib/engine/run';
import { ensureTask, sendTask } from '@/lib/engine/send';
import type { ReadingKind } from '@/lib/finding/reading';
import { readBehind } from '../finding/read-behind';
import { scopeOfTask } from '../scope';

/** Where AWS cannot be asked, it is asked again after so long; a sweep of the points that works brings that forward. */
const LATER_SECONDS = 300;

const QUEUES = { addresses: 'read-addresses', tags: 'read-tags' } as const;
type ReadingQueue = (typeof QUEUES)[ReadingKind];

/** Reads on behind the list of points, and sends the next run where there is more to read. */
const readOn =
  (kind: ReadingKind): Handler<ReadingQueue> =>
  async ({ data, signal }) => {
    const end = await readBehind(scopeOfTask(data), kind, signal);
    if (end !== 'done') await sendTask(rawExecutor(), QUEUES[kind], data, end === 'later' ? { startAfter: LATER_SECONDS } : {});
  };

export const readAddresses = readOn('addresses');
export const readTags = readOn('tags');

/** Has read what a sweep of points may have brought. */
export const readWhatIsNew = async (data: Parameters<Handler<ReadingQueue>>[0]['data']): Promise<void> => {
  const { connection, actor, account, region } = data;
  for (const queue of Object.values(QUEUES)) await ensureTask(rawExecutor(), queue, { connection, actor, account, region });
};
