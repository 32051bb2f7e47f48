import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { PlacedAddress } from '@/lib/finding/layout';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { interfaceAddresses, inventoryInterfaces } from '../schema/finding';
import { type Seen, unseenBy } from './dated-ahead';
import type { Executor } from './executor';
import { saveChanged } from './unchanged-rows';

/** An interface that there is, with all its addresses. */
export interface NewInterface extends Omit<typeof inventoryInterfaces.$inferSelect, 'account' | 'region' | 'sweptAt'> {
  readonly addresses: readonly PlacedAddress[];
}

const table = inventoryInterfaces;
const held = interfaceAddresses;

/** Writes what is new or changed among interfaces, as seen at `sweptAt`, which are at most a few hundred at a time, with their addresses of now: those that they have no more are gone. */
export const saveInterfaces = async ({ account, region }: Place, seen: readonly NewInterface[], sweptAt: Date): Promise<void> => {
  if (seen.length === 0) return;
  const rows = seen.flatMap((each) => each.addresses.map(({ address, role }, position) => ({ id: each.id, address, role, position })));
  await db().transaction(async (tx) => {
    const interfaces = seen.map(({ addresses: _addresses, ...each }) => ({ ...each, account, region, sweptAt }));
    await saveChanged(tx, table, [table.account, table.region, table.id], interfaces);
    const kept = JSON.stringify(rows.map(({ id, address }) => ({ id, address })));
    const ids = seen.map((each) => each.id);
    await tx.execute(sql`delete from ${held} a where a.account = ${account} and a.region = ${region}
      and a.interface_id in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))
      and not exists (select from jsonb_to_recordset(${kept}::jsonb) as k(id text, address inet) where k.id = a.interface_id and k.address = a.address)`);
    const addresses = rows.map(({ id, ...each }) => ({ account, region, interfaceId: id, ...each }));
    await saveChanged(tx, held, [held.account, held.region, held.interfaceId, held.address], addresses);
  });
};

/**
 * Removes the addresses, of those that meet a condition on `a`, whose interface is not kept any more. Asked so that it stays a hashed list: as a join it was planned, where PostgreSQL has no statistics of a first
 * look, to go through all interfaces for each address.
 */
export const dropAddressesOfNone = async (on: Executor, which: SQL): Promise<void> => {
  await on.execute(sql`delete from ${held} a where ${which}
    and ((a.account, a.region, a.interface_id) in (select i.account, i.region, i.id from ${table} i)) is not true`);
};

/** Removes the interfaces that a look did not show, told by their ids, with their addresses. */
export const dropUnseenInterfaces = async ({ account, region }: Place, look: Seen): Promise<void> => {
  await db().transaction(async (tx) => {
    const unseen = unseenBy(look, { key: table.id, sweptAt: table.sweptAt });
    await tx.delete(table).where(and(eq(table.account, account), eq(table.region, region), unseen));
    await dropAddressesOfNone(tx, sql`a.account = ${account} and a.region = ${region}`);
  });
};
