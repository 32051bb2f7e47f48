import { sleep } from '@/lib/launcher/processes.js';
import type { Book } from './book';
import type { Count } from './count';
import { judge, query } from './judge';
import type { World } from './world';

/** Where nothing is held on its way, a list that is this much later proves that a job is not there. */
export const NOTHING_HELD_S = 3;
/** A bound for what hangs: the window in which a request is sent again is three minutes. */
const CALM_MS = 600_000;
/** What comes to rest by itself, and is waited for. */
const WAITED_FOR = ['attempts without an outcome', 'restores without an end', 'claims without a reason'];
/** Longer than any restore of the account takes. */
const ADVANCE_S = 1_800;

/** How long after the last possible request a list must have been begun to prove that nothing was started: the setting, put directly into the database. */
export const setAbsent = (world: World, seconds: number): Promise<unknown> =>
  query(
    world,
    `insert into settings (name, value, changed_by, changed_at) values ('absentAfterSeconds', $1, 'torture', now())
     on conflict (name) do update set value = excluded.value`,
    [JSON.stringify(seconds)],
  );

/**
 * Waits until nothing is open any more, as far as that comes, and judges then. What has come to rest is judged once more: while it still moves, what the account
 * said first and the database said a moment later may differ without anything being wrong. What `setAbsent` was told last holds on.
 */
export const calm = async (world: World, book: Book, progress: (text: string) => void): Promise<readonly Count[]> => {
  await world.control('clock', { advanceSeconds: ADVANCE_S });
  const deadline = performance.now() + CALM_MS;
  for (let rested = false; ; ) {
    const counts = await judge(world, book);
    const open = counts.filter(({ name }) => WAITED_FOR.includes(name)).reduce((sum, { value }) => sum + value, 0);
    if ((open === 0 && rested) || performance.now() > deadline) return counts;
    rested = open === 0;
    if (open > 0) progress(`${open} not settled yet`);
    await sleep(1_000);
  }
};
