import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '@/lib/net/ipv4';
import { applyAll } from '@/lib/restore/apply';
import type { Command } from '@/lib/restore/command';
import { articlePlan } from '@/lib/restore/fixtures/article';
import type { SubnetId } from '@/lib/restore/ids';
import { compareLayouts, sameLayout } from './layout-rows';

const backup = articlePlan();
const edited = (...commands: readonly Command[]) => {
  const plan = applyAll(backup, commands);
  if (!plan.ok) throw new Error(plan.error.code);
  return plan.value;
};

describe('compareLayouts', () => {
  it('finds nothing where nothing was edited', () => {
    const pairs = compareLayouts(backup, backup);
    expect(sameLayout(pairs)).toBe(true);
    expect(pairs[0]?.rows.map(({ name }) => name)).toEqual(['subnet', 'primary', 'secondaries', 'groups', 'publicIp']);
  });

  it('shows an address that was changed on both sides', () => {
    const pairs = compareLayouts(backup, edited({ type: 'set-primary', nic: 'n0', address: '10.1.10.50' as Ipv4 }));
    expect(pairs[0]?.rows.filter(({ changed }) => changed)).toEqual([
      {
        name: 'primary',
        before: { kind: 'texts', texts: ['10.1.10.115'] },
        after: { kind: 'texts', texts: ['10.1.10.50'] },
        changed: true,
      },
    ]);
  });

  it('keeps an interface with its origin when another is put before it, and tells what was added', () => {
    const moved = edited(
      { type: 'add-nic', subnetId: 'subnet-0a' as SubnetId, groups: [] },
      { type: 'move-nic', nic: 'n1', toPosition: 0 },
    );
    expect(compareLayouts(backup, moved).map(({ before, after: now }) => [before, now])).toEqual([
      [null, 0],
      [0, 1],
    ]);
  });

  it('lists an interface that is gone last', () => {
    const two = edited({ type: 'add-nic', subnetId: null, groups: [] });
    const pairs = compareLayouts(two, backup);
    expect(pairs.map(({ before, after: now }) => [before, now])).toEqual([
      [0, 0],
      [1, null],
    ]);
    expect(sameLayout(pairs)).toBe(false);
  });
});
