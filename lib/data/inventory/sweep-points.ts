import 'server-only';
import { setTimeout as wait } from 'node:timers/promises';
import { firstPoints, type Point, vaultPointPages } from '@/lib/aws/points';
import { vaultPages } from '@/lib/aws/vaults';
import type { AwsProblem } from '@/lib/aws-problem';
import { dropUnseenPoints, knownOfVault, type NewPoint, type Stretch, savePoints } from '@/lib/db/repositories/inventory-points-copy';
import { noteWhole, readSweeps, type SweepRow } from '@/lib/db/repositories/inventory-sweeps';
import { readVault } from '@/lib/db/repositories/inventory-vaults';
import { err, ok, type Result } from '@/lib/result';
import { createCache } from '../cache';
import type { Scope } from '../scope';
import { during, type Sweep } from './during';
import { merged } from './merged';
import { resourceIdOf } from './resource-id';
import { unique } from './unique';
import { type Window, windowsOf } from './windows';

const DAY = 86_400_000;
/** So long after its creation a point's state and size may still change: it is read again each time. */
const SETTLING_MS = 2 * DAY;
/** Retention removes a vault's oldest points; where some are gone, they are looked for among so many days of the oldest first. */
const OLDEST_MS = 2 * DAY;
/** A vault is read from its start to its end at least so often: what changes in old points shows nowhere else. */
const WHOLE_EVERY_MS = 6 * 3_600_000;
/** Of a vault that nobody has seen yet so many points are read first: a page of a thousand keeps whoever waits for the first row waiting. */
const FIRST_ROWS = 50;
/** Of a larger vault than this the rest comes a moment later: whoever waits has a page to be made and drawn, often by the same processors. */
const MANY_ROWS = 1_000;
const REST_MS = 750;

/** One look at a vault. */
interface Look {
  readonly scope: Scope;
  readonly vault: string;
  readonly sweep: Sweep;
  readonly signal: AbortSignal | undefined;
}

/**
 * Copies a vault's recovery points. The first time, every few hours and when it was asked for, its whole list is read. Otherwise only what is new; and as long as AWS counts as many points as
 * are known then, nothing is gone. Where it counts others, the oldest are looked through, and, if that does not explain it, the whole list.
 */
export const sweepPoints = (scope: Scope, vault: string, signal: AbortSignal | undefined): Promise<void> => {
  const subject = subjectOf(vault);
  return during(scope, subject, async (sweep) => {
    const look = { scope, vault, sweep, signal };
    if ((await knownOfVault(scope, vault)).points === 0) return firstLook(look);
    const row = (await readSweeps(scope)).find((each) => each.subject === subject);
    const news = await onlyNews(look, row?.whole ?? null);
    if (!news.ok) return news.error;
    return news.value.explained ? null : everything(look, news.value.counted);
  });
};

const subjectOf = (vault: string): string => `points:${vault}`;

/** The first look at a vault: some rows at once, then all. The list of vaults, which was read a moment ago, says how many there are. */
const firstLook = async (look: Look): Promise<AwsProblem | null> => {
  const { scope, vault } = look;
  const counted = (await readVault(scope, vault))?.points ?? 0;
  if (counted <= FIRST_ROWS) return everything(look, counted);
  const first = await firstPoints(scope.aws, vault, FIRST_ROWS);
  if (!first.ok) return first.error;
  const seen = new Set<string>();
  await save(look, first.value, seen);
  if (counted > MANY_ROWS) await wait(REST_MS, undefined, look.signal === undefined ? {} : { signal: look.signal });
  return everything(look, counted, seen);
};

/** Reads the whole list, of which AWS counts `counted`. */
const everything = async (look: Look, counted: number, seen?: Set<string>): Promise<AwsProblem | null> => {
  const { scope, vault, sweep } = look;
  const problem = await stretch(look, windowsOf(counted, sweep.sweptAt), {}, seen);
  if (problem !== null) return problem;
  const { points } = await knownOfVault(scope, vault);
  await noteWhole(scope, subjectOf(vault), { at: sweep.sweptAt, surplus: counted - points });
  return null;
};

