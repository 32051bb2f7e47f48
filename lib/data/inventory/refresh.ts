import 'server-only';
import { combined } from '@/lib/combined-freshness';
import { readSweeps, type SweepRow } from '@/lib/db/repositories/inventory-sweeps';
import { readVaults } from '@/lib/db/repositories/inventory-vaults';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { withAccess } from '../access';
import { askAndWait, askSweeps, sweepingSubjects, waitUntil } from './ask';
import { isFresh, sweepView } from './freshness';
import type { Subject } from './sweep';
import type { Freshness, InventoryStatus } from './views';

/** What a page rests on: the list of vaults, one vault's points, or everything. */
export type Scope = 'vaults' | 'everything' | { readonly vault: string };

/** How long the very first look at a place may wait for its sweep, so that a small account shows at once what it has. */
const FIRST_LOOK_MS = 2_500;

/**
 * Sees to it that what a page rests on is fresh enough, and says how fresh it is. Rows that are there are shown as they are while a worker sweeps behind them
 * (stale while revalidate); only what was never swept is waited for, and not for long.
 */
export const freshen = async (place: Place, scope: Scope): Promise<Freshness> => {
  let rows = await readSweeps(place);
  let sweeping = await askStale(place, scope, rows);
  if (isFirstLook(scope, rows))
    await waitUntil(async () => {
      rows = await readSweeps(place);
      // The vaults once known, their points are due.
      sweeping = await askStale(place, scope, rows);
      return !isUnderWay(scope, sweeping);
    }, FIRST_LOOK_MS);
  const freshness = combined(subjectsOf(scope, rows).map((row) => sweepView(row, sweeping.has(row.subject))));
  return { ...freshness, refreshing: isUnderWay(scope, sweeping) };
};

/** Whether something is being swept that what the scope shows comes from. A vault's points cannot be swept before the vaults are known. */
const isUnderWay = (scope: Scope, sweeping: ReadonlySet<string>): boolean => {
  const concerns = (subject: string): boolean => {
    if (subject === 'vaults') return true;
    if (scope === 'vaults') return false;
    if (scope === 'everything') return true;
    return subject === 'instances' || subject === `points:${scope.vault}`;
  };
  return [...sweeping].some(concerns);
};

/** Nothing of what the scope is about was ever read to its end, and nothing is known to stand in the way. */
const isFirstLook = (scope: Scope, rows: readonly SweepRow[]): boolean =>
  subjectsOf(scope, rows)
    .filter((row) => scope === 'vaults' || row.subject !== 'vaults')
    .every((row) => row.finishedAt === null && row.problem === null);

const subjectsOf = (scope: Scope, rows: readonly SweepRow[]): readonly SweepRow[] => {
  const wanted = (subject: string): boolean => {
    if (scope === 'vaults') return subject === 'vaults';
    return scope === 'everything' ? subject === 'vaults' || subject.startsWith('points:') : subject === `points:${scope.vault}`;
  };
  const found = rows.filter((row) => wanted(row.subject));
  return found.length > 0 ? found : rows.filter((row) => row.subject === 'vaults');
};

/** Has swept what is stale in `scope`, of what is known so far. All of the place that is being swept then. */
const askStale = async (place: Place, scope: Scope, rows: readonly SweepRow[]): Promise<ReadonlySet<string>> => {
  const now = new Date();
  const known = new Map(rows.map((row) => [row.subject, row]));
  const stale = (await subjectsIn(place, scope)).filter((subject) => !isFresh(known.get(subject), now));
  return askSweeps(place, stale);
};

const subjectsIn = async (place: Place, scope: Scope): Promise<readonly Subject[]> => {
  if (scope === 'vaults') return ['vaults'];
  const vaults = (await readVaults(place)).map((vault) => vault.name);
  const wanted = scope === 'everything' ? vaults : vaults.filter((name) => name === scope.vault);
  // A vault's list marks the points of deleted instances, too.
  return [
    'vaults',
    'instances',
    ...(scope === 'everything' ? (['resources'] as const) : []),
    ...wanted.map((vault) => `points:${vault}` as const),
  ];
};

/** A list of vaults this old may lack a vault that somebody just made. */
const LOOK_AGAIN_MS = 5_000;

/** Sweeps the vaults again for a name that the inventory does not know, unless that was done moments ago; waits for it as a first look does. */
export const lookForNewVault = async (place: Place): Promise<void> => {
  const row = (await readSweeps(place)).find((each) => each.subject === 'vaults');
  if (row?.startedAt != null && Date.now() - row.startedAt.getTime() < LOOK_AGAIN_MS) return;
  await askAndWait(place, 'vaults', FIRST_LOOK_MS);
};

/** Has swept now, whatever the age: one vault, or everything (`null`). Answers at once; a worker does it behind. */
export const refreshInventory = (place: Place, vault: string | null): Promise<Result<Freshness, Problem>> =>
  withAccess(place, 'browse', async () => {
    const scope: Scope = vault === null ? 'everything' : { vault };
    const rows = await readSweeps(place);
    await askSweeps(place, await subjectsIn(place, scope), true);
    return ok({ ...combined(subjectsOf(scope, rows).map((row) => sweepView(row, true))), refreshing: true });
  });

/** Every swept subject of the place, for `/inventory`. */
export const inventoryStatus = (place: Place): Promise<Result<InventoryStatus, Problem>> =>
  withAccess(place, 'browse', async () => {
    const [rows, sweeping] = await Promise.all([readSweeps(place), sweepingSubjects(place)]);
    const sweeps = rows
      .filter((row) => row.subject !== 'jobs')
      .map((row) => sweepView(row, sweeping.has(row.subject)))
      .sort((a, b) => a.subject.localeCompare(b.subject));
    return ok({ sweeps, refreshing: sweeps.some((each) => each.refreshing) });
  });
