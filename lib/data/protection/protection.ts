import 'server-only';
import { databaseNow } from '@/lib/db/about';
import { readSweeps } from '@/lib/db/repositories/inventory-sweeps';
import { countMachines, endingResources, unprotectedMachines } from '@/lib/db/repositories/protection';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { instanceArn } from '../finding/holders';
import { freshen } from '../inventory/refresh';
import type { Scope } from '../scope';
import type { ProtectionView } from './views';

/** A backup plan runs daily or oftener almost everywhere; two days forgive one run that failed, not two. */
const RECENT_HOURS = 48;
const SOON_DAYS = 7;
const HOUR_MS = 3_600_000;
/** Rows of each list. */
const MOST = 6;

/**
 * What is protected and what is at risk in a place: instances without a recent recovery point, and resources that lose their last one soon. What was not read
 * to its end is `null`, never "none": a point that is missing so far does not make a machine unprotected.
 */
export const protection = async (scope: Scope): Promise<Result<ProtectionView, Problem>> => {
  const freshness = await freshen(scope, 'everything');
  const [sweeps, now] = await Promise.all([readSweeps(scope), databaseNow()]);
  const points = sweeps.filter(({ subject }) => subject === 'vaults' || subject.startsWith('points:'));
  const pointsKnown = points.length > 0 && points.every(({ finishedAt }) => finishedAt !== null);
  const instances = sweeps.find(({ subject }) => subject === 'instances');
  const known = pointsKnown && instances?.finishedAt != null;
  const [machines, ending] = await Promise.all([
    known ? machinesAtRisk(scope, new Date(now.getTime() - RECENT_HOURS * HOUR_MS)) : null,
    pointsKnown ? endingSoon(scope, new Date(now.getTime() + SOON_DAYS * 24 * HOUR_MS)) : null,
  ]);
  const problem = points.find((row) => row.problem !== null)?.problem ?? instances?.problem ?? null;
  return ok({ machines, ending, recentHours: RECENT_HOURS, soonDays: SOON_DAYS, problem, freshness });
};

const machinesAtRisk = async (scope: Scope, since: Date): Promise<ProtectionView['machines']> => {
  const prefix = instanceArn(scope, '');
  const [counts, rows] = await Promise.all([countMachines(scope, prefix, since), unprotectedMachines(scope, prefix, since, MOST)]);
  const atRisk = rows.map(({ id, name, state, newestAt }) => ({
    arn: instanceArn(scope, id),
    id,
    name,
    state,
    newestAt: newestAt?.toISOString() ?? null,
  }));
  return { ...counts, atRisk };
};

const endingSoon = async (scope: Scope, until: Date): Promise<ProtectionView['ending']> => {
  const { count, resources } = await endingResources(scope, until, MOST);
  return {
    count,
    resources: resources.map(({ point: { arn, vault, deleteAt }, ...resource }) => ({
      ...resource,
      point: { arn, vault },
      deleteAt: deleteAt.toISOString(),
    })),
  };
};
