import 'server-only';
import { readVault, readVaults, type VaultRow } from '@/lib/db/repositories/inventory-vaults';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { freshen, lookForNewVault } from './inventory/refresh';
import type { VaultDetail, VaultList, VaultView } from './inventory/views';
import type { Scope } from './scope';

/** The vaults of a place by name, with how fresh that list is. */
export const listVaults = async (scope: Scope): Promise<Result<VaultList, Problem>> => {
  const freshness = await freshen(scope, 'vaults');
  return ok({ vaults: (await readVaults(scope)).map(toView), freshness });
};

/** One vault. Until a first sweep has come to its end, a vault that was not seen yet is told as AWS's problem, if there is one. */
export const getVault = async (scope: Scope, name: string): Promise<Result<VaultDetail, Problem>> => {
  const freshness = await freshen(scope, { vault: name });
  const vault = (await readVault(scope, name)) ?? (await lookForNewVault(scope).then(() => readVault(scope, name)));
  if (vault !== null) return ok({ vault: toView(vault), freshness });
  if (freshness.asOf === null && freshness.problem !== null) return err({ code: 'aws', problem: freshness.problem });
  return err({ code: 'not-found', what: 'vault', id: name });
};

const toView = (row: VaultRow): VaultView => ({
  name: row.name,
  arn: row.arn,
  type: row.type,
  points: row.points,
  locked: row.locked,
  minRetentionDays: row.minRetentionDays,
  maxRetentionDays: row.maxRetentionDays,
  encryptionKeyArn: row.encryptionKeyArn,
  createdAt: row.createdAt?.toISOString() ?? null,
});
