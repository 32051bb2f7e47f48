import { type SQL, sql } from 'drizzle-orm';
import type { AddressRole } from '@/lib/finding/layout';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { interfaceAddresses, inventoryInterfaces, layoutAddresses, pointReadings } from '../schema/finding';
import { inventoryInstances } from '../schema/inventory';
import { layoutsWith } from './meaning';

/** An address as it is shown: of a single one the address, of a block CIDR notation. */
const shown = (address: SQL | typeof layoutAddresses.address | typeof interfaceAddresses.address): SQL<string> =>
  sql`case when masklen(${address}) = case family(${address}) when 4 then 32 else 128 end then host(${address}) else ${address}::text end`;

const listOf = (values: readonly string[]): SQL => sql`(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;

/** An address that an interface has now, and who that is. */
export interface LiveAddress {
  readonly address: string;
  readonly role: AddressRole;
  readonly interfaceId: string;
  readonly subnetId: string;
  readonly status: string;
  readonly type: string;
  readonly description: string;
  readonly ownerId: string | null;
  readonly managedBy: string | null;
  readonly instanceId: string | null;
  readonly instanceName: string | null;
  readonly instanceState: string | null;
  readonly deviceIndex: number | null;
}

const liveAddresses = async (place: Place, which: SQL, limit: number): Promise<readonly LiveAddress[]> => {
  const [a, i, n] = [interfaceAddresses, inventoryInterfaces, inventoryInstances];
  const { rows } = await db().execute<LiveAddress & Record<string, unknown>>(sql`
    select ${shown(a.address)} as address, ${a.role} as role, ${i.id} as "interfaceId", ${i.subnetId} as "subnetId", ${i.status} as status, ${i.type} as type,
      ${i.description} as description, ${i.ownerId} as "ownerId", ${i.managedBy} as "managedBy", ${i.instanceId} as "instanceId", ${i.deviceIndex} as "deviceIndex",
      ${n.name} as "instanceName", ${n.state} as "instanceState"
    from ${a} join ${i} on ${i.account} = ${a.account} and ${i.region} = ${a.region} and ${i.id} = ${a.interfaceId}
      left join ${n} on ${n.account} = ${i.account} and ${n.region} = ${i.region} and ${n.id} = ${i.instanceId}
    where ${a.account} = ${place.account} and ${a.region} = ${place.region} and ${which}
    order by ${a.address}, ${i.id} limit ${limit}`);
  return rows;
};

/** Who has addresses in a block (or the prefix that a single one lies in) now, in the order of the addresses. */
export const liveInBlock = (place: Place, block: string, limit: number): Promise<readonly LiveAddress[]> =>
  liveAddresses(place, sql`${interfaceAddresses.address} && ${block}::inet`, limit);

/** Who has some addresses now, each written as a single address or as a block. Found by the index on addresses. */
export const liveWithAddresses = async (place: Place, addresses: readonly string[]): Promise<readonly LiveAddress[]> =>
  addresses.length === 0
    ? []
    : liveAddresses(
        place,
        sql`${interfaceAddresses.address} = any(array(select x::inet from jsonb_array_elements_text(${JSON.stringify(addresses)}::jsonb) as x))`,
        20_000,
      );

/** On how many points of a resource an address is, as what, and when. */
export interface AddressOnPoints {
  readonly resourceArn: string;
  readonly address: string;
  readonly role: AddressRole;
  readonly points: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** Of resources, which of their addresses lie in one of the blocks: on how many of the points that there are, the most recent first. */
export const addressesOnPoints = async (
  place: Place,
  resourceArns: readonly string[],
  blocks: readonly string[],
): Promise<readonly AddressOnPoints[]> => {
  if (resourceArns.length === 0 || blocks.length === 0) return [];
  const [r, a] = [pointReadings, layoutAddresses];
  const inBlocks = sql.join(
    blocks.map((block) => sql`${a.address} && ${block}::inet`),
    sql` or `,
  );
  const { rows } = await db().execute<{ arn: string; address: string; role: AddressRole; points: number; first: string; last: string }>(sql`
    select ${r.resourceArn} as arn, ${shown(a.address)} as address, ${a.role} as role, count(*)::int as points, min(${r.createdAt}) as first, max(${r.createdAt}) as last
    from ${r} join ${a} on ${a.layout} = ${r.layout}
      join inventory_points p on p.account = ${r.account} and p.region = ${r.region} and p.vault = ${r.vault} and p.arn = ${r.arn}
    where ${r.account} = ${place.account} and ${r.region} = ${place.region} and ${r.resourceArn} in ${listOf(resourceArns)}
      and ${r.layout} = any(${sql.join(blocks.map(layoutsWith), sql` || `)}) and (${inBlocks})
    group by ${r.resourceArn}, ${a.address}, ${a.role} order by last desc, ${a.address} limit 500`);
  return rows.map((row) => ({
    resourceArn: row.arn,
    address: row.address,
    role: row.role,
    points: row.points,
    firstAt: new Date(row.first),
    lastAt: new Date(row.last),
  }));
};
/** Every address that instances have now, interface by interface. */
export const liveOfInstances = async (place: Place, ids: readonly string[]): Promise<readonly LiveAddress[]> => {
  if (ids.length === 0) return [];
  const rows = await liveAddresses(place, sql`${inventoryInterfaces.instanceId} in ${listOf(ids)}`, 20_000);
  const rank: Readonly<Record<AddressRole, number>> = { primary: 0, secondary: 1, ipv6: 2, prefix: 3 };
  return [...rows].sort((x, y) => (x.deviceIndex ?? 0) - (y.deviceIndex ?? 0) || rank[x.role] - rank[y.role]);
};

/** An instance as AWS last showed it. `null`: it did not say, or was not asked when the inventory was last read. */
export interface ShownInstance {
  readonly state: string;
  readonly zone: string | null;
  readonly type: string | null;
}

/** Each of some instances that AWS last showed: its state, where it is and what. */
export const shownInstances = async (place: Place, ids: readonly string[]): Promise<ReadonlyMap<string, ShownInstance>> => {
  if (ids.length === 0) return new Map();
  const n = inventoryInstances;
  const { rows } = await db().execute<{ id: string; state: string; zone: string | null; type: string | null }>(sql`
    select ${n.id} as id, ${n.state} as state, ${n.availabilityZone} as zone, ${n.instanceType} as type from ${n}
    where ${n.account} = ${place.account} and ${n.region} = ${place.region} and ${n.id} in ${listOf(ids)}`);
  return new Map(rows.map(({ id, ...shown }) => [id, shown]));
};
