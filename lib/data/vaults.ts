import 'server-only';
import { readVault, readVaults, type VaultRow } from '@/lib/db/repositories/inventory-vaults';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { withAccess } from './access';
import { freshen, lookForNewVault } from './inventory/refresh';
import type { VaultDetail, VaultList, VaultView } from './inventory/views';

/** The vaults of a place by name, with how fresh that list is. */
export const listVaults = (place: Place): Promise<Result<VaultList, Problem>> =>
  withAccess(place, 'browse', async () => {
    const freshness = await freshen(place, 'vaults');
    return ok({ vaults: (await readVaults(place)).map(toView), freshness });
  });

/** One vault. Until a first sweep has come to its end, a vault that was not seen yet is told as AWS's problem, if there is one. */
export const getVault = (place: Place, name: string): Promise<Result<VaultDetail, Problem>> =>
  withAccess(place, 'browse', async (): Promise<Result<VaultDetail, Problem>> => {
    const freshness = await freshen(place, { vault: name });
    const vault = (await readVault(place, name)) ?? (await lookForNewVault(place).then(() => readVault(place, name)));
    if (vault !== null) return ok({ vault: toView(vault), freshness });
    if (freshness.asOf === null && freshness.problem !== null) return err({ code: 'aws', problem: freshness.problem });
    return err({ code: 'not-found', what: 'vault', id: name });
  });

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