/**
 * Reads what is new, and what of the oldest is gone. Whether that explains what AWS counts; it does not, too, where it is time for a look at everything. The count is asked for while the news are read,
 * for each takes a round trip and neither needs the other before both are there.
 */
const onlyNews = async (
  look: Look,
  whole: SweepRow['whole'],
): Promise<Result<{ readonly explained: boolean; readonly counted: number }, AwsProblem>> => {
  const { scope, vault, sweep } = look;
  const { newest, oldest } = await knownOfVault(scope, vault);
  const isTime = whole === null || newest === null || oldest === null || sweep.sweptAt.getTime() - whole.at.getTime() >= WHOLE_EVERY_MS;
  const part = (window: Window): Promise<AwsProblem | null> => stretch(look, [window], window);
  const [counted, problem] = await Promise.all([
    countOf(scope, vault),
    isTime ? null : part({ createdAfter: new Date(newest.getTime() - SETTLING_MS) }),
  ]);
  if (!counted.ok) return counted;
  if (problem !== null) return err(problem);
  const answer = (explained: boolean) => ok({ explained, counted: counted.value });
  if (isTime) return answer(false);
  const explains = async (): Promise<boolean> => counted.value - (await knownOfVault(scope, vault)).points === whole.surplus;
  if (await explains()) return answer(true);
  const gone = await part({ createdBefore: new Date(oldest.getTime() + OLDEST_MS) });
  return gone === null ? answer(await explains()) : err(gone);
};

/** Reads windows that cover a stretch, side by side, writes what they show and then removes what they did not. */
const stretch = async (look: Look, windows: readonly Window[], covered: Stretch, seen = new Set<string>()): Promise<AwsProblem | null> => {
  const { scope, vault, sweep, signal } = look;
  for await (const page of merged(windows.map((window) => vaultPointPages(scope.aws, vault, window)))) {
    signal?.throwIfAborted();
    if (!page.ok) return page.error;
    await save(look, page.value, seen);
  }
  await dropUnseenPoints(scope, vault, { seen, sweptAt: sweep.sweptAt, stretch: covered });
  return null;
};

/** Writes what a page shows, and counts what was not `seen` before. */
const save = async ({ scope, sweep }: Look, page: readonly Point[], seen: Set<string>): Promise<void> => {
  const points = unique(page, (point) => point.arn);
  await savePoints(scope, points.map(toRow), sweep.sweptAt);
  const before = seen.size;
  for (const { arn } of points) seen.add(arn);
  await sweep.progress(seen.size - before);
};

const toRow = (point: Point): NewPoint => ({ ...point, resourceId: resourceIdOf(point.resourceArn) });

type Counts = ReadonlyMap<string, number>;

/** Looks at the list of vaults that are under way: all vaults of a place are swept at once, and one look counts for each of them. None is kept beyond its end. */
const counting = createCache<Result<Counts, AwsProblem>>('vault-counts', () => ({ freshMs: 0 }));

const countsOf = async (scope: Scope): Promise<Result<Counts, AwsProblem>> => {
  const counts = new Map<string, number>();
  for await (const page of vaultPages(scope.aws)) {
    if (!page.ok) return page;
    for (const { name, points } of page.value) counts.set(name, points);
  }
  return ok(counts);
};

/** How many points AWS counts in the vault now. A vault that it does not list has none; reading its points tells what that means. */
const countOf = async (scope: Scope, name: string): Promise<Result<number, AwsProblem>> => {
  const { connection, credentials } = scope.aws;
  const key = [connection, credentials.generation(), scope.account, scope.region].join(' ');
  const counts = await counting.get(key, () => countsOf(scope));
  return counts.ok ? ok(counts.value.get(name) ?? 0) : counts;
};
