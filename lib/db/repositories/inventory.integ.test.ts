import { beforeAll, describe, expect, it } from 'vitest';
import { meaningOf } from '@/lib/finding/term';
import { understand } from '@/lib/finding/understand';
import { pointRow } from '@/lib/testing/inventory-rows';
import { countCells, countPoints, readPoint, readPoints } from './inventory-points';
import { dropUnseenPoints, type NewPoint, savePoints } from './inventory-points-copy';
import { dropUnseen, goneInstances, readResourcePage, readResources, saveInstances, saveResources } from './inventory-resources';
import { beginSweep, failSweep, finishSweep, isAccountKnown, noteSweepProgress, readSweeps } from './inventory-sweeps';
import { dropUnseenVaults, readVault, readVaults, saveVaults } from './inventory-vaults';
import { readPointGroups } from './point-groups';

const place = { account: '123456789012', region: 'ap-northeast-1' };
const elsewhere = { account: '123456789012', region: 'us-east-1' };
const day = (n: number): Date => new Date(Date.UTC(2026, 10, n));
const instanceArn = (id: string): string => `arn:aws:ec2:ap-northeast-1:123456789012:instance/${id}`;

const point = (n: number, id: string, more: Partial<NewPoint> = {}): NewPoint =>
  pointRow({
    vault: 'daily',
    arn: `arn:aws:ec2:ap-northeast-1::image/ami-${String(n).padStart(4, '0')}`,
    resourceArn: instanceArn(id),
    resourceId: id,
    resourceName: `web-${id}`,
    createdAt: day(n),
    sizeBytes: n * 100,
    encrypted: false,
    ...more,
  });

const meant = (text: string) => meaningOf(understand(text, { nowMs: 0, timeZone: 'UTC' }));

const vault = (name: string) => ({
  name,
  arn: `arn:aws:backup:ap-northeast-1:123456789012:backup-vault:${name}`,
  type: 'BACKUP_VAULT',
  points: 3,
  locked: false,
  minRetentionDays: null,
  maxRetentionDays: null,
  encryptionKeyArn: null,
  createdAt: day(1),
});

const numbers = (rows: readonly { readonly arn: string }[]): number[] => rows.map((row) => Number(row.arn.slice(-4)));

beforeAll(async () => {
  await saveVaults(place, [vault('daily'), vault('air-gapped')], day(20));
  await savePoints(
    place,
    [
      point(1, 'i-old'),
      point(2, 'i-web'),
      point(3, 'i-web'),
      point(4, 'i-db', { resourceName: 'db_100%', status: 'EXPIRED', sizeBytes: null }),
      point(5, 'vol-1', { resourceArn: 'arn:aws:ec2:ap-northeast-1:123456789012:volume/vol-1', resourceName: null, resourceType: 'EBS' }),
      point(3, 'i-web', { vault: 'air-gapped' }),
    ],
    day(20),
  );
  await savePoints(elsewhere, [point(9, 'i-far')], day(20));
  await saveResources(
    place,
    [
      { arn: instanceArn('i-web'), name: 'web', type: 'EC2', lastBackupAt: day(3) },
      { arn: 'arn:aws:s3:::logs', name: 'logs', type: 'S3', lastBackupAt: null },
    ],
    day(20),
  );
});

