import 'server-only';
import { rawExecutor } from '@/lib/db/raw';
import { BY_ITSELF, type QueueName } from '@/lib/engine/queues';
import type { Handlers } from '@/lib/engine/run';
import { ensureTask } from '@/lib/engine/send';
import { noteAround } from '../checklist/note';
import { isSubject, sweep } from '../inventory/sweep';
import { scopeOfTask } from '../scope';
import { verifyEnded } from '../verification';
import { carryOutAttempt } from './carry-out-attempt';
import { carryWays, keepCarrying } from './carry-ways';
import { followJobs, keepFollowing } from './follow-jobs';
import { housekeep } from './housekeeping';
import { readAddresses, readTags, readWhatIsNew } from './read-behind';
import { keepWatching, watchAddresses } from './watch-addresses';

/** What a worker does with each kind of task. */
export const handlers: Handlers = {
  'carry-out-attempt': carryOutAttempt,
  'follow-jobs': followJobs,
  'watch-addresses': watchAddresses,
  'carry-ways': carryWays,
  verify: ({ data }) => verifyEnded(scopeOfTask(data)),
  'note-surroundings': noteAround,
  inventory: async ({ data, signal }) => {
    // A subject of another version is nobody's any more.
    if (!isSubject(data.subject)) return;
    await sweep(scopeOfTask(data), data.subject, signal);
    if (data.subject.startsWith('points:')) await readWhatIsNew(data);
  },
  'read-addresses': readAddresses,
  'read-tags': readTags,
  housekeeping: housekeep,
};

/** Sends again what must go on whatever became of its task. */
export const keepGoing = async (): Promise<void> => {
  await keepFollowing();
  await keepWatching();
  await keepCarrying();
  await ensureTask(rawExecutor(), 'housekeeping', BY_ITSELF);
};

/** How many tasks of each kind a worker carries out at once. All of them wait, for AWS or the database, most of the time; of inventories as many as the pace lets call at once, and two more. */
export const concurrency: Readonly<Record<QueueName, number>> = {
  'carry-out-attempt': 4,
  'follow-jobs': 8,
  'watch-addresses': 4,
  'carry-ways': 4,
  verify: 2,
  'note-surroundings': 2,
  inventory: 18,
  'read-addresses': 4,
  'read-tags': 4,
  housekeeping: 1,
};

/** Of these, so many are kept for urgent tasks: somebody waits for a list of vaults, while large vaults are being read for minutes. */
export const forUrgent: Partial<Record<QueueName, number>> = { inventory: 2 };
