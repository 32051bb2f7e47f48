import { beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '@/lib/db/client';
import { inventoryPoints } from '@/lib/db/schema/inventory';
import { inPage } from '@/lib/operations/in-page';
import { listVaultsOperation } from '@/lib/operations/inventory';
import { asOwner } from '@/lib/testing/owner';
import { OPERATOR, PLACE, SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { withWorker } from '@/lib/testing/worker';
import { inventoryStatus, refreshInventory } from './inventory/refresh';
import type { PointFilter, PointPage, PointQuery, ResourceFilter, ResourceQuery } from './inventory/views';
import { getPoint, isPointKnown, listPointGroups, listPoints } from './points';
import { getResource, listResources } from './resources';
import { scopeOf } from './scope';
import { getVault, listVaults } from './vaults';

// Whoever asks through the gate is signed in.
vi.mock('@/lib/auth/caller', () => ({ currentCaller: async () => OPERATOR }));

const account = simulatedAccount();
withWorker();
const place = SCOPE;
const virginia = scopeOf({ account: '123456789012', region: 'us-east-1' });
const articlePoint = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';

const points = (filter: PointFilter, more: Partial<PointQuery> = {}): PointQuery => ({
  filter,
  order: 'created',
  direction: 'desc',
  offset: 0,
  ...more,
});
const resources = (filter: ResourceFilter): ResourceQuery => ({ filter, order: 'newest', direction: 'desc', offset: 0 });

/** The value of an answer that must be a success. */
const value = async <T>(
  answer: Promise<{ readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }>,
): Promise<T> => {
  const result = await answer;
  if (!result.ok) throw new Error(`answered ${JSON.stringify(result.error)}`);
  return result.value;
};

const swept = async (): Promise<void> => {
  await vi.waitFor(async () => expect((await value(inventoryStatus(place))).refreshing).toBe(false), { timeout: 60_000, interval: 50 });
};
const sweepAgain = async (whole = true): Promise<void> => {
  // A look at a list begins a sweep by itself where the last one failed more than 15 s ago; while that is under way another is not begun.
  await swept();
  await value(refreshInventory(place, null, whole));
  await swept();
};
const fault = (rule: object) => account.control('faults', rule);

beforeEach(async () => {
  await account.control('faults', undefined, 'DELETE');
});

describe('a first look', () => {
  it('reads the vaults at once and says how fresh they are', async () => {
    // A look waits for a moment only; on a slow machine it is the next one that has them.
    const { vaults, freshness } = await vi.waitFor(
      async () => {
        const list = await value(listVaults(place));
        expect(list.freshness.asOf).not.toBeNull();
        return list;
      },
      { timeout: 60_000, interval: 50 },
    );
    expect(vaults.map(({ name, type, locked, minRetentionDays }) => [name, type, locked, minRetentionDays])).toEqual([
      ['aws-backup-vault', 'BACKUP_VAULT', false, null],
      ['compliance-airgapped', 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT', true, 30],
      ['prod-daily', 'BACKUP_VAULT', true, 7],
    ]);
    expect(freshness.problem).toBeNull();
  });

  it('knows an unknown vault for what it is', async () => {
    expect(await getVault(place, 'no-such-vault')).toEqual({ ok: false, error: { code: 'not-found', what: 'vault', id: 'no-such-vault' } });
  });

  it('refuses a region and an account that are not served', async () => {
    expect(await inPage(listVaultsOperation, { place: { ...PLACE, region: 'eu-nowhere-1' } })).toMatchObject({
      ok: false,
      error: { code: 'not-found', what: 'region' },
    });
    expect(await inPage(listVaultsOperation, { place: { ...PLACE, account: '000000000000' } })).toMatchObject({
      ok: false,
      error: { code: 'wrong-account' },
    });
  });
});

describe('points after a sweep', () => {
  it('are all there, page by page, without one twice', async () => {
    const first = await value(listPoints(place, points({})));
    await swept();
    const { total } = await value(listPoints(place, points({})));
    expect(total).toBeGreaterThan(2_000);
    expect(first.points.length).toBeGreaterThan(0);
    const seen = new Set<string>();
    for (let offset: number | null = 0; offset !== null; ) {
      const page: PointPage = await value(listPoints(place, points({}, { offset })));
      for (const point of page.points) seen.add(`${point.vault} ${point.arn}`);
      expect(page.types.length > 0).toBe(offset === 0);
      offset = page.nextOffset;
    }
    expect(seen.size).toBe(total);
  });

  it('count each choice under the other conditions', async () => {
    const page = await value(listPoints(place, points({ types: ['RDS'], statuses: ['COMPLETED'] })));
    expect(page.points.every((point) => point.resourceType === 'RDS')).toBe(true);
    expect(page.types.map((facet) => facet.value)).toContain('EC2');
    expect(page.statuses).toEqual([{ value: 'COMPLETED', count: page.total }]);
    expect(page.vaults).toEqual([{ value: 'prod-daily', count: page.total }]);
    expect((await value(listPoints(place, points({ vaults: ['aws-backup-vault'], text: 'intranet' })))).total).toBe(90);
  });

  it('are marked where their instance is gone, and only there', async () => {
    const gone = await value(listPoints(place, points({ text: 'old-crm-01' })));
    expect(gone.points.every((point) => point.resourceDeleted === true)).toBe(true);
    expect((await value(listPoints(place, points({ text: 'web-01', vault: 'prod-daily' })))).points[0]?.resourceDeleted).toBe(false);
    expect((await value(listPoints(place, points({ types: ['RDS'] })))).points[0]?.resourceDeleted).toBeNull();
  });

  it('fold into groups that add up', async () => {
    const flat = await value(listPoints(place, points({ types: ['EC2'] })));
    const folded = await value(listPointGroups(place, points({ types: ['EC2'] })));
    expect(folded.total).toBe(flat.total);
    expect(folded.groups.reduce((sum, group) => sum + group.points, 0)).toBe(flat.total);
    expect(folded.groups.length).toBe(folded.totalGroups);
    const crm = folded.groups.find((group) => group.resourceName === 'old-crm-01');
    expect(crm?.resourceDeleted).toBe(true);
    const own = await value(listPoints(place, points({ types: ['EC2'], resourceArn: crm?.resourceArn ?? '' })));
    expect(own.total).toBe(crm?.points);
  });
});

describe('resources after a sweep', () => {
  it('tell what exists, what is gone, and what cannot be told', async () => {
    const all = await value(listResources(place, resources({})));
    const deleted = await value(listResources(place, resources({ deleted: true })));
    expect(deleted.resources.map((resource) => resource.name).sort()).toEqual(['old-crm-01', 'staging-web-01', 'wiki-01']);
    expect(all.total).toBeGreaterThan(deleted.total);
    expect(all.resources.find((resource) => resource.type === 'RDS')?.deleted).toBeNull();
    expect(
      (await value(listResources(place, resources({ vault: 'aws-backup-vault' })))).resources.map((resource) => resource.name),
    ).toEqual(['intranet-01']);
  });

  it('give one with its newest point, whatever vault holds it', async () => {
    const db = (await value(listResources(place, resources({ text: 'db-primary', types: ['EC2'] })))).resources[0];
    const { resource, newest } = await value(getResource(place, db?.arn ?? ''));
    expect(resource.name).toBe('db-primary');
    const own = await value(listPoints(place, points({ resourceArn: db?.arn ?? '' })));
    expect(newest).toEqual(own.points[0]);
    expect(new Set(own.points.map((point) => point.vault))).toEqual(new Set(['prod-daily', 'compliance-airgapped']));
    expect(own.points.map((point) => point.createdAt)).toEqual(
      own.points
        .map((point) => point.createdAt)
        .sort()
        .reverse(),
    );
  });

  it('answer not-found for what AWS Backup does not know', async () => {
    const arn = 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-00000000000000000';
    expect(await getResource(place, arn)).toEqual({ ok: false, error: { code: 'not-found', what: 'resource', id: arn } });
  });
});

describe('one point', () => {
  it("comes with AWS's own map, key for key", async () => {
    const detail = await value(getPoint(place, articlePoint, 'aws-backup-vault'));
    expect(detail.point).toMatchObject({ resourceName: 'intranet-01', id: 'ami-084ddc30cf536ac1e', resourceDeleted: false });
    expect(detail.vaultArn).toBe('arn:aws:backup:ap-northeast-1:123456789012:backup-vault:aws-backup-vault');
    expect(detail.metadata.ok && Object.keys(detail.metadata.value)[0]).toBe('Architecture');
    expect(detail.extra.ok && detail.extra.value.tags).toEqual({ ok: true, value: { Name: 'intranet-01', owner: 'platform' } });
    expect(detail.unreadable).toBeNull();
    expect(await isPointKnown(place, articlePoint, 'aws-backup-vault')).toEqual({ ok: true, value: true });
    expect(await isPointKnown(place, articlePoint, 'prod-daily')).toEqual({ ok: true, value: false });
  });

  it('says where its metadata cannot be read', async () => {
    const { points: own } = await value(listPoints(place, points({ text: 'hpc-01', vault: 'prod-daily' })));
    const detail = await value(getPoint(place, own[1]?.arn ?? '', 'prod-daily'));
    expect(detail.unreadable).toMatchObject({ code: 'not-json', key: 'NetworkInterfaces', at: '/NetworkInterfaces' });
  });

  it('is not-found where AWS has none, whatever its ARN looks like', async () => {
    for (const arn of ['arn:aws:ec2:ap-northeast-1::image/ami-00000000000000000', 'arn:nonsense'])
      expect(await getPoint(place, arn, 'prod-daily')).toEqual({ ok: false, error: { code: 'not-found', what: 'point', id: arn } });
    expect(await getPoint(place, 'arn:nonsense', null)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('is found in whichever vault holds it before a sweep has seen it', async () => {
    await db().delete(inventoryPoints);
    const detail = await value(getPoint(place, articlePoint, null));
    expect(detail.point).toMatchObject({ vault: 'aws-backup-vault', id: 'ami-084ddc30cf536ac1e' });
    expect(detail.vaults).toEqual(['aws-backup-vault']);
    await fault({ kind: 'denied', service: 'backup', operation: 'DescribeRecoveryPoint', times: null });
    expect(await getPoint(place, articlePoint, null)).toMatchObject({
      ok: false,
      error: { code: 'aws', problem: { code: 'access-denied', action: 'backup:DescribeRecoveryPoint' } },
    });
    await account.control('faults', undefined, 'DELETE');
    await sweepAgain();
  });

  it('stays readable without the permission for its metadata, which is told by name', async () => {
    await fault({ kind: 'denied', service: 'backup', operation: 'GetRecoveryPointRestoreMetadata', times: null });
    const detail = await value(getPoint(place, articlePoint, 'aws-backup-vault'));
    expect(detail.metadata).toMatchObject({
      ok: false,
      error: { code: 'access-denied', action: 'backup:GetRecoveryPointRestoreMetadata' },
    });
    expect(detail.extra.ok).toBe(true);
    expect(detail.unreadable).toBeNull();
  });

  it('shows what is stored while AWS throttles', async () => {
    await fault({ kind: 'throttle', service: 'backup', operation: 'DescribeRecoveryPoint', times: null });
    const detail = await value(getPoint(place, articlePoint, 'aws-backup-vault'));
    expect(detail.extra).toMatchObject({ ok: false, error: { code: 'throttled' } });
    expect(detail.point.resourceName).toBe('intranet-01');
    expect(detail.metadata.ok).toBe(true);
  });
});

describe('a sweep', () => {
  it('removes what is gone also where it was written down under a clock that was ahead', async () => {
    const before = await value(listPoints(place, points({ vault: 'prod-daily' })));
    await asOwner(`update inventory_points set swept_at = now() + interval '2 hours', arn = arn || '-gone'
      where arn = (select min(arn) from inventory_points where vault = 'prod-daily')`);
    await sweepAgain();
    expect((await value(listPoints(place, points({ vault: 'prod-daily' })))).total).toBe(before.total);
    expect(await asOwner("select 1 from inventory_points where arn like '%-gone'")).toEqual([]);
  });
});

describe('a sweep after the first', () => {
  const count = async (): Promise<number> => (await value(listPoints(place, points({ vault: 'prod-daily' })))).total;
  const calls = async (): Promise<number> =>
    ((await account.control('calls')) as Record<string, number>)['backup:ListRecoveryPointsByBackupVault'] ?? 0;
  // Whatever a sweep writes it dates; what reads points behind it writes their layouts and tags beside.
  const written = () => asOwner("select vault, arn, swept_at from inventory_points where account = '123456789012' order by 1, 2");
  /** A row that AWS knows nothing of, as one of a point that was deleted, so many days old. */
  const left = (id: string, days: number) =>
    asOwner(`insert into inventory_points select account, region, vault, arn || '-${id}', resource_arn, resource_id, resource_name, resource_type, status,
      now() - interval '${days} days', completed_at, size_bytes, encrypted, delete_at, parent_arn, swept_at from inventory_points where vault = 'prod-daily' limit 1`);

  it('reads of each vault only what is new, and writes nothing where nothing changed', async () => {
    await sweepAgain();
    const before = await written();
    await account.control('calls', undefined, 'DELETE');
    await sweepAgain(false);
    expect(await written()).toEqual(before);
    expect(await calls()).toBe(3);
  });

  it('sees what is new', async () => {
    const before = await count();
    await asOwner(
      "delete from inventory_points where vault = 'prod-daily' and created_at = (select max(created_at) from inventory_points where vault = 'prod-daily')",
    );
    expect(await count()).toBe(before - 1);
    await sweepAgain(false);
    expect(await count()).toBe(before);
  });

  it.each([
    ['the newest', 1, 1],
    ['the oldest', 91, 2],
    ['those between', 45, 4],
  ])('sees what is gone of %s', async (which, days, most) => {
    const before = await count();
    await left(`gone-${which.at(-1)}`, days);
    expect(await count()).toBe(before + 1);
    await account.control('calls', undefined, 'DELETE');
    await sweepAgain(false);
    expect(await count()).toBe(before);
    // The other two vaults are asked for what is new; the two pages of this one are read whole only where nothing else explains it.
    expect(await calls()).toBe(2 + most);
  });

  it('reads everything again where that is asked for', async () => {
    const before = await count();
    const moved = "from inventory_points where vault = 'prod-daily' order by created_at offset 700 limit 1";
    await asOwner(`update inventory_points set arn = arn || '-gone' where arn = (select arn ${moved})`);
    await sweepAgain(false);
    expect(await asOwner("select 1 from inventory_points where arn like '%-gone'")).toHaveLength(1);
    await sweepAgain(true);
    expect(await asOwner("select 1 from inventory_points where arn like '%-gone'")).toEqual([]);
    expect(await count()).toBe(before);
  });
});

it('a person who refreshes has the points of vaults asked for before the lists that only mark them', async () => {
  await swept();
  await asOwner("delete from pgboss.job where name = 'inventory'");
  await value(refreshInventory(place, null, true));
  const tasks = await asOwner(
    "select data ->> 'subject' as subject, priority from pgboss.job where name = 'inventory' order by created_on, data ->> 'subject' like 'points:%'",
  );
  const ofPoints = tasks.map(({ subject }) => String(subject).startsWith('points:'));
  expect(ofPoints).toContain(true);
  expect(ofPoints).toContain(false);
  expect(ofPoints).toEqual([...ofPoints].sort((one, other) => Number(other) - Number(one)));
  expect(new Set(tasks.map(({ priority }) => priority))).toEqual(new Set([0]));
  await swept();
});

describe('a sweep that fails', { tags: 'long' }, () => {
  it('keeps the rows of before and says why they are no newer', async () => {
    await sweepAgain();
    const before = await value(listPoints(place, points({ vault: 'prod-daily' })));
    await fault({ kind: 'throttle', service: 'backup', operation: 'ListRecoveryPointsByBackupVault', times: null });
    await sweepAgain();
    const after = await value(listPoints(place, points({ vault: 'prod-daily' })));
    expect(after.total).toBe(before.total);
    expect(after.freshness).toMatchObject({ asOf: before.freshness.asOf, problem: { code: 'throttled' } });
  });

  it('half-way, keeps what was read and drops nothing', async () => {
    await sweepAgain();
    const before = await value(listPoints(place, points({ vault: 'prod-daily' })));
    expect(before.total).toBeGreaterThan(1_000);
    // The first of its two pages is held back until the fault that is to meet the second is in place.
    await fault({ kind: 'slow', service: 'backup', operation: 'ListRecoveryPointsByBackupVault', times: 1, ms: 4_000 });
    await value(refreshInventory(place, 'prod-daily', true));
    await vi.waitFor(async () => expect(await account.control('faults')).toEqual({ faults: [] }), { timeout: 60_000, interval: 10 });
    await fault({ kind: 'server-error', service: 'backup', operation: 'ListRecoveryPointsByBackupVault', times: null });
    await swept();
    const sweep = (await value(inventoryStatus(place))).sweeps.find((each) => each.subject === 'points:prod-daily');
    expect(sweep).toMatchObject({ read: 1_000, asOf: before.freshness.asOf, problem: { code: 'aws-failed' } });
    expect((await value(listPoints(place, points({ vault: 'prod-daily' })))).total).toBe(before.total);
  });

  it('is over when the next one comes through', async () => {
    await sweepAgain();
    const { freshness } = await value(listPoints(place, points({ vault: 'prod-daily' })));
    expect(freshness.problem).toBeNull();
  });
});

describe('without permission', () => {
  it('names the missing action, and what was never read is no empty list', async () => {
    await fault({ kind: 'denied', service: 'backup', operation: 'ListBackupVaults', region: 'us-east-1', times: null });
    const { vaults, freshness } = await value(listVaults(virginia));
    expect(vaults).toEqual([]);
    expect(freshness).toMatchObject({ asOf: null, problem: { code: 'access-denied', action: 'backup:ListBackupVaults' } });
    expect(await getVault(virginia, 'dr-vault')).toMatchObject({
      ok: false,
      error: { code: 'aws', problem: { code: 'access-denied', action: 'backup:ListBackupVaults' } },
    });
  });
});
