import { describe, expect, it } from 'vitest';
import type { InventoryStatus, SweepView } from '@/lib/data/inventory/views';
import { saysRefreshing, sweepsEnded } from './sweeps-ended';

const sweep = (more: Partial<SweepView> = {}): SweepView => ({
  subject: 'vaults',
  asOf: '2026-01-01T00:00:00.000Z',
  refreshing: false,
  read: 0,
  problem: null,
  ...more,
});
const status = (...sweeps: readonly SweepView[]): InventoryStatus => ({ sweeps, refreshing: sweeps.some((each) => each.refreshing) });

describe('sweepsEnded', () => {
  it('hears the end of a sweep that was seen running, whether it succeeded or not', () => {
    expect(sweepsEnded(status(sweep({ refreshing: true })), status(sweep()), false)).toBe(true);
    expect(sweepsEnded(status(sweep({ refreshing: true })), status(sweep({ refreshing: true })), false)).toBe(false);
  });

  it('hears of one that began and ended between two looks', () => {
    expect(sweepsEnded(status(sweep()), status(sweep({ asOf: '2026-01-01T00:01:00.000Z' })), false)).toBe(true);
    expect(sweepsEnded(status(), status(sweep({ subject: 'points:web' })), false)).toBe(true);
    expect(sweepsEnded(status(sweep()), status(sweep()), false)).toBe(false);
  });

  it('says nothing at the first look, unless a page waits for what has ended', () => {
    expect(sweepsEnded(undefined, status(sweep()), false)).toBe(false);
    expect(sweepsEnded(undefined, status(sweep()), true)).toBe(true);
    expect(sweepsEnded(undefined, status(sweep({ refreshing: true })), true)).toBe(false);
  });
});

describe('saysRefreshing', () => {
  const freshness = { asOf: null, refreshing: true, read: 3, problem: null };

  it('looks into one answer, into pages, and into the points of a resource', () => {
    expect(saysRefreshing({ vaults: [], freshness })).toBe(true);
    expect(saysRefreshing({ pages: [{ points: [], freshness }], pageParams: [0] })).toBe(true);
    expect(saysRefreshing({ pages: [{ resource: {}, points: { points: [], freshness } }], pageParams: [0] })).toBe(true);
    expect(saysRefreshing({ vaults: [], freshness: { ...freshness, refreshing: false } })).toBe(false);
    expect(saysRefreshing(undefined)).toBe(false);
  });
});
