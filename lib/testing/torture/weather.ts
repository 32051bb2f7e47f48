import { sleep } from '@/lib/launcher/processes.js';
import type { Random } from '../fuzz/random';
import type { World } from './world';

type Kind = readonly [string, number];

/** What befalls which operation, and how often in proportion. */
const STARTS: readonly Kind[] = [
  ['lose', 5],
  ['half', 3],
  ['twice', 4],
  ['drop', 3],
  ['slow', 4],
  ['throttle', 2],
  ['server-error', 2],
  ['denied', 1],
  ['expired', 1],
];
const READS: readonly Kind[] = [
  ['throttle', 2],
  ['server-error', 2],
  ['slow', 2],
  ['half', 1],
  ['drop', 1],
  ['denied', 1],
];
const TARGETS: readonly {
  readonly service: string;
  readonly operation?: string;
  readonly kinds: readonly Kind[];
  readonly weight: number;
}[] = [
  { service: 'backup', operation: 'StartRestoreJob', kinds: STARTS, weight: 10 },
  { service: 'backup', operation: 'ListRestoreJobs', kinds: READS, weight: 4 },
  { service: 'backup', operation: 'GetRestoreJobMetadata', kinds: READS, weight: 2 },
  { service: 'backup', operation: 'DescribeRestoreJob', kinds: READS, weight: 1 },
  { service: 'ec2', kinds: READS, weight: 2 },
  { service: 'sts', kinds: READS, weight: 1 },
];
/** After it has arrived: shorter than what `absentAfterSeconds` is set to is longer than twice the window of signatures (see `storm.ts`). */
const LONGEST_HELD_MS = 6_000;
const LONGEST_LAG_S = 6;

const weighted = <T>(random: Random, list: readonly T[], weight: (each: T) => number): T => {
  let at = random.below(list.reduce((sum, each) => sum + weight(each), 0));
  for (const each of list) {
    at -= weight(each);
    if (at < 0) return each;
  }
  throw new Error('an empty list');
};

/** One more thing that goes wrong soon. */
const fault = (random: Random): object => {
  const { kinds, service, operation } = weighted(random, TARGETS, (each) => each.weight);
  const [kind] = weighted(random, kinds, ([, weight]) => weight);
  return {
    kind,
    service,
    ...(operation === undefined ? {} : { operation }),
    times: 1 + random.below(2),
    skip: random.below(3),
    ms: 200 + random.below(LONGEST_HELD_MS - 200),
  };
};

/** Lets things go wrong at random until it is over, then clears up. */
export const weather = async (world: World, random: Random, over: () => boolean): Promise<void> => {
  while (!over()) {
    await world.control('faults', fault(random));
    if (random.chance(0.05)) await world.control('list-lag', { seconds: random.below(LONGEST_LAG_S) });
    if (random.chance(0.05)) await world.control('clock', { advanceSeconds: random.below(120) });
    await sleep(100 + random.below(700));
  }
  await world.control('faults', undefined, 'DELETE');
  await world.control('list-lag', { seconds: 0 });
};
