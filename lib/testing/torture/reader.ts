import { sleep } from '@/lib/launcher/processes.js';
import { api } from '@/lib/paths';
import type { Random } from '../fuzz/random';
import type { Book } from './book';
import { accountJobs, query } from './judge';
import { PLACE, type Product } from './product';
import type { World } from './world';

/** What readers of pages saw while everything else went on. */
export interface Seen {
  /** Pages that told something that could be held against the account. */
  looks: number;
  /** What a page told that was not so. */
  readonly untrue: Set<string>;
}

export const nothingSeen = (): Seen => ({ looks: 0, untrue: new Set() });

const PAUSE_MS = 2_000;
const ENDED = ['completed', 'failed', 'aborted'];

/** Of a moment, in one statement: restores under way whose addresses are not all claimed. */
const UNCLAIMED = `select r.id from restores r where r.origin = 'here' and r.outcome in ('starting', 'waiting', 'running')
  and exists (select 1 from claims c where c.restore_id = r.id and c.released_at is not null
    and not exists (select 1 from claims again where again.restore_id = r.id and again.address = c.address and again.released_at is null))`;

/** What is said to have ended has ended so. The account is asked afterwards: it may have ended in between. */
const untruths = async (
  world: World,
  told: readonly { readonly jobId: string; readonly outcome: string }[],
): Promise<readonly string[]> => {
  const jobs = new Map((await accountJobs(world)).map((job) => [job.restoreJobId, job.status.toLowerCase()]));
  return told
    .filter(({ outcome }) => ENDED.includes(outcome))
    .filter(({ jobId, outcome }) => jobs.get(jobId) !== outcome)
    .map(({ jobId, outcome }) => `${jobId} was shown as ${outcome} while it was ${jobs.get(jobId) ?? 'not there'}`);
};

interface Entry {
  readonly outcome: string;
  readonly jobId: string | null;
}

/** The page of a restore that somebody was told of. */
const lookAtEntry = async (world: World, get: () => ReturnType<Product['get']>, restoreId: string, seen: Seen): Promise<void> => {
  const body = await get();
  const problem = body.problem as { readonly code: string } | undefined;
  if (problem?.code === 'not-found') seen.untrue.add(`restore ${restoreId} was shown as not there`);
  const entry = body.entry as Entry | undefined;
  if (entry === undefined) return;
  seen.looks += 1;
  const { jobId, outcome } = entry;
  for (const each of await untruths(world, jobId === null ? [] : [{ jobId, outcome }])) seen.untrue.add(each);
};

/** The list of restore jobs. */
const lookAtJobs = async (world: World, get: () => ReturnType<Product['get']>, seen: Seen): Promise<void> => {
  const { jobs } = (await get()) as { readonly jobs?: readonly { readonly id: string; readonly status: string }[] };
  if (jobs === undefined) return;
  seen.looks += 1;
  const told = jobs.map(({ id, status }) => ({ jobId: id, outcome: status.toLowerCase() }));
  for (const each of await untruths(world, told)) seen.untrue.add(each);
};

/**
 * Somebody who looks at pages of any console until it is over: a restore's own, the list of jobs, the inventory (which has it swept). Whatever a page tells of an
 * end is held against the account at once, and each restore under way must have its addresses. A page that does not answer tells nothing.
 */
export const reader = async (
  world: World,
  product: Product,
  book: Book,
  random: Random,
  { over, seen }: { readonly over: () => boolean; readonly seen: Seen },
): Promise<void> => {
  const [first = '', ...more] = world.consoles;
  while (!over()) {
    const console = random.pick([first, ...more]);
    const [one, ...others] = [...book.restores.keys()];
    const what = random.below(4);
    try {
      if (what === 0 && one !== undefined) {
        const restoreId = random.pick([one, ...others]);
        await lookAtEntry(world, () => product.get(console, api.historyEntry(restoreId)), restoreId, seen);
      } else if (what === 1) await lookAtJobs(world, () => product.get(console, api.jobs(PLACE)), seen);
      else if (what === 2) await product.refreshInventory(console);
      else
        for (const { id } of await query<{ id: string }>(world, UNCLAIMED))
          seen.untrue.add(`restore ${id} was under way without its claims`);
    } catch {
      // A console or the database that is away: others look.
    }
    await sleep(random.below(PAUSE_MS));
  }
};
