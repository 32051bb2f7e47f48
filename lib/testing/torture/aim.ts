import { sleep } from '@/lib/launcher/processes.js';
import type { Random } from '../fuzz/random';
import type { World } from './world';

/** The last check of a start, its one request, and the two reads of a look: after each of them something is about to be written down. */
const MOMENTS = [
  'backup:StartRestoreJob',
  'backup:StartRestoreJob',
  'backup:ListRestoreJobs',
  'backup:GetRestoreJobMetadata',
  'ec2:DescribeImages',
] as const;
const LOOK_MS = 15;
/** A moment that does not come is not waited for. */
const MOST_MS = 4_000;
/** How long after a call arrived it is still the same moment: its answer, and what is written down of it. */
const AFTER_MS = 150;

/** Waits for the next call of an operation to arrive at the account, and a little more: what is killed then is killed in the middle of something. */
export const aim = async (world: World, random: Random): Promise<void> => {
  const operation = random.pick(MOMENTS);
  const seen = async (): Promise<number> => ((await world.control('calls')) as Readonly<Record<string, number>>)[operation] ?? 0;
  const before = await seen();
  const deadline = performance.now() + MOST_MS;
  while ((await seen()) === before && performance.now() < deadline) await sleep(LOOK_MS);
  await sleep(random.below(AFTER_MS));
};
