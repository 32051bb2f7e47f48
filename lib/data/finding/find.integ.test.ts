import { beforeAll, describe, expect, it } from 'vitest';
import { sweep } from '@/lib/data/inventory/sweep';
import { listPoints } from '@/lib/data/points';
import { listResources } from '@/lib/data/resources';
import { asOwner } from '@/lib/testing/owner';
import { must, SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { find } from './find';
import { readBehind } from './read-behind';

simulatedAccount();

const INTRANET = 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0f3a9c41d27be5860';
const found = async (text: string) => must(await find(SCOPE, text, 'UTC'));
const total = async (text: string, more: object = {}) =>
  must(await listPoints(SCOPE, { filter: { text, timeZone: 'UTC', ...more }, order: 'created', direction: 'desc', offset: 0 })).total;
const names = async (text: string) =>
  must(await listResources(SCOPE, { filter: { text }, order: 'name', direction: 'asc', offset: 0 })).resources.map(
    (each) => each.name ?? each.id,
  );
const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  for (const name of ['metadataReadsPerSecond', 'tagReadsPerSecond'])
    await asOwner(`insert into settings (name, value, changed_by, changed_at) values ($1, '100', 'operator', now())`, [name]);
  for (const subject of [
    'vaults',
    'instances',
    'interfaces',
    'points:aws-backup-vault',
    'points:prod-daily',
    'points:compliance-airgapped',
  ] as const)
    await sweep(SCOPE, subject);
  // Enough to look among, and soon read.
  await asOwner(`delete from inventory_points where resource_name not in ('intranet-01', 'old-crm-01', 'db-primary', 'db-replica')
    and created_at < now() - interval '10 days'`);
  for (const kind of ['addresses', 'tags'] as const) while ((await readBehind(SCOPE, kind)) === 'more');
});

describe('finding by address', () => {
  it('says who holds it now, and on how many points it was whose', async () => {
    const { understood, holders, resources, totalPoints, index, liveProblem } = await found('10.1.10.115');
    expect(understood).toEqual([{ kind: 'address', text: '10.1.10.115', address: '10.1.10.115' }]);
    expect(holders).toMatchObject([
      {
        address: '10.1.10.115',
        role: 'primary',
        kind: 'instance',
        instanceName: 'intranet-01',
        instanceState: 'running',
        resourceArn: INTRANET,
      },
    ]);
    expect(resources).toMatchObject([
      { arn: INTRANET, name: 'intranet-01', deleted: false, addresses: [{ address: '10.1.10.115', role: 'primary' }] },
    ]);
    const [match] = resources[0]?.addresses ?? [];
    expect([match?.points, resources[0]?.points]).toEqual([totalPoints, totalPoints]);
    expect(match?.lastAt).toBe(resources[0]?.newest.createdAt);
    expect(resources[0]?.newest).toMatchObject({ vault: 'aws-backup-vault', id: 'ami-084ddc30cf536ac1e' });
    expect(index.addresses).toMatchObject({ problem: null, off: false });
    expect(index.addresses?.read).toBe(index.addresses?.total);
    expect(liveProblem).toBeNull();
  });

  it('finds that of an instance which is gone', async () => {
    const { holders, resources } = await found('10.1.10.71');
    expect(holders).toEqual([]);
    expect(resources).toMatchObject([
      { name: 'old-crm-01', deleted: true, addresses: [{ address: '10.1.10.71', role: 'secondary', points: 71 }] },
    ]);
  });

  it('finds what lies in a block, and the prefix that an address lies in', async () => {
    const wide = await found('10.1.20.0/24');
    expect(wide.resources.map((each) => each.name).sort()).toEqual(['db-primary', 'db-replica']);
    expect(wide.holders.map((each) => [each.address, each.kind])).toEqual([
      ['10.1.20.10', 'instance'],
      ['10.1.20.20', 'database'],
      ['10.1.20.74', 'instance'],
    ]);
    const inPrefix = await found('10.1.64.130');
    expect(inPrefix.resources).toMatchObject([{ name: 'batch-01', addresses: [{ address: '10.1.64.128/28', role: 'prefix' }] }]);
    expect((await found('10.0.0.0/8')).moreHolders).toBe(true);
  });

  it('finds IPv6', async () => {
    expect((await found('2406:da14:abc:de30::20')).resources).toMatchObject([{ name: 'metrics-01', addresses: [{ role: 'ipv6' }] }]);
    expect((await found('2406:da14:abc:de30::/64')).holders).toMatchObject([{ instanceName: 'metrics-01' }]);
  });

  it('finds nothing where nobody had it, and everything is empty', async () => {
    expect(await found('10.99.0.1')).toMatchObject({ holders: [], resources: [], totalPoints: 0 });
    expect(await found('')).toMatchObject({ understood: [], holders: [], resources: [], totalPoints: 0 });
  });
});

