import { beforeAll, describe, expect, it } from 'vitest';
import { meaningOf } from '@/lib/finding/term';
import { understand } from '@/lib/finding/understand';
import { pointRow } from '@/lib/testing/inventory-rows';
import { asOwner } from '@/lib/testing/owner';
import { countCells, countPoints, readPoints } from './inventory-points';
import { type NewPoint, savePoints } from './inventory-points-copy';
import { readResourcePage } from './inventory-resources';
import { readPointGroups } from './point-groups';
import { calledPoints } from './point-ids';
import { type UnreadPoint, unreadPoints } from './point-readings';

/*
 * Ten thousand points: 200 machines in four vaults, one a day for 50 days. Up to the 25th day each had the address that the next machine has from then on.
 */
const MACHINES = 200;
const DAYS = 50;
const MOVED_ON = 25;
const PAGE = 100;
const TEAMS = ['billing', 'search', 'data', 'media'] as const;

const place = { account: '123456789012', region: 'ap-northeast-1' };
const at = (day: number, machine = 0): Date => new Date(Date.UTC(2026, 0, 1 + day) + machine * 1_000);
const four = (n: number): string => String(n).padStart(4, '0');
const arnOf = (machine: number): string => `arn:aws:ec2:ap-northeast-1:123456789012:instance/i-${four(machine)}`;

const pointOf = (machine: number, day: number): NewPoint =>
  pointRow({
    vault: `vault-${machine % 4}`,
    arn: `arn:aws:ec2:ap-northeast-1::image/ami-${four(machine)}${four(day)}`,
    resourceArn: arnOf(machine),
    resourceId: `i-${four(machine)}`,
    resourceName: `fleet-${four(machine)}`,
    status: day === 0 ? 'EXPIRED' : 'COMPLETED',
    createdAt: at(day, machine),
    sizeBytes: 1_000 * day + machine,
  });
const ALL = Array.from({ length: DAYS }, (_, day) => Array.from({ length: MACHINES }, (_unused, machine) => pointOf(machine, day))).flat();

const saveAll = async (sweptAt: Date): Promise<void> => {
  for (let start = 0; start < ALL.length; start += 1_000) await savePoints(place, ALL.slice(start, start + 1_000), sweptAt);
};

/** What reading each point behind would have found: one layout for each address, one set of tags for each team. */
const saveReadings = async (): Promise<void> => {
  await asOwner(
    `insert into address_layouts (id, interfaces) select md5('layout' || n)::uuid, '[]' from generate_series(0, ${MACHINES - 1}) n`,
  );
  await asOwner(`insert into layout_addresses (layout, address, role, nic)
    select md5('layout' || n)::uuid, format('10.70.%s.%s', n / 100, 10 + n % 100)::inet, 'primary', 0 from generate_series(0, ${MACHINES - 1}) n`);
  await asOwner(`insert into tag_sets (id, tags)
    select md5('tags' || n)::uuid, jsonb_build_object('Team', (array['${TEAMS.join("','")}'])[1 + n]) from generate_series(0, 3) n`);
  await asOwner(`insert into point_readings (account, region, vault, arn, resource_arn, resource_name, created_at, layout, addresses_read_at, tag_set, tags_read_at)
    select p.account, p.region, p.vault, p.arn, p.resource_arn, p.resource_name, p.created_at,
        md5('layout' || case when p.created_at < '${at(MOVED_ON).toISOString()}' then (m.n + 1) % ${MACHINES} else m.n end)::uuid, now(), md5('tags' || m.n % 4)::uuid, now()
      from inventory_points p, lateral (select right(p.resource_id, 4)::int as n) m`);
};

const meant = (text: string) => ({ meaning: meaningOf(understand(text, { nowMs: at(DAYS).getTime(), timeZone: 'UTC' })) });
const slice = { order: 'created', direction: 'desc', offset: 0, limit: PAGE } as const;
const sum = (counts: readonly { readonly count: number }[]): number => counts.reduce((total, { count }) => total + count, 0);

beforeAll(async () => {
  await saveAll(at(DAYS));
  await saveReadings();
  await asOwner('select analyze_inventory_points()');
});