describe('points', () => {
  const slice = { order: 'created', direction: 'desc', offset: 0, limit: 200 } as const;

  it('sorts and pages without repeating or skipping', async () => {
    const pages = await Promise.all([0, 2, 4, 6].map((offset) => readPoints(place, {}, { ...slice, offset, limit: 2 })));
    expect(pages.map(numbers)).toEqual([[5, 4], [3, 3], [2, 1], []]);
    expect(await countPoints(place, {})).toBe(6);
  });

  it('sorts by size with the unknown ones last, by name without regard to case, by status', async () => {
    expect(numbers(await readPoints(place, { vault: 'daily' }, { ...slice, order: 'size' }))).toEqual([5, 3, 2, 1, 4]);
    expect(numbers(await readPoints(place, { vault: 'daily' }, { ...slice, order: 'size', direction: 'asc' }))).toEqual([1, 2, 3, 5, 4]);
    expect(numbers(await readPoints(place, { vault: 'daily' }, { ...slice, order: 'name', direction: 'asc' }))).toEqual([4, 5, 1, 3, 2]);
    expect(numbers(await readPoints(place, { vault: 'daily' }, { ...slice, order: 'status' }))[0]).toBe(4);
  });

  it.each([
    ['a name', { meaning: meant('WEB-i-w') }, [3, 3, 2]],
    ['an id', { meaning: meant('vol-1') }, [5]],
    ['an image', { meaning: meant('ami-0001') }, [1]],
    ['several words', { meaning: meant('web i-old') }, [1]],
    ['the wildcards of LIKE taken literally', { meaning: meant('_100%') }, [4]],
    ['a wildcard that nothing holds', { meaning: meant('web%old') }, []],
    ['types', { types: ['EBS', 'RDS'] }, [5]],
    ['statuses', { statuses: ['EXPIRED'] }, [4]],
    ['an empty list, which is no condition', { types: [] }, [5, 4, 3, 3, 2, 1]],
    ['a range that has its beginning and not its end', { createdFrom: day(2), createdBefore: day(4) }, [3, 3, 2]],
    ['a vault', { vault: 'air-gapped' }, [3]],
    ['a resource', { resourceArn: instanceArn('i-web') }, [3, 3, 2]],
    ['all together', { meaning: meant('web'), vault: 'daily', createdFrom: day(3), types: ['EC2'] }, [3]],
  ])('finds by %s', async (_, wanted, found) => {
    expect(numbers(await readPoints(place, wanted, slice))).toEqual(found);
    expect(await countPoints(place, wanted)).toBe(found.length);
  });

  it('counts by type, status and vault under the conditions', async () => {
    const cells = async (wanted: Parameters<typeof countCells>[1]) =>
      (await countCells(place, wanted)).map(({ type, status, vault, count }) => [type, status, vault, count]).sort();
    expect(await cells({})).toEqual([
      ['EBS', 'COMPLETED', 'daily', 1],
      ['EC2', 'COMPLETED', 'air-gapped', 1],
      ['EC2', 'COMPLETED', 'daily', 3],
      ['EC2', 'EXPIRED', 'daily', 1],
    ]);
    expect(await cells({ meaning: meant('web') })).toEqual([
      ['EC2', 'COMPLETED', 'air-gapped', 1],
      ['EC2', 'COMPLETED', 'daily', 3],
    ]);
  });

  it('groups by resource in the order of their first point, whatever the sort', async () => {
    const ids = async (order: 'created' | 'name' | 'size' | 'status', direction: 'asc' | 'desc') => {
      const { groups } = await readPointGroups(place, {}, { ...slice, order, direction });
      const flat = await readPoints(place, {}, { ...slice, order, direction });
      expect(groups.map((group) => group.resourceArn)).toEqual([...new Set(flat.map((row) => row.resourceArn))]);
      return groups.map((group) => group.resourceId);
    };
    expect(await ids('created', 'desc')).toEqual(['vol-1', 'i-db', 'i-web', 'i-old']);
    expect(await ids('created', 'asc')).toEqual(['i-old', 'i-web', 'i-db', 'vol-1']);
    expect(await ids('name', 'asc')).toEqual(['i-db', 'vol-1', 'i-old', 'i-web']);
    expect(await ids('size', 'desc')).toEqual(['vol-1', 'i-web', 'i-old', 'i-db']);
    expect((await ids('status', 'desc'))[0]).toBe('i-db');
  });

  it('counts in a group what meets the conditions, and pages groups', async () => {
    const wanted = { vault: 'daily', meaning: meant('web') };
    expect((await readPointGroups(place, wanted, { ...slice, limit: 1 })).groups).toEqual([
      {
        resourceArn: instanceArn('i-web'),
        resourceId: 'i-web',
        resourceName: 'web-i-web',
        resourceType: 'EC2',
        points: 2,
        newestAt: day(3),
        oldestAt: day(2),
      },
    ]);
    const second = await readPointGroups(place, wanted, { ...slice, offset: 1, limit: 1 });
    expect(second.groups.map((group) => group.resourceId)).toEqual(['i-old']);
    expect(second.total).toBe(2);
    expect(await readPointGroups(place, wanted, { ...slice, offset: 2 })).toEqual({ groups: [], total: null });
    expect(await readPointGroups(place, { vault: 'none' }, slice)).toEqual({ groups: [], total: 0 });
    expect(await countPoints(place, { vaults: ['air-gapped', 'none'] })).toBe(1);
  });

  it('knows each vault that holds a point', async () => {
    expect((await readPoint(place, point(3, 'i-web').arn)).map((row) => row.vault)).toEqual(['air-gapped', 'daily']);
    expect(await readPoint(place, 'arn:none')).toEqual([]);
  });
});

