import { type SQL, sql } from 'drizzle-orm';
import type { AddressRole, Layout } from '@/lib/finding/layout';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { addressLayouts, layoutAddresses, pointReadings } from '../schema/finding';
import { layoutsWith } from './meaning';

/** A point of a resource, as far as it is known: whether AWS still has it, and whether what it holds was read. */
export interface SeenPoint {
  readonly resourceArn: string;
  readonly resourceName: string | null;
  readonly vault: string;
  readonly arn: string;
  readonly createdAt: Date;
  /** `null`: AWS has it no more. */
  readonly status: string | null;
  readonly read: boolean;
}

/** … with what an address was to it. */
export interface AddressSeen extends SeenPoint {
  /** `null`: it had it not, or what it had is not known (`read`). */
  readonly role: AddressRole | null;
  readonly subnetId: string | null;
}

/** … with its interfaces. */
export interface LayoutSeen extends SeenPoint {
  readonly layout: Layout | null;
}

interface Raw extends Record<string, unknown> {
  readonly resource_arn: string;
  readonly resource_name: string | null;
  readonly vault: string;
  readonly arn: string;
  readonly created_at: string;
  readonly status: string | null;
  readonly read: boolean;
}

const seenPoint = (row: Raw): SeenPoint => ({
  resourceArn: row.resource_arn,
  resourceName: row.resource_name,
  vault: row.vault,
  arn: row.arn,
  createdAt: new Date(row.created_at),
  status: row.status,
  read: row.read,
});

/** EC2 points of some resources: those that there are, and those of which only the reading is left. */
const pointsOf = (place: Place, arns: SQL): SQL => sql`
  (select coalesce(p.resource_arn, r.resource_arn) as resource_arn, coalesce(p.resource_name, r.resource_name) as resource_name,
      coalesce(p.vault, r.vault) as vault, coalesce(p.arn, r.arn) as arn, coalesce(p.created_at, r.created_at) as created_at,
      p.status, r.layout, r.layout is not null as read
    from (select * from inventory_points where account = ${place.account} and region = ${place.region} and resource_arn = any(${arns}) and resource_type = 'EC2') p
    full join (select * from ${pointReadings} where account = ${place.account} and region = ${place.region} and resource_arn = any(${arns})
        and addresses_read_at is not null) r
      on r.vault = p.vault and r.arn = p.arn)`;

/** So many points are looked at for one address or resource, the newest first. */
const MOST_SEEN = 20_000;

/** Every point of the resources that ever had an address (or a prefix that it lies in), each with what the address was to it. */
export const addressSeen = async (place: Place, address: string): Promise<readonly AddressSeen[]> => {
  const holders = sql`array(select distinct ${pointReadings.resourceArn} from ${pointReadings}
    where ${pointReadings.account} = ${place.account} and ${pointReadings.region} = ${place.region} and ${pointReadings.layout} = any(${layoutsWith(address)}))`;
  const { rows } = await db().execute<Raw & { role: AddressRole | null; subnet: string | null }>(sql`
    with seen as ${pointsOf(place, holders)}
    select seen.*, a.role, l.interfaces -> a.nic::int ->> 'subnetId' as subnet from seen
      left join lateral (select ${layoutAddresses.role} as role, ${layoutAddresses.nic} as nic from ${layoutAddresses}
        where ${layoutAddresses.layout} = seen.layout and ${layoutAddresses.address} && ${address}::inet
        order by masklen(${layoutAddresses.address}) desc limit 1) a on true
      left join ${addressLayouts} l on l.id = seen.layout and a.role is not null
    order by seen.created_at desc limit ${MOST_SEEN}`);
  return rows.map((row) => ({ ...seenPoint(row), role: row.role, subnetId: row.subnet }));
};

/** Every point of a resource with its interfaces. */
export const layoutsSeen = async (place: Place, resourceArn: string): Promise<readonly LayoutSeen[]> => {
  const { rows } = await db().execute<Raw & { interfaces: Layout | null }>(sql`
    with seen as ${pointsOf(place, sql`array[${resourceArn}]::text[]`)}
    select seen.*, l.interfaces from seen left join ${addressLayouts} l on l.id = seen.layout
    order by seen.created_at desc limit ${MOST_SEEN}`);
  return rows.map((row) => ({ ...seenPoint(row), layout: row.interfaces }));
};
