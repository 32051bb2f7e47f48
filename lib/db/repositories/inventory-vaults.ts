import { and, asc, eq, inArray, like, notInArray, sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { inventoryPoints, inventoryVaults, sweeps } from '../schema/inventory';
import { type Seen, unseenBy } from './dated-ahead';
import { saveChanged } from './unchanged-rows';

export type VaultRow = typeof inventoryVaults.$inferSelect;
export type NewVault = Omit<VaultRow, 'account' | 'region' | 'sweptAt'>;

const within = (place: Place) => and(eq(inventoryVaults.account, place.account), eq(inventoryVaults.region, place.region));

/** Writes what is new or changed among vaults, as seen at `sweptAt`. */
export const saveVaults = async (place: Place, vaults: readonly NewVault[], sweptAt: Date): Promise<void> => {
  if (vaults.length === 0) return;
  const { account, region } = place;
  const t = inventoryVaults;
  const rows = vaults.map((vault) => ({ ...vault, account, region, sweptAt }));
  await saveChanged(db(), t, [t.account, t.region, t.name], rows);
};

/** Removes vaults that a look did not show, told by their names, with their points, and the sweeps of points of vaults that are not there. */
export const dropUnseenVaults = async (place: Place, look: Seen): Promise<void> => {
  const { account, region } = place;
  await db().transaction(async (tx) => {
    const gone = await tx
      .delete(inventoryVaults)
      .where(and(within(place), unseenBy(look, { key: inventoryVaults.name, sweptAt: inventoryVaults.sweptAt })))
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
