import { isObject, type JsonObject, openJson } from '@/lib/restore/json';

/** An interface as a person reads it. It is for looking only: what a restore makes of the same text is `lib/restore`'s to say. */
export interface ReadInterface {
  readonly deviceIndex: number;
  readonly id: string | null;
  readonly subnet: string | null;
  readonly groups: readonly string[];
  readonly primary: string | null;
  readonly secondaries: readonly string[];
  /** Secondary addresses that AWS is to choose. */
  readonly automaticSecondaries: number;
  readonly ipv6: readonly string[];
  readonly prefixes: readonly string[];
  readonly publicIp: boolean;
  readonly deleteOnTermination: boolean;
  readonly description: string;
  /** Members that have no place above, or not the form that they should have, as JSON. */
  readonly other: readonly (readonly [name: string, json: string])[];
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const texts = (value: unknown, member: string): readonly string[] | null => {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return null;
  const read = value.map((each: unknown) => text(isObject(each) ? each[member] : each));
  return read.every((each) => each !== null) ? read : null;
};

/** For each member that is shown in its own place, whether its value has a form that can be. */
const FORMS: Readonly<Record<string, (value: unknown) => boolean>> = {
  DeviceIndex: (value) => typeof value === 'number',
  NetworkInterfaceId: (value) => typeof value === 'string',
  SubnetId: (value) => typeof value === 'string',
  Groups: (value) => texts(value, 'GroupId') !== null,
  PrivateIpAddress: (value) => typeof value === 'string',
  PrivateIpAddresses: (value) => texts(value, 'PrivateIpAddress') !== null,
  SecondaryPrivateIpAddressCount: (value) => typeof value === 'number',
  Ipv6AddressCount: (value) => value === 0,
  Ipv6Addresses: (value) => texts(value, 'Ipv6Address') !== null,
  Ipv4Prefixes: (value) => texts(value, 'Ipv4Prefix') !== null,
  Ipv6Prefixes: (value) => texts(value, 'Ipv6Prefix') !== null,
  AssociatePublicIpAddress: (value) => typeof value === 'boolean',
  DeleteOnTermination: (value) => typeof value === 'boolean',
  Description: (value) => typeof value === 'string',
  // The ordinary kind says nothing.
  InterfaceType: (value) => value === 'interface',
};

const addressesOf = (raw: JsonObject): { readonly primary: string | null; readonly secondaries: readonly string[] } => {
  const listed = Array.isArray(raw.PrivateIpAddresses) ? raw.PrivateIpAddresses.filter(isObject) : [];
  const of = (primary: boolean) =>
    listed.filter((each) => (each.Primary === true) === primary).flatMap((each) => text(each.PrivateIpAddress) ?? []);
  return { primary: of(true)[0] ?? text(raw.PrivateIpAddress), secondaries: of(false) };
};

const readInterface = (raw: JsonObject, index: number): ReadInterface => {
  const { primary, secondaries } = addressesOf(raw);
  const count = raw.SecondaryPrivateIpAddressCount;
  return {
    deviceIndex: typeof raw.DeviceIndex === 'number' ? raw.DeviceIndex : index,
    id: text(raw.NetworkInterfaceId),
    subnet: text(raw.SubnetId),
    groups: texts(raw.Groups, 'GroupId') ?? [],
    primary,
    secondaries,
    automaticSecondaries: secondaries.length === 0 && typeof count === 'number' ? count : 0,
    ipv6: texts(raw.Ipv6Addresses, 'Ipv6Address') ?? [],
    prefixes: [...(texts(raw.Ipv4Prefixes, 'Ipv4Prefix') ?? []), ...(texts(raw.Ipv6Prefixes, 'Ipv6Prefix') ?? [])],
    publicIp: raw.AssociatePublicIpAddress === true,
    deleteOnTermination: raw.DeleteOnTermination !== false,
    description: text(raw.Description) ?? '',
    other: Object.entries(raw)
      .filter(([name, value]) => value !== null && FORMS[name]?.(value) !== true)
      .map(([name, value]) => [name, JSON.stringify(value)] as const),
  };
};

/** The interfaces in the value of NetworkInterfaces; `null` where it is not a list of them (cut off, not JSON). Never throws. */
export const readInterfaces = (value: string): readonly ReadInterface[] | null => {
  const opened = openJson(value);
  return Array.isArray(opened) && opened.every(isObject) ? opened.map(readInterface) : null;
};