describe('resources', () => {
  const slice = { order: 'newest', direction: 'desc', offset: 0, limit: 200 } as const;
  const ids = (rows: readonly { readonly arn: string }[]): (string | undefined)[] => rows.map((row) => row.arn.split(/[/:]/).at(-1));

  it('joins what has points with what AWS lists, those without points last', async () => {
    const rows = await readResources(place, {}, slice);
    expect(ids(rows)).toEqual(['vol-1', 'i-db', 'i-web', 'i-old', 'logs']);
    expect(rows[2]).toEqual({
      arn: instanceArn('i-web'),
      name: 'web-i-web',
      type: 'EC2',
      points: 2,
      newestAt: day(3),
      oldestAt: day(2),
      newestArn: point(3, 'i-web').arn,
      newestVault: 'air-gapped',
      deleted: null,
      listed: true,
    });
    expect(rows[4]).toMatchObject({ name: 'logs', points: 0, newestAt: null, newestArn: null, listed: true });
    expect(ids(await readResources(place, {}, { ...slice, order: 'points', limit: 1 }))).toEqual(['i-web']);
  });

  it('narrows to a vault, a type, a text and one resource', async () => {
    expect(ids(await readResources(place, { vault: 'air-gapped' }, slice))).toEqual(['i-web']);
    expect(ids(await readResources(place, { types: ['S3', 'EBS'] }, slice))).toEqual(['vol-1', 'logs']);
    expect(ids(await readResources(place, { meaning: meant('DB_100%') }, slice))).toEqual(['i-db']);
    expect(ids(await readResources(place, { arn: instanceArn('i-old') }, slice))).toEqual(['i-old']);
  });

  it('reads a slice and counts each type, whatever types were chosen, in one look', async () => {
    const page = await readResourcePage(place, { types: ['EC2'] }, { ...slice, offset: 1, limit: 1 });
    expect(ids(page.rows)).toEqual(['i-web']);
    expect(new Set(page.types)).toEqual(
      new Set([
        { type: 'EC2', count: 3 },
        { type: 'EBS', count: 1 },
        { type: 'S3', count: 1 },
      ]),
    );
    expect(await readResourcePage(place, { meaning: meant('web') }, { ...slice, offset: 9 })).toEqual({
      rows: [],
      types: [{ type: 'EC2', count: 2 }],
    });
    expect(await readResourcePage(place, { meaning: meant('nobody') }, slice)).toEqual({ rows: [], types: [] });
  });

  it('says that an instance is deleted only once the instances were swept', async () => {
    await saveInstances(
      place,
      [
        { id: 'i-web', name: 'web now', state: 'running', tags: {}, availabilityZone: 'ap-northeast-1a', instanceType: 't3.small' },
        { id: 'i-db', name: null, state: 'terminated', tags: {}, availabilityZone: null, instanceType: null },
      ],
      day(20),
    );
    await beginSweep(place, 'instances', day(20));
    expect((await readResources(place, {}, slice)).map((row) => row.deleted)).toEqual([null, null, null, null, null]);
    await finishSweep(place, 'instances', day(20));
    const rows = await readResources(place, {}, slice);
    expect(rows.map((row) => row.deleted)).toEqual([null, true, false, true, null]);
    expect(rows[2]?.name).toBe('web now');
    expect(ids(await readResources(place, { deleted: true }, slice))).toEqual(['i-db', 'i-old']);
    expect(ids(await readResources(place, { deleted: false }, slice))).toEqual(['i-web']);
    const asked = ['i-web', 'i-db', 'i-old'].map(instanceArn);
    expect(await goneInstances(place, [...asked, 'arn:aws:s3:::logs', 'arn:aws:ec2:us-east-1:123456789012:instance/i-far'])).toEqual(
      new Map(asked.map((arn, at) => [arn, at > 0])),
    );
    expect(await goneInstances(elsewhere, ['arn:aws:ec2:us-east-1:123456789012:instance/i-far'])).toEqual(new Map());
  });
});

