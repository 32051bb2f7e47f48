import { describe, expect, it, vi } from 'vitest';
import type { PointCell } from '@/lib/db/repositories/inventory-points';
import type { PointConditions } from '@/lib/db/repositories/point-conditions';
import { countPointsBy } from './point-counts';

const cell = (type: string, status: string, vault: string, count: number): PointCell => ({ type, status, vault, count });
const CELLS = [
  cell('EC2', 'COMPLETED', 'daily', 40),
  cell('EC2', 'EXPIRED', 'daily', 2),
  cell('EC2', 'COMPLETED', 'weekly', 8),
  cell('EBS', 'COMPLETED', 'daily', 5),
];
const values = (facets: readonly { readonly value: string; readonly count: number }[]) => facets.map(({ value, count }) => [value, count]);
/** A place whose points are counted under conditions as the database does. */
const look = () =>
  vi.fn(async (wanted: PointConditions) =>
    CELLS.filter(
      ({ type, status, vault }) =>
        (wanted.types?.includes(type) ?? true) && (wanted.statuses?.includes(status) ?? true) && (wanted.vaults?.includes(vault) ?? true),
    ),
  );

describe('points counted by what one may choose', () => {
  it('looks once, whatever was chosen', async () => {
    const once = look();
    const counted = await countPointsBy({ types: ['EC2'], statuses: ['COMPLETED'], vault: 'daily' }, once);
    expect(once).toHaveBeenCalledExactlyOnceWith({ vault: 'daily', types: undefined, statuses: undefined, vaults: undefined });
    expect(counted.total).toBe(48);
    expect(values(counted.types)).toEqual([
      ['EC2', 48],
      ['EBS', 5],
    ]);
    expect(values(counted.statuses)).toEqual([
      ['COMPLETED', 48],
      ['EXPIRED', 2],
    ]);
    expect(values(counted.vaults)).toEqual([
      ['daily', 40],
      ['weekly', 8],
    ]);
  });

  it('takes an empty list for no choice, and orders equal counts by their name', async () => {
    const counted = await countPointsBy({ types: [] }, async () => [cell('RDS', 'A', 'v', 1), cell('EFS', 'A', 'v', 1)]);
    expect(counted.total).toBe(2);
    expect(values(counted.types)).toEqual([
      ['EFS', 1],
      ['RDS', 1],
    ]);
  });

  it('looks once more for each list that was chosen of where only the newest of a resource count', async () => {
    const each = look();
    const counted = await countPointsBy({ newest: true, statuses: ['EXPIRED'] }, each);
    expect(each.mock.calls.map(([wanted]) => wanted.statuses)).toEqual([['EXPIRED'], undefined]);
    expect(counted.total).toBe(2);
    expect(values(counted.statuses)).toEqual([
      ['COMPLETED', 53],
      ['EXPIRED', 2],
    ]);
    expect(values(counted.vaults)).toEqual([['daily', 2]]);
  });
});
