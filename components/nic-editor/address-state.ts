import { type Ipv4, ipv4ToNumber } from '@/lib/net/ipv4';
import type { FactIndex } from '@/lib/restore/fact-index';
import { holderOf } from '@/lib/restore/holder';
import { instanceIdOf } from '@/lib/restore/original';
import type { RestorePlan } from '@/lib/restore/plan';
import { isFree, nextFree } from '@/lib/restore/rules/free-addresses';
import { inRange } from '@/lib/restore/rules/rule';

/** How an address of a subnet stands in the facts, before it is placed; message keys below `nics.addressState.`. */
export interface AddressState {
  readonly code: 'free' | 'original' | 'in-use' | 'claimed' | 'reserved' | 'unknown';
  readonly name: string;
}

/** How `address` stands. An address outside the subnet, or that AWS keeps, is the move's to refuse. */
export const addressStateOf = (plan: RestorePlan, index: FactIndex, subnetId: string, address: Ipv4): AddressState => {
  const subnet = index.subnets.get(subnetId);
  if (subnet === undefined || subnet.interfaces.state === 'unknown') return { code: 'unknown', name: '' };
  const value = ipv4ToNumber(address);
  const by = subnet.holders.get(value) ?? subnet.prefixes.find(({ range }) => inRange(range, value))?.holder;
  if (by !== undefined) {
    const holder = holderOf(by, index.instances);
    const original = holder.instanceId !== null && holder.instanceId === instanceIdOf(plan.source.resourceArn);
    const name = holder.instance?.name ?? holder.instanceId ?? (holder.description || holder.interfaceId);
    return { code: original ? 'original' : 'in-use', name };
  }
  const claim = subnet.claims.get(value);
  if (claim !== undefined) return { code: 'claimed', name: claim.shown?.name ?? claim.by ?? '' };
  return isFree(subnet, value) ? { code: 'free', name: '' } : { code: 'reserved', name: '' };
};

/** Numbers of the addresses that the plan places in a subnet. */
const takenIn = (plan: RestorePlan, subnetId: string): ReadonlySet<number> => {
  const taken = new Set<number>();
  for (const nic of plan.nics) {
    if (nic.kind !== 'new' || nic.subnetId !== subnetId) continue;
    if (nic.primary.kind === 'fixed') taken.add(ipv4ToNumber(nic.primary.address));
    if (nic.secondaries.kind === 'fixed') for (const address of nic.secondaries.values) taken.add(ipv4ToNumber(address));
  }
  return taken;
};

/** The nearest free addresses of a subnet at or above `near`, at most `count`; none where its interfaces are not known. */
export const freeNear = (plan: RestorePlan, index: FactIndex, subnetId: string, near: Ipv4 | null, count: number): readonly Ipv4[] => {
  const subnet = index.subnets.get(subnetId);
  if (subnet === undefined) return [];
  const taken = new Set(takenIn(plan, subnetId));
  const out: Ipv4[] = [];
  let from = near === null ? subnet.range.first : ipv4ToNumber(near);
  while (out.length < count) {
    const free = nextFree(subnet, from, taken);
    if (free === null) break;
    out.push(free);
    from = ipv4ToNumber(free);
    taken.add(from);
  }
  return out;
};
