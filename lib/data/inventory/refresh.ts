import 'server-only';
import { combined } from '@/lib/combined-freshness';
import { readSweeps, type SweepRow } from '@/lib/db/repositories/inventory-sweeps';
import { readVaults } from '@/lib/db/repositories/inventory-vaults';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { withAccess } from '../access';
import { logFailure } from '../database-away';
import { isFresh, sweepView } from './freshness';
import { isSweeping, type Subject, sweep } from './sweep';
import type { Freshness, InventoryStatus } from './views';

/** What a page rests on: the list of vaults, one vault's points, or everything. */
export type Scope = 'vaults' | 'everything' | { readonly vault: string };

/** How long the very first look at a place may wait for its sweep, so that a small account shows at once what it has. */
const FIRST_LOOK_MS = 2_500;
const VAULTS_AT_ONCE = 4;

/**
 * Sees to it that what a page rests on is fresh enough, and says how fresh it is. Rows that are there are shown as they are while a sweep runs behind them
 * (stale while revalidate); only what was never swept is waited for, and not for long.
 */
export const freshen = async (place: Place, scope: Scope): Promise<Freshness> => {
  const before = await readSweeps(place);
  const work = refreshStale(place, scope, before);
  if (isFirstLook(scope, before)) await Promise.race([work, new Promise((resolve) => setTimeout(resolve, FIRST_LOOK_MS))]);
  const after = await readSweeps(place);
  return combined(subjectsOf(scope, after).map((row) => sweepView(row, isSweeping(place, row.subject) || isVaultListDue(place, scope))));
};

/** Nothing of what the scope is about was ever read to its end, and nothing is known to stand in the way. */
const isFirstLook = (scope: Scope, rows: readonly SweepRow[]): boolean =>
  subjectsOf(scope, rows)
    .filter((row) => scope === 'vaults' || row.subject !== 'vaults')
    .every((row) => row.finishedAt === null && row.problem === null);

/** A vault's points cannot be swept before the vaults are known; until then a place at its first look is being refreshed, too. */
const isVaultListDue = (place: Place, scope: Scope): boolean => scope !== 'vaults' && isSweeping(place, 'vaults');

const subjectsOf = (scope: Scope, rows: readonly SweepRow[]): readonly SweepRow[] => {
  const wanted = (subject: string): boolean => {
    if (scope === 'vaults') return subject === 'vaults';
    return scope === 'everything' ? subject === 'vaults' || subject.startsWith('points:') : subject === `points:${scope.vault}`;
  };
  const found = rows.filter((row) => wanted(row.subject));
  return found.length > 0 ? found : rows.filter((row) => row.subject === 'vaults');
};

/** Sweeps what is stale in `scope`; resolves when that is done. */
const refreshStale = async (place: Place, scope: Scope, rows: readonly SweepRow[], force = false): Promise<void> => {
  const now = new Date();
  const known = new Map(rows.map((row) => [row.subject, row]));
  const due = (subject: Subject): boolean => force || !isFresh(known.get(subject), now);
  const refresh = (subject: Subject): Promise<void> => (due(subject) ? sweep(place, subject) : Promise.resolve());

  await refresh('vaults');
  if (scope === 'vaults') return;
  const vaults = (await readVaults(place)).map((vault) => vault.name);
  const wanted = scope === 'everything' ? vaults : vaults.filter((name) => name === scope.vault);
  // A vault's list marks the points of deleted instances, too.
  const extra = [refresh('instances'), ...(scope === 'everything' ? [refresh('resources')] : [])];
  await Promise.all([...extra, inTurns(wanted, VAULTS_AT_ONCE, (vault) => refresh(`points:${vault}`))]);
};

const inTurns = async <T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> => {
  const queue = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
};

/** A list of vaults this old may lack a vault that somebody just made. */
const LOOK_AGAIN_MS = 5_000;

/** Sweeps the vaults again for a name that the inventory does not know, unless that was done moments ago; waits for it as a first look does. */
export const lookForNewVault = async (place: Place): Promise<void> => {
  const row = (await readSweeps(place)).find((each) => each.subject === 'vaults');
  if (row?.startedAt != null && Date.now() - row.startedAt.getTime() < LOOK_AGAIN_MS) return;
  await Promise.race([sweep(place, 'vaults'), new Promise((resolve) => setTimeout(resolve, FIRST_LOOK_MS))]);
};

/** Sweeps now whatever the age: one vault, or everything (`null`). Answers at once; the work goes on behind it. */
export const refreshInventory = (place: Place, vault: string | null): Promise<Result<Freshness, Problem>> =>
  withAccess(place, 'browse', async () => {
    const scope: Scope = vault === null ? 'everything' : { vault };
    const rows = await readSweeps(place);
    refreshStale(place, scope, rows, true).catch((error: unknown) => logFailure('refreshInventory', error));
    return ok({ ...combined(subjectsOf(scope, rows).map((row) => sweepView(row, true))), refreshing: true });
  });

/** Every swept subject of the place, for `/inventory`. */
export const inventoryStatus = (place: Place): Promise<Result<InventoryStatus, Problem>> =>
  withAccess(place, 'browse', async () => {
    const rows = await readSweeps(place);
    const sweeps = rows
      .filter((row) => row.subject !== 'jobs')
      .map((row) => sweepView(row, isSweeping(place, row.subject)))
      .sort((a, b) => a.subject.localeCompare(b.subject));
    return ok({ sweeps, refreshing: sweeps.some((each) => each.refreshing) });
  });