describe('addresses in the lists', () => {
  it('are those of the backup, and beside them what the instance has today', async () => {
    const query = { filter: { text: '10.1.10.115', timeZone: 'UTC' }, direction: 'desc', offset: 0 } as const;
    const { points } = must(await listPoints(SCOPE, { ...query, order: 'created' }));
    expect(points[0]?.addresses).toEqual(['10.1.10.115', '10.1.10.100']);
    await asOwner(`delete from point_readings where arn = '${points[1]?.arn}'`);
    const again = must(await listPoints(SCOPE, { ...query, filter: { resourceArn: INTRANET }, order: 'created' }));
    expect(again.points.slice(0, 2).map((point) => point.addresses)).toEqual([['10.1.10.115', '10.1.10.100'], 'unread']);
    const [resource] = must(await listResources(SCOPE, { ...query, order: 'newest' })).resources;
    expect(resource).toMatchObject({
      live: { state: 'running', addresses: ['10.1.10.115', '10.1.10.100'] },
      backedUp: ['10.1.10.115', '10.1.10.100'],
    });
    const [gone] = must(await listResources(SCOPE, { ...query, filter: { text: 'old-crm-01' }, order: 'newest' })).resources;
    expect(gone).toMatchObject({ live: null, backedUp: ['10.1.10.70', '10.1.10.71'], heldElsewhere: null });
    const subnet = (await asOwner(
      `select interfaces -> 0 ->> 'subnetId' as id from address_layouts where interfaces @> '[{"primary":"10.1.10.70"}]'`,
    )) as readonly { id: string }[];
    const [other] = (await asOwner(
      `select i.id, i.subnet_id from inventory_interfaces i join inventory_instances n on n.id = i.instance_id where n.name = 'web-01'`,
    )) as readonly { id: string; subnet_id: string }[];
    // Now something has the address: elsewhere, which is none of this, and then in its subnet.
    await asOwner(
      `insert into interface_addresses (account, region, interface_id, address, role, position) values ($1, $2, $3, '10.1.10.71', 'secondary', 7)`,
      [SCOPE.account, SCOPE.region, other?.id],
    );
    const holder = async () =>
      must(await listResources(SCOPE, { ...query, filter: { text: 'old-crm-01' }, order: 'newest' })).resources[0]?.heldElsewhere;
    await asOwner(`update inventory_interfaces set subnet_id = 'subnet-of-another-network' where id = $1`, [other?.id]);
    expect(await holder()).toBeNull();
    await asOwner(`update inventory_interfaces set subnet_id = $2 where id = $1`, [other?.id, subnet[0]?.id]);
    expect(await holder()).toEqual({ address: '10.1.10.71', kind: 'instance', instance: 'web-01' });
    await asOwner(`delete from interface_addresses where position = 7`);
    await asOwner(`update inventory_interfaces set subnet_id = $2 where id = $1`, [other?.id, other?.subnet_id]);
    await readBehind(SCOPE, 'addresses');
  });
});

