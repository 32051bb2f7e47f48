import { and, asc, eq, inArray, like, notInArray, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { inventoryPoints, inventoryVaults, sweeps } from '../schema/inventory';
import { unseenSince } from './dated-ahead';

export type VaultRow = typeof inventoryVaults.$inferSelect;
export type NewVault = Omit<VaultRow, 'account' | 'region' | 'sweptAt'>;

const within = (place: Place) => and(eq(inventoryVaults.account, place.account), eq(inventoryVaults.region, place.region));

/** Writes vaults as seen at `sweptAt`. */
export const saveVaults = async (place: Place, vaults: readonly NewVault[], sweptAt: Date): Promise<void> => {
  if (vaults.length === 0) return;
  const { account, region } = place;
  const fresh = (name: string) => sql.raw(`excluded.${name}`);
  await db()
    .insert(inventoryVaults)
    .values(vaults.map((vault) => ({ ...vault, account, region, sweptAt })))
    .onConflictDoUpdate({
      target: [inventoryVaults.account, inventoryVaults.region, inventoryVaults.name],
      set: {
        arn: fresh('arn'),
        type: fresh('type'),
        points: fresh('points'),
        locked: fresh('locked'),
        minRetentionDays: fresh('min_retention_days'),
        maxRetentionDays: fresh('max_retention_days'),
        encryptionKeyArn: fresh('encryption_key_arn'),
        createdAt: fresh('created_at'),
        sweptAt: fresh('swept_at'),
      },
    });
};

/** Removes vaults that the sweep begun at `sweptAt` did not see, with their points, and the sweeps of points of vaults that are not there. */
export const dropUnseenVaults = async (place: Place, sweptAt: Date): Promise<void> => {
  const { account, region } = place;
  await db().transaction(async (tx) => {
    const gone = await tx
      .delete(inventoryVaults)
      .where(and(within(place), unseenSince(inventoryVaults.sweptAt, sweptAt)))
      .returning({ name: inventoryVaults.name });
    if (gone.length > 0)
      await tx.delete(inventoryPoints).where(
        and(
          eq(inventoryPoints.account, account),
          eq(inventoryPoints.region, region),
          inArray(
            inventoryPoints.vault,
            gone.map((vault) => vault.name),
          ),
        ),
      );
    const left = tx
      .select({ subject: sql`'points:' || ${inventoryVaults.name}` })
      .from(inventoryVaults)
      .where(within(place));
    await tx
      .delete(sweeps)
      .where(
        and(eq(sweeps.account, account), eq(sweeps.region, region), like(sweeps.subject, 'points:%'), notInArray(sweeps.subject, left)),
      );
  });
};

/** The vaults of a place by name. */
export const readVaults = async (place: Place): Promise<readonly VaultRow[]> =>
  db().select().from(inventoryVaults).where(within(place)).orderBy(asc(inventoryVaults.name));

/** One vault, `null` where the last sweep saw none of that name. */
export const readVault = async (place: Place, name: string): Promise<VaultRow | null> => {
  const rows = await db()
    .select()
    .from(inventoryVaults)
    .where(and(within(place), eq(inventoryVaults.name, name)));
  return rows[0] ?? null;
};
