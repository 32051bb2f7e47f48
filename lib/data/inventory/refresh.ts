import 'server-only';
import { combined } from '@/lib/combined-freshness';
import { databaseNow } from '@/lib/db/about';
import { noteWhole, readSweeps, type SweepRow } from '@/lib/db/repositories/inventory-sweeps';
import { readVaults } from '@/lib/db/repositories/inventory-vaults';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';
import { askAndWait, askSweeps, sweepingSubjects, waitUntil } from './ask';
import { isFresh, statusOf, sweepView } from './freshness';
import type { Subject } from './sweep';
import type { Freshness, InventoryStatus } from './views';

/** What a page rests on: the list of vaults, one vault's points, or everything. */
export type Extent = 'vaults' | 'everything' | { readonly vault: string };

/** How long the very first look at a place may wait for its sweep, so that a small account shows at once what it has. */
const FIRST_LOOK_MS = 2_500;
/** Once there are rows of a large one, the look waits no longer than this. */
const FIRST_ROWS_MS = 500;

/**
 * Sees to it that what a page rests on is fresh enough, and says how fresh it is. Rows that are there are shown as they are while a worker sweeps behind them
 * (stale while revalidate); only what was never swept is waited for, and not for long.
 */
export const freshen = async (scope: Scope, extent: Extent): Promise<Freshness> => {
  let rows = await readSweeps(scope);
  let first = isFirstLook(extent, rows);
  let sweeping = await askStale(scope, extent, rows, first);
  const began = performance.now();
  if (first)
    await waitUntil(async () => {
      rows = await readSweeps(scope);
      const shown = hasRows(extent, rows);
      // The vaults once known, their points are due; and what is told of the rows comes behind them.
      first &&= !shown && isUnderWay(extent, sweeping);
      sweeping = await askStale(scope, extent, rows, first);
      if (shown && performance.now() - began > FIRST_ROWS_MS) return true;
      return !first && !isUnderWay(extent, sweeping);
    }, FIRST_LOOK_MS);
  if (first) sweeping = await askStale(scope, extent, rows, false);
  const freshness = combined(subjectsOf(extent, rows).map((row) => sweepView(row, sweeping.has(row.subject))));
  return { ...freshness, refreshing: isUnderWay(extent, sweeping) };
};

/** Whether something is being swept that what the extent shows comes from. A vault's points cannot be swept before the vaults are known. */
const isUnderWay = (extent: Extent, sweeping: ReadonlySet<string>): boolean => {
  const concerns = (subject: string): boolean => {
    if (subject === 'vaults') return true;
    if (extent === 'vaults') return false;
    if (extent === 'everything') return true;
    return subject === 'instances' || subject === 'interfaces' || subject === `points:${extent.vault}`;
  };
  return [...sweeping].some(concerns);
};

/** Whether something of what the extent shows was read already. */
const hasRows = (extent: Extent, rows: readonly SweepRow[]): boolean =>
  subjectsOf(extent, rows).some((row) => row.read > 0 && (extent === 'vaults' || row.subject !== 'vaults'));

/** Nothing of what the extent is about was ever read to its end, and nothing is known to stand in the way. */
const isFirstLook = (extent: Extent, rows: readonly SweepRow[]): boolean =>
  subjectsOf(extent, rows)
    .filter((row) => extent === 'vaults' || row.subject !== 'vaults')
    .every((row) => row.finishedAt === null && row.problem === null);

const subjectsOf = (extent: Extent, rows: readonly SweepRow[]): readonly SweepRow[] => {
  const wanted = (subject: string): boolean => {
    if (extent === 'vaults') return subject === 'vaults';
    return extent === 'everything' ? subject === 'vaults' || subject.startsWith('points:') : subject === `points:${extent.vault}`;
  };
  const found = rows.filter((row) => wanted(row.subject));
  return found.length > 0 ? found : rows.filter((row) => row.subject === 'vaults');
};

/** Has swept what is stale in `extent`, of what is known so far; `first`: only what has the first rows in it, for a worker that reads thousands of interfaces keeps whoever waits for a row waiting. All of the place that is being swept then. */
const askStale = async (scope: Scope, extent: Extent, rows: readonly SweepRow[], first: boolean): Promise<ReadonlySet<string>> => {
  const [now, subjects] = await Promise.all([databaseNow(), subjectsIn(scope, extent)]);
  const known = new Map(rows.map((row) => [row.subject, row]));
  const wanted = subjects.filter((subject) => !first || subject === 'vaults' || subject.startsWith('points:'));
  const stale = wanted.filter((subject) => !isFresh(known.get(subject), now));
  return askSweeps(scope, stale);
};

const subjectsIn = async (scope: Scope, extent: Extent): Promise<readonly Subject[]> => {
  if (extent === 'vaults') return ['vaults'];
  const vaults = (await readVaults(scope)).map((vault) => vault.name);
  const wanted = extent === 'everything' ? vaults : vaults.filter((name) => name === extent.vault);
  // A vault's list marks the points of deleted instances, too, and shows who holds their addresses now.
  return [
    'vaults',
    'instances',
    'interfaces',
    ...(extent === 'everything' ? (['resources'] as const) : []),
    ...wanted.map((vault) => `points:${vault}` as const),
  ];
};

/** A list of vaults this old may lack a vault that somebody just made. */
const LOOK_AGAIN_MS = 5_000;

/** Sweeps the vaults again for a name that the inventory does not know, unless that was done moments ago; waits for it as a first look does. */
export const lookForNewVault = async (scope: Scope): Promise<void> => {
  const row = (await readSweeps(scope)).find((each) => each.subject === 'vaults');
  const age = (await databaseNow()).getTime() - (row?.startedAt?.getTime() ?? 0);
  if (age >= 0 && age < LOOK_AGAIN_MS) return;
  await askAndWait(scope, 'vaults', FIRST_LOOK_MS);
};

/**
 * Has swept now, whatever the age: one vault, or everything (`null`); `whole`: each list from its start to its end, not only what is new. Answers at once; a worker does
 * it behind.
 */
export const refreshInventory = async (scope: Scope, vault: string | null, whole = false): Promise<Result<Freshness, Problem>> => {
  const extent: Extent = vault === null ? 'everything' : { vault };
  const rows = await readSweeps(scope);
  const subjects = await subjectsIn(scope, extent);
  if (whole) await Promise.all(subjects.map((subject) => noteWhole(scope, subject, null)));
  // Points first: what marks them comes behind, for a thousand instances and their interfaces keep a worker busy, and each point's answer waiting.
  const isOfPoints = (subject: Subject): boolean => subject.startsWith('points:');
  await askSweeps(scope, subjects.filter(isOfPoints), { now: true, inTurn: true });
  await askSweeps(
    scope,
    subjects.filter((subject) => !isOfPoints(subject)),
    { now: true, inTurn: true },
  );
  return ok({ ...combined(subjectsOf(extent, rows).map((row) => sweepView(row, true))), refreshing: true });
};

/** Every swept subject of the place, for `/inventory`. */
export const inventoryStatus = async (scope: Scope): Promise<Result<InventoryStatus, Problem>> => {
  const [rows, sweeping] = await Promise.all([readSweeps(scope), sweepingSubjects(scope)]);
  return ok(statusOf(rows, sweeping));
};
