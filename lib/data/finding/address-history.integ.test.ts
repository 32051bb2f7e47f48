import { beforeAll, describe, expect, it } from 'vitest';
import { sweep } from '@/lib/data/inventory/sweep';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, must, SCOPE, startedAt } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { addressHistory } from './address-history';
import { readBehind } from './read-behind';
import { resourceTimeline } from './resource-timeline';

const account = simulatedAccount({ speed: 1 });
const history = async (address: string) => must(await addressHistory(SCOPE, address));
const arnOf = async (name: string): Promise<string> =>
  String((await asOwner(`select resource_arn from inventory_points where resource_name = '${name}' limit 1`))[0]?.resource_arn);

beforeAll(async () => {
  await asOwner(`insert into settings (name, value, changed_by, changed_at) values ('metadataReadsPerSecond', '100', 'operator', now())`);
  for (const subject of ['vaults', 'instances', 'interfaces', 'points:aws-backup-vault', 'points:prod-daily'] as const)
    await sweep(SCOPE, subject);
  await asOwner(`delete from inventory_points where resource_name not in ('wiki-01', 'api-01', 'intranet-01')`);
  while ((await readBehind(SCOPE, 'addresses')) === 'more');
});

describe('who held an address when', () => {
  it('tells of each stretch who, what proves its ends, and what to restore from', async () => {
    const { intervals, gaps, holders, index } = await history('10.1.10.33');
    expect(intervals).toMatchObject([
      { name: 'api-01', role: 'secondary', deleted: false, first: { kind: 'point', there: true }, last: { kind: 'live' } },
      { name: 'wiki-01', role: 'secondary', deleted: true, first: { kind: 'point' }, last: { kind: 'point', there: true } },
    ]);
    const [now, then] = intervals;
    expect(gaps).toEqual([{ from: then?.last.at, to: now?.first.at }]);
    expect(now?.restore?.createdAt).toBe((await history('10.1.10.31')).intervals[0]?.restore?.createdAt);
    expect(then?.restore).toMatchObject({ createdAt: then?.last.at, status: 'COMPLETED', vault: 'prod-daily' });
    expect(then?.observations).toBeGreaterThan(45);
    expect(holders).toMatchObject([{ instanceName: 'api-01', role: 'secondary' }]);
    expect(index?.read).toBe(index?.total);
  });

  it('ends a stretch where the interfaces were read and somebody has it no more', async () => {
    await account.control('take-address', { address: '10.1.10.233', name: 'newcomer' });
    await sweep(SCOPE, 'interfaces');
    await sweep(SCOPE, 'instances');
    expect((await history('10.1.10.233')).intervals).toMatchObject([
      { name: 'newcomer', resourceArn: null, first: { kind: 'live' }, last: { kind: 'live' }, observations: 1, restore: null },
    ]);
    await asOwner(`delete from interface_addresses where address = '10.1.10.115'`);
    const [last] = (await history('10.1.10.115')).intervals;
    expect(last).toMatchObject({ name: 'intranet-01', last: { kind: 'point' } });
    await sweep(SCOPE, 'interfaces');
    expect((await history('10.1.10.115')).intervals[0]).toMatchObject({ name: 'intranet-01', last: { kind: 'live' } });
  });

  it('keeps what a point proved when AWS has it no more, and offers none of those to restore from', async () => {
    const before = await history('10.1.10.33');
    await asOwner(`delete from inventory_points where resource_name = 'wiki-01'`);
    const after = await history('10.1.10.33');
    expect(after.intervals[1]).toEqual({
      ...before.intervals[1],
      deleted: true,
      first: { ...before.intervals[1]?.first, there: false },
      last: { ...before.intervals[1]?.last, there: false },
      restore: null,
    });
  });

  it('names plans and restores under way that want it', async () => {
    const { draftId } = await draftAt('10.1.10.241');
    expect((await history('10.1.10.241')).plans).toMatchObject([
      { kind: 'plan', id: draftId, by: 'operator', resourceName: 'intranet-01' },
    ]);
    await asOwner(
      `insert into waits (id, connection, account, region, actor, draft_id, revision, resource_name, accepted, wanted, held, until, state, created_at)
        values (gen_random_uuid(), '', $1, $2, 'operator', $3, 1, 'intranet-01', '[]', '[{"subnetId":"x","address":"10.1.10.241"}]', '[]', now() + interval '1 hour', 'waiting', now())`,
      [SCOPE.account, SCOPE.region, draftId],
    );
    expect((await history('10.1.10.241')).plans).toMatchObject([
      { kind: 'wait', id: draftId, by: 'operator', resourceName: 'intranet-01' },
    ]);
    await asOwner('delete from waits');
    const { restoreId } = await startedAt('10.1.10.242');
    expect((await history('10.1.10.242')).plans).toMatchObject([{ kind: 'restore', id: restoreId }]);
    expect((await history('10.1.10.243')).plans).toEqual([]);
  });

  it('is empty where nobody is known to have had it', async () => {
    expect(await history('10.99.0.1')).toMatchObject({ intervals: [], gaps: [], holders: [], plans: [] });
  });
});

describe('the interfaces of a resource over its points', () => {
  it('tells what changed when, up to now', async () => {
    const { stretches, unread } = must(await resourceTimeline(SCOPE, await arnOf('api-01')));
    expect(unread).toBe(0);
    expect(stretches).toMatchObject([
      {
        first: { kind: 'point' },
        last: { kind: 'live' },
        changes: [{ what: 'address', address: '10.1.10.33', before: null, after: { role: 'secondary', deviceIndex: 0 } }],
      },
      { last: { kind: 'point' }, changes: [], layout: [{ primary: '10.1.10.31', secondaries: ['10.1.10.32'] }] },
    ]);
  });

  it('is empty for a resource of which nothing is known', async () => {
    const { stretches } = must(await resourceTimeline(SCOPE, 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-00000000000000000'));
    expect(stretches).toEqual([]);
  });
});
