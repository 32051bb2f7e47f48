import type { SeenPoint } from '@/lib/db/repositories/address-history';
import { resourceIdOf } from '../inventory/resource-id';
import type { Evidence } from './history-views';
import type { FoundPoint } from './views';

/** What proves something at an instant, as a page shows it. */
export const evidenceOf = (proof: SeenPoint | 'live', atMs: number): Evidence => {
  const at = new Date(atMs).toISOString();
  return proof === 'live'
    ? { kind: 'live', at }
    : { kind: 'point', at, arn: proof.arn, vault: proof.vault, id: resourceIdOf(proof.arn), there: proof.status !== null };
};

/** The newest of some points (the oldest first) that AWS still has. */
export const newestThere = (points: readonly SeenPoint[]): FoundPoint | null => {
  const point = points.findLast((each) => each.status !== null);
  if (point === undefined || point.status === null) return null;
  const { arn, vault, status, createdAt } = point;
  return { arn, vault, id: resourceIdOf(arn), status, createdAt: createdAt.toISOString() };
};