describe('ten thousand points', () => {
  it('are written once: what is read again and says the same stays as it was', async () => {
    await saveAll(at(DAYS + 1));
    const [rows] = await asOwner(`select count(*)::int as n from inventory_points where swept_at = '${at(DAYS).toISOString()}'`);
    expect(rows).toEqual({ n: MACHINES * DAYS });
  });

  it.each([
    ['the newest first', { order: 'created', direction: 'desc' }, (row: NewPoint) => -row.createdAt.getTime()],
    ['by size', { order: 'size', direction: 'asc' }, (row: NewPoint) => row.sizeBytes ?? 0],
  ] as const)('are all on their pages, each once, %s', async (_, sorted, key) => {
    const seen: string[] = [];
    const keys: number[] = [];
    for (let offset = 0; offset < ALL.length + PAGE; offset += PAGE)
      for (const row of await readPoints(place, {}, { ...slice, ...sorted, offset })) {
        seen.push(`${row.vault} ${row.arn}`);
        keys.push(key(row));
      }
    expect(seen).toHaveLength(ALL.length);
    expect(new Set(seen).size).toBe(ALL.length);
    expect(keys).toEqual([...keys].sort((a, b) => a - b));
  });

  it.each([
    ['desc', {}],
    ['asc', {}],
    ['desc', { vault: 'vault-2' }],
    ['asc', { statuses: ['COMPLETED'], meaning: meant('').meaning }],
    ['desc', { newest: true }],
    ['asc', { newest: true, vault: 'vault-2' }],
  ] as const)('are the same far into a list, %s of %j, as counted from its start', async (direction, wanted) => {
    const all = await readPoints(place, wanted, { ...slice, direction, limit: ALL.length });
    for (const offset of [1, 1_000, 1_234, all.length - 1, all.length]) {
      const page = await readPoints(place, wanted, { ...slice, direction, offset });
      expect(page.map((row) => row.arn)).toEqual(all.slice(offset, offset + PAGE).map((row) => row.arn));
    }
  });

  it.each(['2026-01-10', 'before 2026-01-11', 'since 2026-01-10 12:00 before 2026-01-20 00:01', 'before 2026-01-10 00:02', '2020-01-01'])(
    'are counted of a time, %s, as they are one by one',
    async (text) => {
      const { meaning } = meant(text);
      const counted = ALL.filter(
        ({ createdAt, vault }) =>
          vault === 'vault-1' &&
          (meaning.from === null || createdAt >= new Date(meaning.from)) &&
          (meaning.before === null || createdAt < new Date(meaning.before)),
      );
      expect(await countPoints(place, { meaning, vault: 'vault-1' })).toBe(counted.length);
      const dates = {
        createdFrom: new Date(meaning.from ?? 0),
        createdBefore: meaning.before === null ? undefined : new Date(meaning.before),
      };
      expect(await countPoints(place, { ...dates, vault: 'vault-1' })).toBe(counted.length);
    },
  );

  it.each([
    ['a whole id', 'i-no', 0],
    ['a whole ARN', ALL[7]?.arn ?? '', 1],
    ['the beginning of an id', 'ami-00070', DAYS],
    ['digits of an id', '0070003', 11],
    ['digits of an id and of names', '0007', DAYS + MACHINES - 1],
  ])('are found by %s, looked up before or not', async (_, word, points) => {
    const { meaning } = meant(word);
    const called = await calledPoints(place, meaning);
    for (const wanted of [{ meaning }, { meaning, called }]) {
      expect(await countPoints(place, wanted)).toBe(points);
      expect(await readPoints(place, wanted, slice)).toHaveLength(Math.min(points, PAGE));
    }
  });

  it('are found by the index of their ids, whichever digits one knows', async () => {
    // As PostgreSQL does by itself in a while: among ten thousand, going through all is as good as a list of what is not in the index yet.
    await asOwner("select gin_clean_pending_list('inventory_points_ids')");
    const query = `select p.arn from inventory_points p where p.account = '${place.account}' and p.region = '${place.region}' and lower(regexp_replace(split_part(p.arn, ':', -1), '^[a-z]+/[a-z]+-', '')) like '%700033%'`;
    const plan = (await asOwner(`explain ${query}`)).map((row) => String(row['QUERY PLAN'])).join('\n');
    expect(plan).toContain('inventory_points_ids');
  });

  it('are not all found by digits of the account that they are in', async () => {
    expect(await countPoints(place, meant('3456789'))).toBe(0);
    const { rows } = await readResourcePage(place, meant('3456789'), { order: 'name', direction: 'asc', offset: 0, limit: PAGE });
    expect(rows).toEqual([]);
  });

  it.each([
    ['an address that moved', '10.70.0.52', 2],
    ['a /24', '10.70.1.0/24', 101],
    ['a tag', 'tag:Team=data', MACHINES / 4],
    ['a beginning', '10.70', MACHINES],
    ['a version that nothing has', '9.2', 0],
  ])('are of the resources that are found by %s', async (_, text, resources) => {
    const { types } = await readResourcePage(place, meant(text), { order: 'name', direction: 'asc', offset: 0, limit: PAGE });
    expect(sum(types)).toBe(resources);
  });

  it.each([
    ['everything', {}, MACHINES * DAYS, MACHINES],
    ['an address that moved', meant('10.70.0.52'), DAYS, 2],
    ['a /24', meant('10.70.1.0/24'), (MACHINES * DAYS) / 2, 101],
    ['a block that has all of them', meant('10.0.0.0/8'), MACHINES * DAYS, MACHINES],
    ['a tag', meant('tag:Team=data'), (MACHINES * DAYS) / 4, MACHINES / 4],
    ['a name', meant('fleet-0037'), DAYS, 1],
    ['a time', meant('before 2026-01-11'), MACHINES * 10, MACHINES],
    ['an address, a tag and a time', meant('10.70.0.52 tag:Team=data before 2026-02-01'), 6, 1],
    ['a status in a vault', { statuses: ['EXPIRED'], vault: 'vault-1' }, MACHINES / 4, MACHINES / 4],
    ['the newest of each', { newest: true }, MACHINES, MACHINES],
  ])('are found by %s, counted alike as points, by kind and by resource', async (_, wanted, points, resources) => {
    expect(await countPoints(place, wanted)).toBe(points);
    expect(sum(await countCells(place, wanted))).toBe(points);
    const groups = [];
    for (let offset = 0; offset < MACHINES; offset += PAGE) {
      const page = await readPointGroups(place, wanted, { ...slice, offset });
      if (page.groups.length > 0) expect(page.total).toBe(resources);
      groups.push(...page.groups);
    }
    expect(new Set(groups.map(({ resourceArn }) => resourceArn)).size).toBe(resources);
    expect(groups.reduce((total, each) => total + each.points, 0)).toBe(points);
    for (const { resourceArn, resourceId, resourceName } of groups)
      expect([resourceId, resourceName]).toEqual([resourceArn.slice(-6), `fleet-${resourceArn.slice(-4)}`]);
  });

  it('are those of their machines in the list of resources', async () => {
    const { rows, types } = await readResourcePage(place, {}, { order: 'name', direction: 'asc', offset: PAGE, limit: PAGE });
    expect(types).toEqual([{ type: 'EC2', count: MACHINES }]);
    expect(rows).toHaveLength(PAGE);
    for (const [index, row] of rows.entries())
      expect(row).toMatchObject({
        arn: arnOf(PAGE + index),
        name: `fleet-${four(PAGE + index)}`,
        points: DAYS,
        newestAt: at(DAYS - 1, PAGE + index),
        oldestAt: at(0, PAGE + index),
        newestArn: pointOf(PAGE + index, DAYS - 1).arn,
      });
  });

  it('are read behind the list from where one left off, as from its start', async () => {
    const newestFirst = ALL.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    const unread = newestFirst.filter(({ createdAt, resourceId }) => createdAt < at(30) && resourceId.endsWith('7'));
    await asOwner(`delete from point_readings where created_at < '${at(30).toISOString()}' and resource_arn like '%7'`);
    const wanted = { limit: 250, deniedForSeconds: 60, withoutVaults: [], after: null };
    const found: UnreadPoint[] = [];
    for (let after: UnreadPoint | null = null; ; after = found.at(-1) ?? null) {
      const some = await unreadPoints(place, 'addresses', { ...wanted, after });
      if (some.length === 0) break;
      found.push(...some);
    }
    expect(found.map(({ arn }) => arn)).toEqual(unread.map(({ arn }) => arn));
    expect(await unreadPoints(place, 'addresses', { ...wanted, after: found[99] ?? null, withoutVaults: ['vault-0'], limit: 1 })).toEqual(
      found
        .slice(100)
        .filter(({ vault }) => vault !== 'vault-0')
        .slice(0, 1),
    );
  });
});