describe('finding by other things', () => {
  it('finds what a version stands for, an address or a name, and says so', async () => {
    expect(await found('10.1.20')).toMatchObject({
      understood: [{ kind: 'beginning', block: '10.1.20.0/24', word: '10.1.20' }],
      holders: [{ address: '10.1.20.10' }, { address: '10.1.20.20' }, { address: '10.1.20.74' }],
    });
    expect(await total('10.1.20')).toBe(await total('10.1.20.0/24'));
    expect(await total('9.2')).toBe(0);
    const before = await total('10.1.20');
    await asOwner(`update inventory_points set resource_name = 'shop 10.1.20' where resource_name = 'intranet-01'`);
    const { resources } = await found('10.1.20');
    expect(resources.map((each) => each.name).sort()).toEqual(['db-primary', 'db-replica', 'shop 10.1.20']);
    expect(await total('10.1.20')).toBeGreaterThan(before);
    expect((await found('"10.1.20"')).resources.map((each) => each.name)).toEqual(['shop 10.1.20']);
    expect(await total('10.1.20.')).toBe(before);
    await asOwner(`update inventory_points set resource_name = 'intranet-01' where resource_name = 'shop 10.1.20'`);
  });

  it('finds the point before a time', async () => {
    const day = daysAgo(7);
    const { resources } = await found(`intranet-01 before ${day}`);
    expect(resources).toHaveLength(1);
    const newest = resources[0]?.newest.createdAt ?? '';
    expect(newest < `${day}T00:00:00.000Z`).toBe(true);
    expect(newest >= `${daysAgo(9)}T00:00:00.000Z`).toBe(true);
    expect(await total(`intranet-01 ${day}`)).toBe(1);
    expect(await total(`intranet-01 since ${day}`)).toBeLessThan(9);
  });

  it('finds by a tag of the point, and by one that the instance has now', async () => {
    const owned = await found('tag:owner=platform');
    expect(owned.resources.map((each) => [each.name, each.points])).toEqual([['intranet-01', 1]]);
    expect(await total('tag:backup=daily')).toBeGreaterThan(200);
    expect(await total('tag:backup', { vaults: ['compliance-airgapped'] })).toBe(0);
    expect(await total('tag:owner=nobody')).toBe(0);
    await asOwner(`update inventory_instances set tags = '{"Env":"prod"}' where name = 'web-01'`);
    expect((await found('Env=prod')).resources.map((each) => each.name)).toEqual(['web-01']);
  });

  it('finds by the id of an interface, a subnet, a group, an image and an instance', async () => {
    for (const id of ['eni-0196b22fc136f1f81', 'sg-06d3f4fca2b07b915', 'i-0f3a9c41d27be5860', 'ami-084ddc30cf536ac1e'])
      expect((await found(id)).resources.map((each) => each.name)).toEqual(['intranet-01']);
    expect((await found('subnet-0bdb9444b6747e0d6')).resources.length).toBeGreaterThan(3);
    expect((await found(INTRANET)).resources.map((each) => each.name)).toEqual(['intranet-01']);
  });

  it('lists of each resource the newest that meets the rest, what is gone, and by key', async () => {
    const page = async (filter: object) =>
      must(await listPoints(SCOPE, { filter: { timeZone: 'UTC', ...filter }, order: 'created', direction: 'desc', offset: 0 }));
    const newest = await page({ newest: true, types: ['EC2'] });
    expect(new Set(newest.points.map((point) => point.resourceArn)).size).toBe(newest.total);
    const before = await page({ newest: true, text: `intranet-01 before ${daysAgo(7)}` });
    expect(before.points.map((point) => point.createdAt)).toEqual([
      (await found(`intranet-01 before ${daysAgo(7)}`)).resources[0]?.newest.createdAt,
    ]);
    const gone = await page({ deleted: true, newest: true });
    expect(gone.points.map((point) => point.resourceName)).toContain('old-crm-01');
    expect(gone.points.every((point) => point.resourceDeleted === true)).toBe(true);
    expect((await page({ deleted: false, text: 'old-crm-01' })).total).toBe(0);
    const [{ key } = { key: '' }] = await asOwner(
      `select encryption_key_arn as key from inventory_points where vault = 'aws-backup-vault' limit 1`,
    );
    expect((await page({ encryptedWith: String(key) })).vaults.map(({ value }) => value)).toEqual(['aws-backup-vault']);
  });

  it('is the same text in the lists', async () => {
    expect(await total('10.1.10.115')).toBe((await found('10.1.10.115')).totalPoints);
    expect(await total('10.1.10.115 web-01')).toBe(0);
    expect(await names('10.1.10.0/26')).toContain('web-01');
    expect(await names('10.1.10.115')).toEqual(['intranet-01']);
    expect(await names(`intranet-01 before ${daysAgo(3)}`)).toEqual(['intranet-01']);
    expect(await names('intranet-01 before 2001-01-01')).toEqual([]);
    expect(await names('tag:owner')).toEqual(['intranet-01']);
  });
});
