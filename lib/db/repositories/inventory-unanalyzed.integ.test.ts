import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { interfaceRow, pointRow } from '@/lib/testing/inventory-rows';
import { asOwner } from '@/lib/testing/owner';
import { withTransaction } from '../client';
import type { Transaction } from './executor';
import { dropAddressesOfNone, saveInterfaces } from './inventory-interfaces';
import { savePoints } from './inventory-points-copy';

/*
 * What a first reading of a large place meets: tables with many rows, of which PostgreSQL has no statistics yet. Asked in the wrong words it goes through all of them, row by row.
 */
const MANY = 2_000;
const AT = new Date(Date.UTC(2026, 0, 1));
const place = { account: '123456789012', region: 'ap-northeast-1' };
const four = (n: number): string => String(n).padStart(4, '0');

const POINTS = Array.from({ length: MANY }, (_, n) =>
  pointRow({
    vault: 'daily',
    arn: `arn:aws:ec2:ap-northeast-1::image/ami-${four(n)}`,
    resourceArn: `arn:aws:ec2:ap-northeast-1:123456789012:instance/i-${four(n % 100)}`,
    resourceId: `i-${four(n % 100)}`,
    createdAt: new Date(AT.getTime() + n * 1_000),
    sizeBytes: n,
  }),
);
const INTERFACES = Array.from({ length: MANY }, (_, n) => interfaceRow(`eni-${four(n)}`, `10.9.${Math.floor(n / 250)}.${n % 250}`));

const forget = (table: string): Promise<unknown> =>
  asOwner(`do $$ begin
    perform pg_clear_relation_stats('public', '${table}');
    perform pg_clear_attribute_stats('public', '${table}', attname, false) from pg_attribute
      where attrelid = '${table}'::regclass and attnum > 0 and not attisdropped;
  end $$`);

/** How many rows of a table are looked at by what `work` does. */
const lookedAt = (table: string, work: (tx: Transaction) => Promise<unknown>): Promise<number> =>
  withTransaction(async (tx) => {
    const count: SQL = sql`select (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int as n from pg_stat_xact_user_tables where relname = ${table}`;
    await work(tx);
    return (await tx.execute<{ n: number }>(count)).rows[0]?.n ?? 0;
  });

beforeAll(async () => {
  await savePoints(place, POINTS, AT);
  await asOwner(`insert into point_readings (account, region, vault, arn, resource_arn, resource_name, created_at, tags_read_at)
    select account, region, vault, arn, resource_arn, resource_name, created_at, now() from inventory_points`);
  await asOwner('analyze point_readings');
  await saveInterfaces(place, INTERFACES, AT);
  for (const table of ['point_readings', 'inventory_interfaces', 'interface_addresses']) await forget(table);
});

it('looks up the reading of each point by its key', async () => {
  const page = POINTS.slice(0, 1_000);
  expect(await lookedAt('point_readings', (tx) => savePoints(place, page, AT, tx))).toBeLessThanOrEqual(page.length);
});

it('finds addresses of no interface without going through all interfaces for each', async () => {
  const drop = (tx: Transaction) => dropAddressesOfNone(tx, sql`a.account = ${place.account} and a.region = ${place.region}`);
  expect(await lookedAt('inventory_interfaces', drop)).toBeLessThanOrEqual(MANY);
});