describe('counting by kind', () => {
  /** How many rows of points were gone through one by one, without an index, while `change` ran. */
  const goneThrough = (change: string): Promise<readonly unknown[]> =>
    asOwner(`do $$
      declare before bigint;
      begin
        create temp table page on commit drop as select * from inventory_points order by arn limit 500;
        select seq_tup_read into before from pg_stat_xact_user_tables where relname = 'inventory_points';
        ${change};
        raise exception 'rows: %', (select seq_tup_read from pg_stat_xact_user_tables where relname = 'inventory_points') - before;
      end $$`).catch((error: Error) => [error.message]);
  const write = (change: string): string =>
    `insert into inventory_points as p select * from page on conflict (account, region, vault, arn) do update set ${change}`;

  it.each([
    ['nothing new', write('status = excluded.status where p.status <> excluded.status')],
    ['another state of each', write(`status = 'DELETING'`)],
    ['another time of each', write(`created_at = p.created_at - interval '1 year'`)],
    [
      'that the newest are gone',
      `delete from inventory_points where account = '${place.account}' and region = '${place.region}' and resource_arn = '${arnOf(3)}' and created_at > '${at(DAYS - 2).toISOString()}'`,
    ],
  ])('goes through no list of all points where a page says %s', async (_, change) => {
    expect(await goneThrough(change)).toEqual(['rows: 0']);
  });
});

