import { describe, expect, it } from 'vitest';
import { apply } from '@/lib/restore/apply';
import type { Command } from '@/lib/restore/command';
import { articlePlan } from '@/lib/restore/fixtures/article';
import type { NewNic } from '@/lib/restore/plan';
import { sameBesidesAddresses } from './same-besides-addresses';

const base = articlePlan();

const firstNic = (commands: readonly Command[]): NewNic => {
  let plan = base;
  for (const command of commands) {
    const next = apply(plan, command);
    if (!next.ok) throw new Error(next.error.code);
    plan = next.value;
  }
  const [nic] = plan.nics;
  if (nic?.kind !== 'new') throw new Error('no interface');
  return nic;
};

describe('sameBesidesAddresses', () => {
  const before = { nic: firstNic([]), number: 1 };
  const { key } = before.nic;

  it('passes over addresses that move', () => {
    const nic = firstNic([{ type: 'set-primary', nic: key, address: 'automatic' }]);
    expect(nic.primary).not.toEqual(before.nic.primary);
    expect(sameBesidesAddresses(before, { nic, number: 1 })).toBe(true);
  });

  it.each<[string, Command]>([
    ['the public IP', { type: 'set-public-ip', nic: key, publicIp: true }],
    ['the description', { type: 'set-description', nic: key, description: 'x' }],
    ['IPv6', { type: 'set-ipv6', nic: key, ipv6: { kind: 'automatic', count: 1 } }],
    ['the groups', { type: 'set-groups', nic: key, groups: [] }],
  ])('sees %s', (_what, command) => {
    expect(sameBesidesAddresses(before, { nic: firstNic([command]), number: 1 })).toBe(false);
  });

  it('sees another place among the interfaces', () => {
    expect(sameBesidesAddresses(before, { ...before, number: 2 })).toBe(false);
  });
});
