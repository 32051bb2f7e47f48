import { describe, expect, it } from 'vitest';
import { parseCidr } from '@/lib/net/cidr';
import { parseIpv4 } from '@/lib/net/ipv4';
import { applyAll } from '@/lib/restore/apply';
import type { SubnetFact } from '@/lib/restore/facts';
import { articlePlan } from '@/lib/restore/fixtures/article';
import type { NewNic, RestorePlan } from '@/lib/restore/plan';
import { readdress, subnetCommands } from './subnet-move';

const setUp = (): { plan: RestorePlan; nic: NewNic } => {
  const plan = articlePlan();
  const [nic] = plan.nics;
  if (nic?.kind !== 'new') throw new Error('no interface');
  return { plan, nic };
};
const subnet = (cidr: string): SubnetFact => {
  const block = parseCidr(cidr);
  if (block === null) throw new Error(cidr);
  return {
    id: 'subnet-new',
    name: null,
    vpcId: 'vpc-1',
    cidr: block,
    ipv6Cidrs: [],
    ipv6Native: false,
    availabilityZone: 'ap-northeast-1a',
    availabilityZoneId: null,
    availableAddressCount: 10,
    ownerId: '123456789012',
    mapPublicIpOnLaunch: false,
  };
};

describe('what a change of subnet does with addresses', () => {
  const { plan, nic } = setUp();
  const moved = (cidr: string, mode: Parameters<typeof readdress>[3]) => readdress(plan, nic, subnet(cidr), mode).map((each) => each.after);

  it('keeps the last octets where the new block has them', () => {
    expect(moved('10.1.20.0/24', 'keep-last-octets')).toEqual([parseIpv4('10.1.20.115'), parseIpv4('10.1.20.100')]);
  });

  it('leaves to AWS what has no counterpart, each by itself', () => {
    expect(moved('10.1.40.0/27', 'keep-last-octets')).toEqual([null, null]);
  });

  it('makes automatic, or keeps, as asked', () => {
    expect(moved('10.1.20.0/24', 'make-automatic')).toEqual([null, null]);
    expect(moved('10.1.20.0/24', 'keep')).toEqual([parseIpv4('10.1.10.115'), parseIpv4('10.1.10.100')]);
  });

  it('foretells what the commands do', () => {
    for (const mode of ['keep-last-octets', 'make-automatic', 'keep'] as const) {
      const applied = applyAll(plan, subnetCommands(nic, subnet('10.1.20.0/24'), mode, true));
      const [first] = applied.ok ? applied.value.nics : [];
      const fixed = first?.kind === 'new' && first.primary.kind === 'fixed' ? first.primary.address : null;
      expect(readdress(plan, nic, subnet('10.1.20.0/24'), mode)[0]?.after).toBe(fixed);
    }
  });

  it('leaves the groups of another VPC behind', () => {
    const applied = applyAll(plan, subnetCommands(nic, subnet('10.1.20.0/24'), 'keep', false));
    expect(applied.ok && applied.value.nics[0]?.kind === 'new' && applied.value.nics[0].groups).toEqual([]);
  });
});
