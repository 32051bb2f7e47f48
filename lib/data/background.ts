import 'server-only';
import { isAboutCredentials } from '@/lib/aws-problem';
import { openJobs } from '@/lib/db/repositories/jobs';
import { openRestores } from '@/lib/db/repositories/restores';
import { sweepIntervalMs } from '@/lib/jobs/poll';
import type { Place } from '@/lib/paths';
import { processWide } from '@/lib/process-wide';
import { logFailure } from './database-away';
import { lookedAt, onWake } from './jobs/attention';
import { jobSweep, sweepJobs, sweptSince } from './jobs/sweep';

const TICK_MS = 1_000;
/** After being woken during a look: soon, but not without a pause. */
const WOKEN_TICK_MS = 100;
/** While nobody looks and nothing runs, the database is asked only so often whether that has changed elsewhere. */
const IDLE_TICK_MS = 10_000;

interface Running {
  stop: (() => Promise<void>) | null;
}

const running = processWide<Running>('job-background', () => ({ stop: null }));

/** Failures in a row, by `account/region`, of this process. */
const failures = processWide('job-sweep-failures', () => new Map<string, number>());

const keyOf = ({ account, region }: Place): string => `${account}/${region}`;

/**
 * Starts the one loop of this process that follows restore jobs: it resolves what a crash left open, and sweeps AWS per place while somebody looks or a restore
 * started here has not ended. A second call does nothing. Returns how to end it (waits for the sweep under way); for tests and an orderly exit.
 */
export const startBackground = (): (() => Promise<void>) => {
  if (running.stop !== null) return running.stop;
  const state = { ended: false, wake: (): void => undefined };
  const loop = run(state);
  const stop = async (): Promise<void> => {
    state.ended = true;
    state.wake();
    running.stop = null;
    await loop;
  };
  onWake(() => state.wake());
  running.stop = stop;
  return stop;
};

const run = async (state: { readonly ended: boolean; wake: () => void }): Promise<void> => {
  while (!state.ended) {
    let woken = false;
    // Who wakes it while it looks may mean something that it has looked past.
    state.wake = () => {
      woken = true;
    };
    const busy = await tick().catch((error: unknown) => {
      logFailure('job-background', error);
      // What cannot be known now may have to be followed: it looks again soon.
      return true;
    });
    if (state.ended) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, woken ? WOKEN_TICK_MS : busy ? TICK_MS : IDLE_TICK_MS);
      // The loop alone must not keep a process alive.
      timer.unref();
      state.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
};

/** Sweeps each place that is due. Says whether there is anything to follow at all. */
const tick = async (): Promise<boolean> => {
  const ours = await openRestores();
  const looked = lookedAt();
  const places = new Map<string, Place>(
    [...ours, ...looked].map((place) => [keyOf(place), { account: place.account, region: place.region }]),
  );
  if (places.size === 0) return false;
  const isLooked = new Set(looked.map(keyOf));
  await Promise.all(
    [...places].map(async ([key, place]) => {
      const mine = ours.filter((each) => keyOf(each) === key).length;
      await sweepIfDue(place, { looking: isLooked.has(key), ours: mine });
    }),
  );
  return true;
};

const sweepIfDue = async (place: Place, need: { readonly looking: boolean; readonly ours: number }): Promise<void> => {
  const key = keyOf(place);
  const [last, { open }] = await Promise.all([jobSweep(place), openJobs(place)]);
  const interval = sweepIntervalMs({ ...need, open, failures: failures.get(key) ?? 0 });
  if (interval === null) return;
  const dueSince = new Date(Date.now() - interval);
  if (sweptSince(last, dueSince)) return;
  const swept = await sweepJobs(place, dueSince);
  if (!swept.ok) return;
  // Whoever renews credentials is not to wait for a pause that grew meanwhile.
  if (swept.value === null || isAboutCredentials(swept.value)) failures.delete(key);
  else failures.set(key, (failures.get(key) ?? 0) + 1);
};
