import 'server-only';
import { newestCleanPoint } from '@/lib/db/repositories/inventory-points';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import type { CleanPoint } from './inventory/views';
import type { Scope } from './scope';

/** Points of these statuses are whole: none of the others is offered as the safe one. */
const WHOLE = ['COMPLETED', 'AVAILABLE'];

/** The newest point of a resource in which a malware scan found nothing; `null`: none of its points was found clean. */
export const cleanPoint = async (scope: Scope, resourceArn: string): Promise<Result<CleanPoint | null, Problem>> => {
  const row = await newestCleanPoint(scope, resourceArn, WHOLE);
  if (row === null) return ok(null);
  const { arn, vault, resourceType, status, createdAt } = row;
  return ok({ arn, vault, resourceType, status, createdAt: createdAt.toISOString() });
};
