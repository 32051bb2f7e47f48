import { isObject, type JsonObject } from './json';
import type { Assigned, NewNic, Nic } from './plan';

type Members = Record<string, unknown>;

/** The lists of an interface, the member that holds an entry's value, and how many members an entry has that says no more than a plan does. */
const LISTS = [
  ['PrivateIpAddresses', 'PrivateIpAddress', 2],
  ['Ipv6Addresses', 'Ipv6Address', 1],
  ['Ipv4Prefixes', 'Ipv4Prefix', 1],
  ['Ipv6Prefixes', 'Ipv6Prefix', 1],
] as const;

const fullEntries = new WeakMap<JsonObject, ReadonlyMap<string, JsonObject>>();

/** The backup's entries that say more than a plan has words for, by list and value. Read once for each interface: every edit prints all of them. */
const fullEntriesOf = (original: JsonObject): ReadonlyMap<string, JsonObject> => {
  const known = fullEntries.get(original);
  if (known !== undefined) return known;
  const found = new Map<string, JsonObject>();
  for (const [list, member, usual] of LISTS) {
    const entries = original[list];
    for (const entry of Array.isArray(entries) ? entries : [])
      if (isObject(entry) && Object.keys(entry).length > usual) found.set(`${list} ${entry[member]}`, entry);
  }
  fullEntries.set(original, found);
  return found;
};

/** What the backup's entry says besides its value, such as a member of tomorrow: it travels with that value. */
const entryOf = (original: JsonObject, list: string, value: string): JsonObject => fullEntriesOf(original).get(`${list} ${value}`) ?? {};

const addresses = (nic: NewNic, original: JsonObject): readonly JsonObject[] => {
  const spec = (address: string, primary: boolean): JsonObject => ({
    ...entryOf(original, 'PrivateIpAddresses', address),
    Primary: primary,
    PrivateIpAddress: address,
  });
  const primary = nic.primary.kind === 'fixed' ? [spec(nic.primary.address, true)] : [];
  const secondaries = nic.secondaries.kind === 'fixed' ? nic.secondaries.values : [];
  return [...primary, ...secondaries.map((address) => spec(address, false))];
};

/** A list XOR a count (V7, V23, V25). Empty lists and zero IPv6 counts stay where the backup had them: AWS accepts those (1.5). */
const putAssigned = <T extends string>(
  out: Members,
  original: JsonObject,
  value: Assigned<T>,
  names: { list: string; count: string; member: string },
): void => {
  if (value.kind === 'automatic') out[names.count] = value.count;
  else if (value.values.length > 0)
    out[names.list] = value.values.map((item) => ({ ...entryOf(original, names.list, item), [names.member]: item }));
  else {
    const was = original[names.list];
    if (Array.isArray(was)) out[names.list] = [];
    if (names.count === 'Ipv6AddressCount' && original[names.count] !== undefined) out[names.count] = 0;
  }
};

const newMembers = (nic: NewNic, original: JsonObject, nicCount: number): Members => {
  const out: Members = {
    DeleteOnTermination: nic.deleteOnTermination,
    Description: nic.description,
    DeviceIndex: nic.deviceIndex,
    InterfaceType: nic.interfaceType,
  };
  // With several interfaces AWS refuses the member itself (V21).
  if (nicCount === 1) out.AssociatePublicIpAddress = nic.publicIp;
  if (nic.subnetId !== null) out.SubnetId = nic.subnetId;
  if (nic.groups.length > 0 || original.Groups !== undefined) out.Groups = nic.groups;
  const given = addresses(nic, original);
  if (given.length > 0) out.PrivateIpAddresses = given;
  if (nic.secondaries.kind === 'automatic') out.SecondaryPrivateIpAddressCount = nic.secondaries.count;
  putAssigned(out, original, nic.ipv6, { list: 'Ipv6Addresses', count: 'Ipv6AddressCount', member: 'Ipv6Address' });
  putAssigned(out, original, nic.ipv4Prefixes, { list: 'Ipv4Prefixes', count: 'Ipv4PrefixCount', member: 'Ipv4Prefix' });
  putAssigned(out, original, nic.ipv6Prefixes, { list: 'Ipv6Prefixes', count: 'Ipv6PrefixCount', member: 'Ipv6Prefix' });
  if (nic.primaryIpv6 || original.PrimaryIpv6 !== undefined) out.PrimaryIpv6 = nic.primaryIpv6;
  return out;
};

/**
 * One interface in the shape RunInstances takes, its members in no particular order.
 * @param original the template's interface it came from (`{}` for one that was added): what it left empty stays as it was
 * @param nicCount how many interfaces the plan has (V21)
 */
export const nicSpec = (nic: Nic, original: JsonObject, nicCount: number): JsonObject => {
  const members: Members =
    nic.kind === 'existing'
      ? { DeviceIndex: nic.deviceIndex, NetworkInterfaceId: nic.networkInterfaceId }
      : newMembers(nic, original, nicCount);
  if (nic.networkCardIndex !== null) members.NetworkCardIndex = nic.networkCardIndex;
  return { ...nic.extra, ...members };
};