describe('sweeps', () => {
  it('keeps the problem and the age of what is known until a sweep ends', async () => {
    const problem = { code: 'throttled', awsMessage: 'Rate exceeded' } as const;
    expect(await isAccountKnown('000000000000')).toBe(false);
    await beginSweep(place, 'points:daily', day(1));
    await noteSweepProgress(place, 'points:daily', 1_000);
    await finishSweep(place, 'points:daily', day(2));
    await beginSweep(place, 'points:daily', day(3));
    await failSweep(place, 'points:daily', problem);
    await beginSweep(place, 'points:daily', day(4));
    const rows = await readSweeps(place);
    expect(rows.find((row) => row.subject === 'points:daily')).toEqual({
      subject: 'points:daily',
      startedAt: day(4),
      finishedAt: day(2),
      read: 0,
      problem,
      failures: 1,
      whole: null,
    });
    expect(await isAccountKnown(place.account)).toBe(true);
  });

  it('counts those that ended early in a row', async () => {
    const failures = async () => (await readSweeps(place)).find((row) => row.subject === 'jobs')?.failures;
    await beginSweep(place, 'jobs', day(1));
    expect(await failures()).toBe(0);
    for (const count of [1, 2]) {
      await failSweep(place, 'jobs', { code: 'throttled', awsMessage: 'Rate exceeded' });
      await beginSweep(place, 'jobs', day(2));
      expect(await failures()).toBe(count);
    }
    await finishSweep(place, 'jobs', day(3));
    expect(await failures()).toBe(0);
  });
});

/** Last, because it removes what the others look at. */
describe('what a sweep did not see', () => {
  it('goes, and only that', async () => {
    const laterPlace = { account: '210987654321', region: 'ap-northeast-1' };
    await saveVaults(laterPlace, [vault('stays'), vault('goes')], day(20));
    await savePoints(
      laterPlace,
      [point(1, 'i-1', { vault: 'stays' }), point(2, 'i-2', { vault: 'stays' }), point(3, 'i-3', { vault: 'goes' })],
      day(20),
    );
    await beginSweep(laterPlace, 'points:goes', day(20));

    await savePoints(laterPlace, [point(1, 'i-1', { vault: 'stays', status: 'EXPIRED' })], day(21));
    const ownArn = point(1, 'i-1').arn;
    expect(await dropUnseenPoints(laterPlace, 'stays', { seen: [ownArn], sweptAt: day(21), stretch: { createdAfter: day(2) } })).toBe(0);
    expect(await dropUnseenPoints(laterPlace, 'stays', { seen: [ownArn], sweptAt: day(21), stretch: {} })).toBe(1);
    await saveVaults(laterPlace, [vault('stays')], day(21));
    await dropUnseenVaults(laterPlace, { seen: ['stays'], sweptAt: day(21) });

    const left = await readPoints(laterPlace, {}, { order: 'created', direction: 'asc', offset: 0, limit: 10 });
    expect(left.map((row) => [row.vault, row.resourceId, row.status])).toEqual([['stays', 'i-1', 'EXPIRED']]);
    expect((await readVaults(laterPlace)).map((row) => row.name)).toEqual(['stays']);
    expect(await readVault(laterPlace, 'goes')).toBeNull();
    expect(await readSweeps(laterPlace)).toEqual([]);
    expect(await countPoints(place, {})).toBe(6);

    await dropUnseen('resources', place, { seen: [], sweptAt: day(21) });
    await dropUnseen('instances', place, { seen: [], sweptAt: day(21) });
    expect((await readResources(place, {}, { order: 'name', direction: 'asc', offset: 0, limit: 10 })).every((row) => !row.listed)).toBe(
      true,
    );
  });
});
