import { type Cidr, parseCidr } from '@/lib/net/cidr';
import { type Ipv4, parseIpv4 } from '@/lib/net/ipv4';
import { type Ipv6, parseIpv6 } from '@/lib/net/ipv6';
import { err, ok, type Result } from '@/lib/result';
import { MAX_LIST } from './bounds';
import type { NetworkInterfaceId, SecurityGroupId, SubnetId } from './ids';
import { isObject, type JsonObject } from './json';
import { isPlanned } from './member-forms';
import type { ParseProblem } from './parse';
import type { Assigned, Nic, PrimaryIp } from './plan';

class Malformed extends Error {
  constructor(
    readonly code: ParseProblem['code'],
    readonly at: string,
    readonly text: string,
  ) {
    super(code);
  }
}

const text = (raw: JsonObject, name: string, at: string): string | null => {
  const value = raw[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw new Malformed('not-text', `${at}/${name}`, JSON.stringify(value));
  return value;
};

const whole = (raw: JsonObject, name: string, at: string): number | null => {
  const value = raw[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0)
    throw new Malformed('not-a-count', `${at}/${name}`, JSON.stringify(value));
  return value;
};

const count = (raw: JsonObject, name: string, at: string): number | null => {
  const value = whole(raw, name, at);
  if (value !== null && value > MAX_LIST) throw new Malformed('too-many', `${at}/${name}`, String(value));
  return value;
};

const flag = (raw: JsonObject, name: string, at: string, fallback: boolean): boolean => {
  const value = raw[name];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'boolean') throw new Malformed('not-a-flag', `${at}/${name}`, JSON.stringify(value));
  return value;
};

const list = (raw: JsonObject, name: string, at: string): readonly unknown[] => {
  const value = raw[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new Malformed('not-a-list', `${at}/${name}`, JSON.stringify(value));
  if (value.length > MAX_LIST) throw new Malformed('too-many', `${at}/${name}`, String(value.length));
  return value;
};

const ipv4 = (value: unknown, at: string): Ipv4 => {
  const address = typeof value === 'string' ? parseIpv4(value) : null;
  if (address === null) throw new Malformed('malformed-address', at, JSON.stringify(value) ?? 'undefined');
  return address;
};

/** Entries come as objects (`{"Ipv4Prefix":"…"}`), and as bare text from hand-written files. */
const entries = <T>(raw: JsonObject, name: string, member: string, at: string, parse: (value: string) => T | null): T[] =>
  list(raw, name, at).map((entry, i) => {
    const value = isObject(entry) ? entry[member] : entry;
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (parsed === null) throw new Malformed('malformed-address', `${at}/${name}/${i}`, JSON.stringify(entry));
    return parsed;
  });

/** A list that is not empty wins over a count, which AWS returns beside it (V7); a count of zero says nothing (1.5). */
const assigned = <T>(values: readonly T[], number: number | null): Assigned<T> =>
  values.length === 0 && number !== null && number > 0 ? { kind: 'automatic', count: number } : { kind: 'fixed', values };

const readAddresses = (raw: JsonObject, at: string): { primary: PrimaryIp; secondaries: Assigned<Ipv4> } => {
  let primary: Ipv4 | null = null;
  const secondaries: Ipv4[] = [];
  list(raw, 'PrivateIpAddresses', at).forEach((entry, i) => {
    const here = `${at}/PrivateIpAddresses/${i}`;
    if (!isObject(entry)) throw new Malformed('malformed-address', here, JSON.stringify(entry));
    const address = ipv4(entry.PrivateIpAddress, here);
    if (!flag(entry, 'Primary', here, false)) secondaries.push(address);
    else if (primary === null) primary = address;
    else throw new Malformed('two-primaries', here, address);
  });
  const member = text(raw, 'PrivateIpAddress', at);
  if (member !== null) {
    const address = ipv4(member, `${at}/PrivateIpAddress`);
    if (primary !== null && primary !== address) throw new Malformed('two-primaries', `${at}/PrivateIpAddress`, member);
    primary = address;
  }
  return {
    primary: primary === null ? { kind: 'automatic' } : { kind: 'fixed', address: primary },
    secondaries: assigned(secondaries, count(raw, 'SecondaryPrivateIpAddressCount', at)),
  };
};

const readNic = (raw: JsonObject, index: number, at: string): Nic => {
  const common = {
    key: `n${index}`,
    deviceIndex: whole(raw, 'DeviceIndex', at) ?? index,
    networkCardIndex: whole(raw, 'NetworkCardIndex', at),
    origin: index,
    extra: Object.fromEntries(Object.entries(raw).filter(([name]) => !isPlanned(name))),
  };
  const id = text(raw, 'NetworkInterfaceId', at);
  const subnetId = text(raw, 'SubnetId', at);
  // A backup names both its old interface and the subnet: that is a new interface. Only an id: attach that one (V4).
  if (id !== null && subnetId === null) return { ...common, kind: 'existing', networkInterfaceId: id as NetworkInterfaceId };
  return {
    ...common,
    ...readAddresses(raw, at),
    kind: 'new',
    subnetId: subnetId as SubnetId | null,
    groups: list(raw, 'Groups', at).map((group, i) => {
      if (typeof group !== 'string') throw new Malformed('not-text', `${at}/Groups/${i}`, JSON.stringify(group));
      return group as SecurityGroupId;
    }),
    ipv6: assigned<Ipv6>(entries(raw, 'Ipv6Addresses', 'Ipv6Address', at, parseIpv6), count(raw, 'Ipv6AddressCount', at)),
    ipv4Prefixes: assigned<Cidr>(entries(raw, 'Ipv4Prefixes', 'Ipv4Prefix', at, parseCidr), count(raw, 'Ipv4PrefixCount', at)),
    ipv6Prefixes: assigned<string>(
      entries(raw, 'Ipv6Prefixes', 'Ipv6Prefix', at, (t) => t),
      count(raw, 'Ipv6PrefixCount', at),
    ),
    primaryIpv6: flag(raw, 'PrimaryIpv6', at, false),
    // Off unless asked: a returned `true` is seldom meant (V22).
    publicIp: false,
    deleteOnTermination: flag(raw, 'DeleteOnTermination', at, true),
    description: text(raw, 'Description', at) ?? '',
    interfaceType: text(raw, 'InterfaceType', at) ?? 'interface',
  };
};

/**
 * Reads one member of NetworkInterfaces (RunInstances shape). The clashes of facts 1.5 are resolved as the plan's type demands.
 * @param index position in the array; becomes the key, and the device index where none is given
 */
export const parseNic = (raw: unknown, index: number): Result<Nic, ParseProblem> => {
  const at = `/NetworkInterfaces/${index}`;
  if (!isObject(raw)) return err({ code: 'not-an-object', key: 'NetworkInterfaces', at, text: JSON.stringify(raw) });
  try {
    return ok(readNic(raw, index, at));
  } catch (problem) {
    if (problem instanceof Malformed) return err({ code: problem.code, key: 'NetworkInterfaces', at: problem.at, text: problem.text });
    throw problem;
  }
};
