import { addressAt, cidrRange } from '@/lib/net/cidr';
import type { Nic, RestorePlan } from '@/lib/restore/plan';

/** Something that only one restore at a time may ask for: an address in a subnet, or (`subnetId` empty) an existing interface by its id. */
export interface PlannedClaim {
  readonly subnetId: string;
  readonly address: string;
}

/** A delegated prefix longer than this many addresses is claimed as a whole; EC2's are /28. */
const MAX_EXPANDED = 16;

/**
 * What a restore of `plan` claims while it is under way: every fixed IPv4 and IPv6 address, every address of a fixed IPv4 prefix, fixed IPv6 prefixes as
 * they are written, and attached interfaces. Addresses that AWS picks cannot be claimed.
 */
export const claimsOfPlan = (plan: RestorePlan): readonly PlannedClaim[] => plan.nics.flatMap(claimsOfNic);

const claimsOfNic = (nic: Nic): readonly PlannedClaim[] => {
  if (nic.kind === 'existing') return [{ subnetId: '', address: nic.networkInterfaceId }];
  const { subnetId } = nic;
  if (subnetId === null) return [];
  const prefixes = nic.ipv4Prefixes.kind === 'fixed' ? nic.ipv4Prefixes.values : [];
  const addresses = [
    ...(nic.primary.kind === 'fixed' ? [nic.primary.address] : []),
    ...(nic.secondaries.kind === 'fixed' ? nic.secondaries.values : []),
    ...(nic.ipv6.kind === 'fixed' ? nic.ipv6.values : []),
    ...prefixes.flatMap((prefix): readonly string[] => {
      const { size } = cidrRange(prefix);
      return size > MAX_EXPANDED ? [prefix] : Array.from({ length: size }, (_, offset) => addressAt(prefix, offset));
    }),
    ...(nic.ipv6Prefixes.kind === 'fixed' ? nic.ipv6Prefixes.values : []),
  ];
  return [...new Set<string>(addresses)].map((address) => ({ subnetId, address }));
};
