import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { batches } from './call';
import type { Aws } from './connection';
import { interfacePages } from './interfaces';

/** What may be held: an address in a subnet, or (`subnetId` empty) an interface by its id. */
export interface Wanted {
  readonly subnetId: string;
  readonly address: string;
}

/** EC2 takes at most 200 values in one filter. */
const FILTER_VALUES = 200;

const keyOf = ({ subnetId, address }: Wanted): string => `${subnetId} ${address}`;

const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/**
 * Those of `wanted` that an interface holds at this moment: IPv4 addresses one by one, and interfaces to which something is attached. A cheap look: of IPv6 addresses and prefixes it
 * says nothing, and what lies in somebody's delegated prefix looks free; the whole check sees both.
 */
export const heldAmong = async (aws: Aws, wanted: readonly Wanted[]): Promise<Result<readonly Wanted[], AwsProblem>> => {
  const held = new Set<string>();
  const addresses = [...new Set(wanted.flatMap(({ subnetId, address }) => (subnetId !== '' && IPV4.test(address) ? [address] : [])))];
  const interfaces = [...new Set(wanted.flatMap(({ subnetId, address }) => (subnetId === '' ? [address] : [])))];
  const looks = [
    ...batches(addresses, FILTER_VALUES).map((Values) => ({ Name: 'addresses.private-ip-address', Values: [...Values] })),
    ...batches(interfaces, FILTER_VALUES).map((Values) => ({ Name: 'network-interface-id', Values: [...Values] })),
  ];
  for (const filter of looks)
    for await (const page of interfacePages(aws, [filter])) {
      if (!page.ok) return page;
      for (const each of page.value) {
        for (const address of each.addresses) held.add(keyOf({ subnetId: each.subnetId, address }));
        if (each.status !== 'available') held.add(keyOf({ subnetId: '', address: each.id }));
      }
    }
  return ok(wanted.filter((each) => held.has(keyOf(each))));
};
