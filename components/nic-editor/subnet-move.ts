import type { Ipv4 } from '@/lib/net/ipv4';
import { apply } from '@/lib/restore/apply';
import type { Command } from '@/lib/restore/command';
import type { SubnetFact } from '@/lib/restore/facts';
import type { SubnetId } from '@/lib/restore/ids';
import type { NewNic, RestorePlan } from '@/lib/restore/plan';

/** What becomes of the addresses when an interface changes its subnet. */
export type AddressesOnMove = Extract<Command, { type: 'set-subnet' }>['addresses'];

/** One address before and after; `null`: AWS picks it then. */
export interface Readdressed {
  readonly role: 'primary' | 'secondary';
  readonly before: Ipv4;
  readonly after: Ipv4 | null;
}

/** The command that moves `nic` to `subnet`. Groups belong to a VPC: into another one they do not come along. */
export const subnetCommands = (nic: NewNic, subnet: SubnetFact, addresses: AddressesOnMove, sameVpc: boolean): readonly Command[] => [
  { type: 'set-subnet', nic: nic.key, subnetId: subnet.id as SubnetId, cidr: subnet.cidr, addresses },
  ...(sameVpc ? [] : [{ type: 'set-groups' as const, nic: nic.key, groups: [] }]),
];

/** What would become of each fixed address, by carrying the move out on a copy. */
export const readdress = (plan: RestorePlan, nic: NewNic, subnet: SubnetFact, addresses: AddressesOnMove): readonly Readdressed[] => {
  const out: Readdressed[] = [];
  const alone = (address: Ipv4): Ipv4 | null => {
    // One address at a time: the list drops those without a counterpart, and then places no longer answer to each other.
    const single: NewNic = { ...nic, primary: { kind: 'fixed', address }, secondaries: { kind: 'fixed', values: [] } };
    const moved = apply(
      { ...plan, nics: [single] },
      { type: 'set-subnet', nic: nic.key, subnetId: subnet.id as SubnetId, cidr: subnet.cidr, addresses },
    );
    const [after] = moved.ok ? moved.value.nics : [];
    return after?.kind === 'new' && after.primary.kind === 'fixed' ? after.primary.address : null;
  };
  if (nic.primary.kind === 'fixed') out.push({ role: 'primary', before: nic.primary.address, after: alone(nic.primary.address) });
  if (nic.secondaries.kind === 'fixed')
    for (const before of nic.secondaries.values) out.push({ role: 'secondary', before, after: alone(before) });
  return out;
};
