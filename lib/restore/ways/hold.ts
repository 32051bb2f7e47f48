import { type Ipv4, ipv4ToNumber } from '@/lib/net/ipv4';
import type { FactIndex } from '../fact-index';
import type { RestorePlan } from '../plan';
import { inRange } from '../rules/rule';

/** A typed address of a plan, on an interface that the restore makes. */
export interface PlannedAddress {
  readonly subnetId: string;
  readonly address: Ipv4;
}

/** Every address that a plan asks for by itself, in the order of its interfaces. */
export const plannedAddresses = ({ nics }: RestorePlan): readonly PlannedAddress[] =>
  nics.flatMap((nic) => {
    if (nic.kind === 'existing' || nic.subnetId === null) return [];
    const { subnetId } = nic;
    const addresses = [
      ...(nic.primary.kind === 'fixed' ? [nic.primary.address] : []),
      ...(nic.secondaries.kind === 'fixed' ? nic.secondaries.values : []),
    ];
    return addresses.map((address) => ({ subnetId, address }));
  });

/**
 * Why an address cannot be held by a reservation of its own. `held`: somebody has it, and a reservation takes it from nobody. `reserved`: another reservation covers it,
 * and they must not overlap. `unknown`: nobody can tell either.
 */
export type NoHold = 'not-asked' | 'held' | 'reserved' | 'unknown';

/** Whether an address of a plan can be held until its restore has it; `null`: it can. */
export const whyNoHold = (plan: RestorePlan, index: FactIndex, wanted: PlannedAddress): NoHold | null => {
  if (!plannedAddresses(plan).some(({ subnetId, address }) => subnetId === wanted.subnetId && address === wanted.address))
    return 'not-asked';
  const subnet = index.subnets.get(wanted.subnetId);
  if (subnet === undefined || subnet.interfaces.state === 'unknown' || subnet.reservationsKnown.state === 'unknown') return 'unknown';
  const value = ipv4ToNumber(wanted.address);
  if (!inRange(subnet.range, value)) return 'unknown';
  if (subnet.holders.has(value) || subnet.prefixes.some(({ range }) => inRange(range, value))) return 'held';
  return subnet.reservations.some(({ range }) => inRange(range, value)) ? 'reserved' : null;
};
