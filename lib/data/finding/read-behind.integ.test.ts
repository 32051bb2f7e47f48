import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { askSweeps } from '@/lib/data/inventory/ask';
import { sweep } from '@/lib/data/inventory/sweep';
import { limitDatabase, OUT_OF_SIGHT } from '@/lib/db/client';
import { readProgress } from '@/lib/db/repositories/point-readings';
import { asOwner } from '@/lib/testing/owner';
import { PLACE, SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { readBehind } from './read-behind';

const account = simulatedAccount();
const VAULTS = ['aws-backup-vault', 'prod-daily', 'compliance-airgapped'] as const;

const rateOf = async (name: 'metadataReadsPerSecond' | 'tagReadsPerSecond', rate: number): Promise<void> => {
  await asOwner(
    `insert into settings (name, value, changed_by, changed_at) values ($1, $2, 'operator', now())
    on conflict (name) do update set value = excluded.value`,
    [name, JSON.stringify(rate)],
  );
};
const one = async (text: string): Promise<Record<string, unknown>> => (await asOwner(text))[0] ?? {};
const progressOf = async (kind: 'addresses' | 'tags') => (await readProgress(PLACE)).find((each) => each.kind === kind);
const callsOf = async (operation: string): Promise<number> => {
  const calls = (await account.control('calls')) as Record<string, number>;
  return calls[`backup:${operation}`] ?? 0;
};
const forget = async (): Promise<void> => {
  await asOwner('truncate point_readings, reading_progress, layout_addresses, address_layouts, tag_sets');
};
/** Keeps the newest `count` EC2 points, so that a reading at any rate is soon over. */
const keep = async (count: number): Promise<void> => {
  await asOwner(`delete from inventory_points where arn not in
    (select arn from inventory_points where resource_type = 'EC2' order by created_at desc, arn limit ${count})`);
};

beforeAll(async () => {
  // As the worker does, whose work this is: writers of one vault take turns, and on a busy machine one waits for a while.
  limitDatabase(OUT_OF_SIGHT);
  await sweep(SCOPE, 'vaults');
});

beforeEach(async () => {
  await account.control('faults', undefined, 'DELETE');
  await forget();
  for (const vault of VAULTS) await sweep(SCOPE, `points:${vault}`);
  await rateOf('metadataReadsPerSecond', 100);
  await rateOf('tagReadsPerSecond', 100);
});

describe('reading addresses behind the list', () => {
  it('reads each EC2 point once, and finds the article by its address', async () => {
    await keep(60);
    await account.control('calls', undefined, 'DELETE');
    expect(await readBehind(SCOPE, 'addresses')).toBe('done');
    expect(await readBehind(SCOPE, 'addresses')).toBe('done');
    expect(await callsOf('GetRecoveryPointRestoreMetadata')).toBe(60);
    expect(await progressOf('addresses')).toMatchObject({ total: 60, read: 60, problem: null });
    expect(
      await one(`select r.arn, l.role from point_readings r join layout_addresses l on l.layout = r.layout
        where l.address = '10.1.10.115' order by r.created_at desc limit 1`),
    ).toEqual({ arn: 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e', role: 'primary' });
    // Points of a machine that does not change share a layout.
    const { layouts, machines } = await one(
      'select (select count(*)::int from address_layouts) as layouts, count(distinct resource_arn)::int as machines from point_readings',
    );
    expect(layouts).toBe(machines);
  });

  it('reads the newest first, and goes on where it was cut short', async () => {
    await keep(40);
    await rateOf('metadataReadsPerSecond', 50);
    const cut = new AbortController();
    const run = readBehind(SCOPE, 'addresses', cut.signal);
    await expect.poll(async () => (await one('select count(*)::int as n from point_readings')).n).toBeGreaterThan(4);
    cut.abort();
    await expect(run).rejects.toThrow();
    const { n: before } = await one('select count(*)::int as n from point_readings');
    expect(before).toBeLessThan(40);
    // Of two made at the same instant (a database's daily point and its copy) the ARN decides.
    const { passed } = await one(`select count(*)::int as passed
      from (select vault, arn from inventory_points order by created_at desc, arn limit ${before}) as first
      where not exists (select from point_readings r where r.vault = first.vault and r.arn = first.arn)`);
    expect(passed).toBe(0);
    await account.control('calls', undefined, 'DELETE');
    expect(await readBehind(SCOPE, 'addresses')).toBe('done');
    expect(await callsOf('GetRecoveryPointRestoreMetadata')).toBe(40 - Number(before));
  });

  it.each(['waiting', 'active'])('asks nothing of AWS while a sweep of points is %s', async (state) => {
    await keep(20);
    await account.control('calls', undefined, 'DELETE');
    await askSweeps(SCOPE, ['points:prod-daily']);
    if (state === 'active') await asOwner(`update pgboss.job set state = 'active', started_on = now() where name = 'inventory'`);
    const run = readBehind(SCOPE, 'addresses');
    await expect(Promise.race([run, new Promise((resolve) => setTimeout(resolve, 1_200, 'waits'))])).resolves.toBe('waits');
    expect(await callsOf('GetRecoveryPointRestoreMetadata')).toBe(0);
    await asOwner(`delete from pgboss.job where name = 'inventory'`);
    expect(await run).toBe('done');
    expect(await callsOf('GetRecoveryPointRestoreMetadata')).toBe(20);
  });

  it('writes down why a point cannot be read, and reads the others', { tags: 'long' }, async () => {
    await keep(200);
    // AWS has it no more, and no sweep has seen that yet.
    await asOwner(`update inventory_points set arn = arn || '0' where arn = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e'`);
    expect(await readBehind(SCOPE, 'addresses')).toBe('done');
    const { total = 0, read = 0, unreadable = 0 } = (await progressOf('addresses')) ?? {};
    expect(read).toBe(total);
    const rows = await asOwner(
      `select addresses_problem ->> 'code' as code, count(*)::int as n from point_readings where addresses_problem is not null group by 1 order by 1`,
    );
    // The one that is cut off in the seed is among the newest, too.
    expect(rows).toEqual([
      { code: 'malformed', n: 1 },
      { code: 'not-found', n: 1 },
    ]);
    expect(unreadable).toBe(2);
    await account.control('calls', undefined, 'DELETE');
    await readBehind(SCOPE, 'addresses');
    expect(await callsOf('GetRecoveryPointRestoreMetadata')).toBe(0);
  });

  it('does not ask for a whole vault what is denied, says so, and tries again later', async () => {
    await account.control('faults', { kind: 'denied', service: 'backup', operation: 'GetRecoveryPointRestoreMetadata', times: null });
    await account.control('calls', undefined, 'DELETE');
    expect(await readBehind(SCOPE, 'addresses')).toBe('done');
    // Five of each vault, and those that were under way when the fifth was denied.
    expect(await callsOf('GetRecoveryPointRestoreMetadata')).toBeLessThan(3 * 21);
    expect((await progressOf('addresses'))?.problem).toMatchObject({
      code: 'access-denied',
      action: 'backup:GetRecoveryPointRestoreMetadata',
    });
    await account.control('faults', undefined, 'DELETE');
    await asOwner(`delete from inventory_points where arn not in (select arn from point_readings)`);
    await readBehind(SCOPE, 'addresses');
    expect((await progressOf('addresses'))?.unreadable).toBeGreaterThan(0);
    await asOwner(`update point_readings set addresses_read_at = now() - interval '2 hours'`);
    await readBehind(SCOPE, 'addresses');
    expect(await progressOf('addresses')).toMatchObject({ unreadable: 0, problem: null });
  });

  it('stops where AWS cannot be asked, blames no point for it, and says why', async () => {
    await account.control('faults', { kind: 'expired', service: 'backup', operation: 'GetRecoveryPointRestoreMetadata', times: null });
    expect(await readBehind(SCOPE, 'addresses')).toBe('later');
    expect(await one('select count(*)::int as n from point_readings')).toEqual({ n: 0 });
    expect((await progressOf('addresses'))?.problem).toMatchObject({ code: 'expired-credentials' });
  });

  it('reads nothing at a rate of 0', async () => {
    await rateOf('metadataReadsPerSecond', 0);
    await account.control('calls', undefined, 'DELETE');
    expect(await readBehind(SCOPE, 'addresses')).toBe('done');
    expect(await callsOf('GetRecoveryPointRestoreMetadata')).toBe(0);
    expect((await progressOf('addresses'))?.read).toBe(0);
  });
});

describe('reading tags behind the list', () => {
  it('reads those of points of any type, each once', async () => {
    await asOwner(`delete from inventory_points where created_at < now() - interval '3 days'`);
    expect(await readBehind(SCOPE, 'tags')).toBe('done');
    const { total, read } = (await progressOf('tags')) ?? {};
    expect(read).toBe(total);
    expect(
      await one(`select t.tags from point_readings r join tag_sets t on t.id = r.tag_set where t.tags @> '{"owner":"platform"}'`),
    ).toEqual({
      tags: { Name: 'intranet-01', owner: 'platform' },
    });
  });
});

describe('tags by who tells them', () => {
  const few = () => asOwner(`delete from inventory_points where created_at < now() - interval '9 days'`);
  const called = async (name: string): Promise<number> => ((await account.control('calls')) as Record<string, number>)[name] ?? 0;

  it('takes those of images and snapshots from EC2, many a call, asks AWS Backup for the rest, and names what nobody tells', async () => {
    await few();
    const before = { inEc2: await called('ec2:DescribeTags'), inBackup: await called('backup:ListTags') };
    expect(await readBehind(SCOPE, 'tags')).toBe('done');
    const counted = await one(`select count(*) filter (where arn like 'arn:aws:ec2:%')::int as "inEc2", count(*)::int as all,
      count(*) filter (where arn like 'arn:aws:rds:%')::int as refused from inventory_points`);
    expect(counted).toMatchObject({ refused: expect.any(Number) });
    const { inEc2, all, refused } = counted as { readonly inEc2: number; readonly all: number; readonly refused: number };
    expect(inEc2).toBeGreaterThan(30);
    expect((await called('ec2:DescribeTags')) - before.inEc2).toBe(Math.ceil(inEc2 / 200));
    expect((await called('backup:ListTags')) - before.inBackup).toBe(all - inEc2);
    expect(await progressOf('tags')).toMatchObject({ read: all, unreadable: refused });
    expect(refused).toBeGreaterThan(0);
  });

  it('reads the others where EC2 may not be asked, and tries that again after an hour', { tags: 'long' }, async () => {
    await few();
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'DescribeTags', times: null });
    expect(await readBehind(SCOPE, 'tags')).toBe('done');
    await account.control('faults', undefined, 'DELETE');
    const tagged = `select count(*)::int as n from point_readings where tag_set is not null and arn`;
    expect(await one(`${tagged} like 'arn:aws:ec2:%'`)).toEqual({ n: 0 });
    expect(await one(`${tagged} like 'arn:aws:backup:%'`)).not.toEqual({ n: 0 });
    expect(await progressOf('tags')).toMatchObject({ problem: { code: 'access-denied', action: 'ec2:DescribeTags' } });
    await asOwner(`update point_readings set tags_read_at = now() - interval '2 hours' where tags_problem ->> 'code' = 'access-denied'`);
    expect(await readBehind(SCOPE, 'tags')).toBe('done');
    expect(await one(`${tagged} like 'arn:aws:ec2:%'`)).not.toEqual({ n: 0 });
  });
});

describe('the interfaces that there are', () => {
  it('are kept with their addresses, and go with them', async () => {
    await sweep(SCOPE, 'interfaces');
    expect(
      await one(
        `select role, position, instance_id from interface_addresses a join inventory_interfaces i on i.id = a.interface_id where address = '10.1.10.100'`,
      ),
    ).toEqual({
      role: 'secondary',
      position: 1,
      instance_id: 'i-0f3a9c41d27be5860',
    });
    // A block is found by an address that lies in it.
    expect(await one(`select address::text from interface_addresses where address >>= '10.1.64.130'`)).toEqual({
      address: '10.1.64.128/28',
    });
    expect(await one(`select role from interface_addresses where address = '2406:da14:abc:de30::20'`)).toEqual({ role: 'ipv6' });
    await account.control('take-address', { address: '10.1.10.201', name: 'newcomer' });
    await asOwner(
      `insert into interface_addresses select account, region, interface_id, '10.1.10.222', 'secondary', 9 from interface_addresses where address = '10.1.10.100'`,
    );
    await sweep(SCOPE, 'interfaces');
    expect(
      await asOwner(`select host(address) as address from interface_addresses where address in ('10.1.10.201', '10.1.10.222')`),
    ).toEqual([{ address: '10.1.10.201' }]);
  });
});
