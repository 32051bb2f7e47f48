import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { asOwner } from '@/lib/testing/owner';
import { db } from '../client';
import { saveInstances } from './inventory-resources';
import { countMachines, endingResources, unprotectedMachines } from './protection';

const place = { account: '123456789012', region: 'ap-northeast-1' };
const PREFIX = 'arn:aws:ec2:ap-northeast-1:123456789012:instance/';
const [RESOURCES, POINTS_EACH] = [2_000, 50];
const NOW = Date.UTC(2026, 10, 29);
const DAY = 86_400_000;
const at = (days: number): Date => new Date(NOW + days * DAY);

const instance = (id: string, more: { readonly state?: string; readonly tags?: Readonly<Record<string, string>> } = {}) => ({
  id,
  name: `name-${id}`,
  state: 'running',
  tags: {},
  availabilityZone: null,
  instanceType: null,
  ...more,
});

const point = (id: string, n: number, createdAt: Date, deleteAt: Date | null, status = 'COMPLETED') =>
  asOwner(
    `insert into inventory_points (account, region, vault, arn, resource_arn, resource_id, resource_type, status, created_at, delete_at, swept_at)
     values ($1, $2, 'daily', $3, $4, $5, 'EC2', $6, $7, $8, now())`,
    [place.account, place.region, `arn:aws:ec2:ap-northeast-1::image/ami-${id}-${n}`, PREFIX + id, id, status, createdAt, deleteAt],
  );

beforeAll(async () => {
  // A fleet with a point a day, each kept for 50 days: of the newest days nothing ends soon.
  await asOwner(
    `insert into inventory_points (account, region, vault, arn, resource_arn, resource_id, resource_type, status, created_at, delete_at, swept_at)
     select $1, $2, 'daily', 'arn:aws:ec2:ap-northeast-1::image/ami-' || r || '-' || p, $3 || 'i-fleet' || r, 'i-fleet' || r, 'EC2', 'COMPLETED',
       $4::timestamptz - p * interval '1 day', $4::timestamptz + (50 - p) * interval '1 day', now()
     from generate_series(1, ${RESOURCES}) r, generate_series(0, ${POINTS_EACH - 1}) p`,
    [place.account, place.region, PREFIX, at(0)],
  );
  const fleet = Array.from({ length: 300 }, (_, n) => instance(`i-fleet${n + 1}`));
  await saveInstances(
    place,
    [
      ...fleet,
      instance('i-old'),
      instance('i-never'),
      instance('i-partial'),
      instance('i-ended', { state: 'terminated' }),
      instance('i-scaled', { tags: { 'aws:autoscaling:groupName': 'web' } }),
    ],
    at(0),
  );
  await point('i-old', 1, at(-9), at(5));
  await point('i-old', 2, at(-12), at(2));
  // Begun today, and not whole: nothing can be brought back from it.
  await point('i-partial', 1, at(0), null, 'PARTIAL');
  await point('i-kept', 1, at(-90), at(1));
  await point('i-kept', 2, at(-91), null);
  await point('i-gone', 1, at(-3), at(-1));
  await asOwner('vacuum analyze inventory_points');
});

/** How PostgreSQL carries out the one query of `run`. */
const planOf = async (run: () => Promise<unknown>): Promise<string> => {
  const spy = vi.spyOn(db(), 'execute');
  await run();
  const query = spy.mock.calls[0]?.[0] as SQL;
  spy.mockRestore();
  const { rows } = await db().execute(sql`explain (analyze, format json, timing off) ${query}`);
  return JSON.stringify(rows[0]);
};

const readFromPoints = (plan: string): number[] =>
  [...plan.matchAll(/"Relation Name":"inventory_points".*?"Actual Rows":([\d.]+),"Actual Loops":(\d+)/g)].map(([, rows, loops]) =>
    Math.round(Number(rows) * Number(loops)),
  );

describe('the machines of a place', () => {
  it('are counted by their newest whole point; what is terminated or belongs to an Auto Scaling group is not among them', async () => {
    expect(await countMachines(place, PREFIX, at(-2))).toEqual({ total: 303, recent: 300, never: 2 });
  });

  it('without a recent point are told, those without any first', async () => {
    expect((await unprotectedMachines(place, PREFIX, at(-2), 10)).map(({ id, newestAt }) => [id, newestAt])).toEqual([
      ['i-never', null],
      ['i-partial', null],
      ['i-old', at(-9)],
    ]);
    expect(await unprotectedMachines(place, PREFIX, at(-2), 1)).toHaveLength(1);
    expect(await unprotectedMachines({ ...place, region: 'us-east-1' }, PREFIX, at(-2), 10)).toEqual([]);
  });

  it('take one probe of an index each, among 100,000 points', async () => {
    const plan = await planOf(() => countMachines(place, PREFIX, at(-2)));
    expect(plan).not.toMatch(/"Seq Scan"[^{}]*"inventory_points"/);
    expect(Math.max(...readFromPoints(plan))).toBeLessThanOrEqual(310);
  });
});

describe('resources that lose their last point soon', () => {
  it('are those whose longest kept point ends before then, the soonest first, with that point', async () => {
    const { count, resources } = await endingResources(place, at(7), 10);
    expect(count).toBe(2);
    expect(resources.map(({ id, point: { arn, deleteAt } }) => [id, arn.split('/')[1], deleteAt])).toEqual([
      ['i-gone', 'ami-i-gone-1', at(-1)],
      ['i-old', 'ami-i-old-1', at(5)],
    ]);
  });

  it('are counted beyond those that are told', async () => {
    const { count, resources } = await endingResources(place, at(60), 3);
    expect([count, resources.length]).toEqual([RESOURCES + 2, 3]);
  });

  it('are found by probes of an index, two a resource, among 100,000 points', async () => {
    const plan = await planOf(() => endingResources(place, at(7), 10));
    expect(plan).not.toMatch(/"Seq Scan"[^{}]*"inventory_points"/);
    expect(plan).toContain('"Index Name":"inventory_points_kept"');
    expect(Math.max(...readFromPoints(plan))).toBeLessThanOrEqual(RESOURCES + 10);
  });
});