describe('the kinds of points', () => {
  /** Kinds as they are kept against kinds as they are counted: what differs, from either side. */
  const differing = async () => {
    const columns =
      'account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set';
    const kept = `select ${columns}, points, newest_at, oldest_at from inventory_point_kinds`;
    const counted = `select ${columns}, count(*)::int, max(created_at), min(created_at) from inventory_points group by ${columns}`;
    return asOwner(`(${kept} except ${counted}) union all (${counted} except ${kept})`);
  };
  /** The same of days, and of the resources that have a layout or tags. */
  const differingElse = async () => {
    const days = 'select account, region, vault, resource_type, status, day, points from inventory_point_days';
    const countedDays = `select account, region, vault, resource_type, status, (created_at at time zone 'UTC')::date, count(*)::int from inventory_points group by 1, 2, 3, 4, 5, 6`;
    const had = (table: string, column: string): readonly [string, string] => [
      `select account, region, ${column}, resource_arn from ${table}`,
      `select distinct account, region, ${column}, resource_arn from point_readings where ${column} is not null`,
    ];
    const pairs = [[days, countedDays], had('resource_layouts', 'layout'), had('resource_tag_sets', 'tag_set')] as const;
    const found = pairs.map(([kept, told]) => asOwner(`(${kept} except ${told}) union all (${told} except ${kept})`));
    return (await Promise.all(found)).flat();
  };
  const read = `update point_readings set layout = md5('layout1')::uuid where created_at > '${at(DAYS - 2).toISOString()}'`;

  it.each([
    ['were written for the first time', () => Promise.resolve([])],
    [
      'are called otherwise',
      () =>
        savePoints(
          place,
          ALL.slice(-300).map((each) => ({ ...each, resourceName: 'renamed' })),
          at(DAYS + 2),
        ),
    ],
    [
      'have another state',
      () =>
        savePoints(
          place,
          ALL.slice(0, 300).map((each) => ({ ...each, status: 'DELETING' })),
          at(DAYS + 3),
        ),
    ],
    ['were read anew', () => asOwner(read)],
    [
      'went, the oldest of some and the newest of others',
      () => asOwner(`delete from inventory_points where created_at < '${at(2).toISOString()}' or size_bytes % 7 = 0`),
    ],
    ['came back, and had been read before', () => saveAll(at(DAYS + 4))],
    ['were read, and what was read is gone', () => asOwner(`delete from point_readings where resource_name like '%7'`)],
    ['all went', () => asOwner('truncate inventory_points')],
  ])('are as many as there are points where these %s', async (_, change) => {
    await change();
    expect(await differing()).toEqual([]);
    expect(await differingElse()).toEqual([]);
  });
});
