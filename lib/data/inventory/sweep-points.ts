import 'server-only';
import { type Point, vaultPointPages } from '@/lib/aws/points';
import { vaultPages } from '@/lib/aws/vaults';
import type { AwsProblem } from '@/lib/aws-problem';
import { dropUnseenPoints, knownOfVault, type NewPoint, type Stretch, savePoints } from '@/lib/db/repositories/inventory-points-copy';
import { noteWhole, readSweeps, type SweepRow } from '@/lib/db/repositories/inventory-sweeps';
import { err, ok, type Result } from '@/lib/result';
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
  const subject = `points:${vault}`;
  return during(scope, subject, async (sweep) => {
    const look = { scope, vault, sweep, signal };
    const row = (await readSweeps(scope)).find((each) => each.subject === subject);
    const counted = await countOf(scope, vault);
    if (!counted.ok) return counted.error;
    const explained = await onlyNews(look, row?.whole ?? null, counted.value);
    if (!explained.ok) return explained.error;
    if (explained.value) return null;
    const problem = await stretch(look, windowsOf(counted.value, sweep.sweptAt), {});
    if (problem !== null) return problem;
    const { points } = await knownOfVault(scope, vault);
    await noteWhole(scope, subject, { at: sweep.sweptAt, surplus: counted.value - points });
    return null;
  });
};

/** Reads what is new, and what of the oldest is gone. Whether that explains what AWS counts; `false`, too, where it is time for a look at everything. */
const onlyNews = async (look: Look, whole: SweepRow['whole'], counted: number): Promise<Result<boolean, AwsProblem>> => {
  const { scope, vault, sweep } = look;
  const { newest, oldest } = await knownOfVault(scope, vault);
  if (whole === null || newest === null || oldest === null) return ok(false);
  if (sweep.sweptAt.getTime() - whole.at.getTime() >= WHOLE_EVERY_MS) return ok(false);
  const explains = async (): Promise<boolean> => counted - (await knownOfVault(scope, vault)).points === whole.surplus;
  for (const part of [
    { createdAfter: new Date(newest.getTime() - SETTLING_MS) },
    { createdBefore: new Date(oldest.getTime() + OLDEST_MS) },
  ]) {
    const problem = await stretch(look, [part], part);
    if (problem !== null) return err(problem);
    if (await explains()) return ok(true);
  }
  return ok(false);
};

/** Reads windows that cover a stretch, side by side, writes what they show and then removes what they did not. */
const stretch = async (look: Look, windows: readonly Window[], covered: Stretch): Promise<AwsProblem | null> => {
  const { scope, vault, sweep, signal } = look;
  const seen = new Set<string>();
  for await (const page of merged(windows.map((window) => vaultPointPages(scope.aws, vault, window)))) {
    signal?.throwIfAborted();
    if (!page.ok) return page.error;
    const points = unique(page.value, (point) => point.arn);
    await savePoints(scope, points.map(toRow), sweep.sweptAt);
    for (const { arn } of points) seen.add(arn);
    await sweep.progress(page.value.length);
  }
  await dropUnseenPoints(scope, vault, { seen, sweptAt: sweep.sweptAt, stretch: covered });
  return null;
};

const toRow = (point: Point): NewPoint => ({ ...point, resourceId: resourceIdOf(point.resourceArn) });

/** How many points AWS counts in the vault now. A vault that it does not list has none; reading its points tells what that means. */
const countOf = async (scope: Scope, name: string): Promise<Result<number, AwsProblem>> => {
  for await (const page of vaultPages(scope.aws)) {
    if (!page.ok) return page;
    const found = page.value.find((vault) => vault.name === name);
    if (found !== undefined) return ok(found.points);
  }
  return ok(0);
};
