import type { SubnetFact } from '@/lib/restore/facts';

/** The block that a subnet is known by: of IPv6 where it has no other. */
export const subnetBlock = ({ cidr, ipv6Native, ipv6Cidrs }: SubnetFact): string => (ipv6Native ? (ipv6Cidrs[0] ?? cidr) : cidr);
