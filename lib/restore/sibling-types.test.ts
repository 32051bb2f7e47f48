import { describe, expect, it } from 'vitest';
import type { InstanceTypeFact } from './facts';
import { FACTS } from './rules/cases/fixture';
import { siblingsOf } from './sibling-types';

const known = FACTS.instanceTypes['m5.large'];
if (known?.state !== 'known' || known.value === null) throw new Error('the fixture has no m5.large');
const base: InstanceTypeFact = known.value;
const like = (type: string, more: Partial<InstanceTypeFact> = {}): InstanceTypeFact => ({ ...base, type, ...more });
const names = (of: InstanceTypeFact, others: readonly InstanceTypeFact[]): readonly string[] =>
  siblingsOf(of, others).map(({ type }) => type);

describe('siblings of an instance type', () => {
  it('have room for the same interfaces and addresses, as many vCPUs and no less memory', () => {
    const others = [
      like('m6i.large'),
      like('m5.large'),
      like('m6.fewer-interfaces', { maxInterfaces: base.maxInterfaces - 1 }),
      like('m6.fewer-addresses', { ipv4PerInterface: base.ipv4PerInterface - 1 }),
      like('m6.fewer-ipv6', { ipv6PerInterface: base.ipv6PerInterface - 1 }),
      like('m6.small-card', {
        networkCards: [{ index: 0, maxInterfaces: 1, moreInterfaces: 0, maxQueuesPerInterface: null, maxQueues: null }],
      }),
      like('m6.more-vcpus', { defaultVcpus: base.defaultVcpus * 2 }),
      like('c6i.large', { memoryMib: base.memoryMib / 2 }),
      like('m7g.large', { architectures: ['arm64'] }),
      like('t3.large', { burstable: true }),
      like('m5d.large', { instanceStorage: true }),
      like('m4.large', { hypervisor: 'xen' }),
    ];
    expect(names(base, others)).toEqual(['m6i.large']);
  });

  it('come with the least memory first, then of the same kind of family, then by name', () => {
    const others = [like('r6i.large', { memoryMib: base.memoryMib * 2 }), like('c9.large'), like('m7i.large'), like('m6i.large')];
    expect(names(base, others)).toEqual(['m6i.large', 'm7i.large', 'c9.large', 'r6i.large']);
  });
});
