import { cidrRange, parseCidr } from '@/lib/net/cidr';
import { parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';
import { isObject, type JsonObject, openJson } from '@/lib/restore/json';
import { metadataValue } from '@/lib/restore/keys';
import { err, ok, type Result } from '@/lib/result';

/** What an address is to its interface; a prefix is a delegated block. */
export type AddressRole = 'primary' | 'secondary' | 'ipv6' | 'prefix';

/** An interface as a backup or a live read shows it: what people know it by, and its addresses in canonical form. */
export interface LayoutInterface {
  readonly deviceIndex: number;
  readonly interfaceId: string | null;
  readonly subnetId: string | null;
  readonly groups: readonly string[];
  readonly primary: string | null;
  readonly secondaries: readonly string[];
  readonly ipv6: readonly string[];
  readonly prefixes: readonly string[];
}

/** The interfaces of an instance in the order of their device index. */
export type Layout = readonly LayoutInterface[];

/** One address of a layout, and where it stands in it. */
export interface PlacedAddress {
  readonly address: string;
  readonly role: AddressRole;
  /** Which interface of the layout, from 0. */
  readonly nic: number;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A block in the form in which it is shown and compared; `null` for what is none. */
const readPrefix = (value: string): string | null => {
  const ipv4 = parseCidr(value);
  if (ipv4 !== null) return cidrRange(ipv4).prefix < 32 ? ipv4 : null;
  const range = parseIpv6Cidr(value);
  const address = parseIpv6(value.slice(0, value.indexOf('/')));
  return range === null || address === null ? null : `${address}/${range.prefix}`;
};

/** Reads addresses, and counts what is none. Entries come as objects (`{"Ipv6Address":"…"}`) and as bare text. */
class Reader {
  skipped = 0;
  one(value: unknown, parse: (text: string) => string | null): string | null {
    if (value === undefined || value === null || value === '') return null;
    const parsed = typeof value === 'string' ? parse(value) : null;
    if (parsed === null) this.skipped += 1;
    return parsed;
  }
  all(value: unknown, member: string, parse: (text: string) => string | null): readonly string[] {
    return list(value).flatMap((entry) => this.one(isObject(entry) ? entry[member] : entry, parse) ?? []);
  }
}

const unique = (values: readonly (string | null)[]): readonly string[] => [...new Set(values.filter((value) => value !== null))];

const readInterface = (raw: JsonObject, index: number, reader: Reader): LayoutInterface => {
  const listed = list(raw.PrivateIpAddresses).filter(isObject);
  const marked = listed.filter((entry) => entry.Primary === true).map((entry) => reader.one(entry.PrivateIpAddress, parseIpv4));
  const others = listed.filter((entry) => entry.Primary !== true).map((entry) => reader.one(entry.PrivateIpAddress, parseIpv4));
  const [primary = null, ...rest] = unique([...marked, reader.one(raw.PrivateIpAddress, parseIpv4)]);
  return {
    deviceIndex: typeof raw.DeviceIndex === 'number' ? raw.DeviceIndex : index,
    interfaceId: text(raw.NetworkInterfaceId),
    subnetId: text(raw.SubnetId),
    groups: unique(list(raw.Groups).map(text)),
    primary,
    secondaries: unique([...rest, ...others]).filter((address) => address !== primary),
    ipv6: unique(reader.all(raw.Ipv6Addresses, 'Ipv6Address', parseIpv6)),
    prefixes: unique([
      ...reader.all(raw.Ipv4Prefixes, 'Ipv4Prefix', readPrefix),
      ...reader.all(raw.Ipv6Prefixes, 'Ipv6Prefix', readPrefix),
    ]),
  };
};

/**
 * The interfaces in the restore metadata of an EC2 point (NetworkInterfaces, facts 1.2). It is for finding and showing: what a restore makes of the same text is `parseTemplate`'s to say.
 * `malformed`: the value is no list of interfaces. `skipped`: how many addresses in it are none, and are left out.
 */
export const readLayout = (
  metadata: Readonly<Record<string, string>>,
): Result<{ readonly layout: Layout; readonly skipped: number }, 'malformed'> => {
  const value = metadataValue(metadata, 'NetworkInterfaces');
  if (value === null || value === '') return ok({ layout: [], skipped: 0 });
  const opened = openJson(value);
  if (!Array.isArray(opened) || !opened.every(isObject)) return err('malformed');
  const reader = new Reader();
  const layout = opened.map((raw, index) => readInterface(raw, index, reader)).sort((a, b) => a.deviceIndex - b.deviceIndex);
  return ok({ layout, skipped: reader.skipped });
};

/** Every address of a layout: interface by interface, the primary first. One that is named twice stands where it is named first. */
export const addressesIn = (layout: Layout): readonly PlacedAddress[] => {
  const found = new Map<string, PlacedAddress>();
  layout.forEach((each, nic) => {
    const add = (address: string, role: AddressRole) => {
      if (!found.has(address)) found.set(address, { address, role, nic });
    };
    if (each.primary !== null) add(each.primary, 'primary');
    for (const address of each.secondaries) add(address, 'secondary');
    for (const address of each.ipv6) add(address, 'ipv6');
    for (const block of each.prefixes) add(block, 'prefix');
  });
  return [...found.values()];
};
