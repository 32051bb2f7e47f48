import { describe, expect, it } from 'vitest';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Diagnostic, Severity } from '@/lib/restore/diagnostic';
import { aFinding } from '@/lib/restore/fixtures/finding';
import { groupFindings, isAbout } from './verdict-order';

const finding = (severity: Severity, at: string, address: string | null = null): Diagnostic =>
  aFinding({ severity, at, params: { address } });

describe('groupFindings', () => {
  it('puts what stops a restore first and leaves empty groups out', () => {
    const groups = groupFindings([finding('info', '/a'), finding('error', '/b'), finding('error', '/a')]);
    expect(groups.map(({ severity, findings }) => [severity, findings.map(({ finding: { at } }) => at)])).toEqual([
      ['error', ['/b', '/a']],
      ['info', ['/a']],
    ]);
  });

  it('gives equal findings keys of their own', () => {
    const [group] = groupFindings([finding('error', '/a'), finding('error', '/a')]);
    expect(new Set(group?.findings.map(({ key }) => key)).size).toBe(2);
  });
});

describe('isAbout', () => {
  const slot = '/NetworkInterfaces/0/PrivateIpAddresses/1';
  const one = finding('error', slot, '10.1.10.100');

  it('knows the slot, the interface around it, and the address on the map', () => {
    expect(isAbout(one, { kind: 'place', at: slot })).toBe(true);
    expect(isAbout(one, { kind: 'place', at: '/NetworkInterfaces/0' })).toBe(true);
    expect(isAbout(one, { kind: 'address', address: '10.1.10.100' as Ipv4, subnetId: 'subnet-a' })).toBe(true);
  });

  it('is about nothing else', () => {
    expect(isAbout(one, null)).toBe(false);
    expect(isAbout(one, { kind: 'place', at: '/NetworkInterfaces/0/PrivateIpAddresses/10' })).toBe(false);
    expect(isAbout(one, { kind: 'place', at: '' })).toBe(false);
    expect(isAbout(one, { kind: 'address', address: '10.1.10.10' as Ipv4, subnetId: 'subnet-a' })).toBe(false);
  });
});
