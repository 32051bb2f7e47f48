import { type Ipv4, ipv4ToNumber, parseIpv4 } from '@/lib/net/ipv4';
import type { Slot } from './command';
import type { JsonPointer } from './diagnostic';
import { isObject, type JsonObject, openJson, pointerStep } from './json';
import { knownKey, metadataValue, spellingOf } from './keys';
import { memberProblems, type ReadProblem } from './member-forms';
import type { RestoreMetadata, RestorePlan } from './plan';
import { nicSpecs, sentKeys } from './sent-keys';

/** An IPv4 as an interface states it. `value` is `null` where it cannot be read. */
export interface OpenedAddress {
  readonly text: string;
  readonly address: Ipv4 | null;
  readonly value: number | null;
  readonly primary: boolean;
  readonly at: JsonPointer;
  readonly slot: Slot;
}

/** A text of a list member with its place, e.g. a prefix. */
export interface OpenedText {
  readonly text: string;
  readonly at: JsonPointer;
}

/** One member of NetworkInterfaces, read once for all rules. `null` stands for an absent or unreadable member. */
export interface OpenedNic {
  readonly position: number;
  readonly at: JsonPointer;
  /** `Nic.key` in the plan that this is, or would become when the file is opened in the editor. */
  readonly key: string;
  readonly members: JsonObject;
  readonly deviceIndex: number | null;
  readonly networkCardIndex: number;
  readonly networkInterfaceId: string | null;
  readonly subnetId: string | null;
  /** Where the subnet stands. */
  readonly subnetAt: JsonPointer;
  readonly groups: readonly string[];
  /** Where the groups stand. */
  readonly groupsAt: JsonPointer;
  readonly addresses: readonly OpenedAddress[];
  readonly secondaryCount: number | null;
  readonly ipv6Addresses: readonly OpenedText[];
  readonly ipv6Count: number | null;
  readonly ipv4Prefixes: readonly OpenedText[];
  readonly ipv4PrefixCount: number | null;
  readonly ipv6Prefixes: readonly OpenedText[];
  readonly ipv6PrefixCount: number | null;
}

/** What StartRestoreJob would be given, with its JSON strings opened: the one thing that rules look at. */
export interface OpenedRequest {
  readonly metadata: RestoreMetadata;
  readonly nics: readonly OpenedNic[];
  /** The one interface that a launch has where NetworkInterfaces is empty and SubnetId is given. */
  readonly implicit: OpenedNic | null;
  readonly problems: readonly ReadProblem[];
}

/** The subnets that a request names, of its interfaces or at the instance level. */
export const subnetIdsOf = ({ nics, implicit }: OpenedRequest): readonly string[] =>
  [...nics, implicit].flatMap((nic) => nic?.subnetId ?? []);

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const texts = (raw: JsonObject, list: string, member: string, at: JsonPointer): OpenedText[] =>
  listOf(raw[list]).map((entry, i) => {
    const value = isObject(entry) ? entry[member] : entry;
    return { text: typeof value === 'string' ? value : (JSON.stringify(value) ?? ''), at: `${at}/${list}/${i}` };
  });

const openAddress = (value: unknown, primary: boolean, at: JsonPointer, slot: Slot): OpenedAddress => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  const address = parseIpv4(text);
  return { text, address, value: address === null ? null : ipv4ToNumber(address), primary, at, slot };
};

const openAddresses = (raw: JsonObject, key: string, at: JsonPointer): OpenedAddress[] => {
  const out: OpenedAddress[] = [];
  if (textOf(raw.PrivateIpAddress) !== null)
    out.push(openAddress(raw.PrivateIpAddress, true, `${at}/PrivateIpAddress`, { nic: key, role: 'primary' }));
  let secondaries = 0;
  listOf(raw.PrivateIpAddresses).forEach((entry, i) => {
    const here = `${at}/PrivateIpAddresses/${i}`;
    const primary = isObject(entry) && entry.Primary === true;
    const value = isObject(entry) ? entry.PrivateIpAddress : entry;
    out.push(
      openAddress(value, primary, here, primary ? { nic: key, role: 'primary' } : { nic: key, role: 'secondary', index: secondaries }),
    );
    if (!primary) secondaries += 1;
  });
  return out;
};

const openNic = (raw: JsonObject, position: number, key: string): OpenedNic => {
  const at = `/NetworkInterfaces/${position}`;
  return {
    position,
    at,
    key,
    members: raw,
    deviceIndex: numberOf(raw.DeviceIndex),
    networkCardIndex: numberOf(raw.NetworkCardIndex) ?? 0,
    networkInterfaceId: textOf(raw.NetworkInterfaceId),
    subnetId: textOf(raw.SubnetId),
    subnetAt: `${at}/SubnetId`,
    groups: listOf(raw.Groups).filter((g) => typeof g === 'string'),
    groupsAt: `${at}/Groups`,
    addresses: openAddresses(raw, key, at),
    secondaryCount: numberOf(raw.SecondaryPrivateIpAddressCount),
    ipv6Addresses: texts(raw, 'Ipv6Addresses', 'Ipv6Address', at),
    ipv6Count: numberOf(raw.Ipv6AddressCount),
    ipv4Prefixes: texts(raw, 'Ipv4Prefixes', 'Ipv4Prefix', at),
    ipv4PrefixCount: numberOf(raw.Ipv4PrefixCount),
    ipv6Prefixes: texts(raw, 'Ipv6Prefixes', 'Ipv6Prefix', at),
    ipv6PrefixCount: numberOf(raw.Ipv6PrefixCount),
  };
};

/** The opened value of a JSON key; `undefined` where it is absent or unreadable. */
export const opened = (request: OpenedRequest, key: string): unknown => {
  const text = metadataValue(request.metadata, key);
  return text === null ? undefined : openAgain(text);
};

const openedTexts = new Map<string, unknown>();
const REMEMBERED = 200;
const SHORT = 1_000;

/** Opens a short text, such as Placement's, that stays the same from check to check. Nobody may change what it gives. */
const openAgain = (text: string): unknown => {
  if (text.length > SHORT) return openJson(text);
  if (openedTexts.has(text)) return openedTexts.get(text);
  if (openedTexts.size >= REMEMBERED) openedTexts.clear();
  const value = openJson(text);
  openedTexts.set(text, value);
  return value;
};

/** The pointer of a top-level key, in the spelling that the metadata uses. */
export const keyAt = (request: OpenedRequest, key: string): JsonPointer => pointerStep(spellingOf(request.metadata, key) ?? key);

const jsonFault = (name: string, text: unknown): ReadProblem['code'] | null => {
  if (text === null) return 'null-value';
  if (typeof text !== 'string') return 'not-text';
  const format = knownKey(name)?.format;
  if ((format !== 'json-array' && format !== 'json-object') || text === '') return null;
  const value = openAgain(text);
  if (value === undefined) return 'not-json';
  if (format === 'json-array') return Array.isArray(value) ? null : 'not-a-list';
  return isObject(value) ? null : 'not-an-object';
};

const jsonProblems = (metadata: RestoreMetadata): ReadProblem[] =>
  Object.entries(metadata).flatMap(([name, text]): ReadProblem[] => {
    const code = jsonFault(name, text);
    return code === null ? [] : [{ code, at: pointerStep(name) }];
  });

/** Opens a metadata map of whatever origin. Never throws: what cannot be read is among the problems. */
export const openMetadata = (metadata: RestoreMetadata): OpenedRequest => {
  const problems = jsonProblems(metadata);
  const readable = Object.fromEntries(Object.entries(metadata).filter(([, text]) => typeof text === 'string'));
  const list = listOf(openJson(metadataValue(readable, 'NetworkInterfaces') ?? '[]'));
  list.forEach((raw, i) => {
    problems.push(...memberProblems(raw, `/NetworkInterfaces/${i}`));
  });
  const nics = list.map((raw, i) => openNic(isObject(raw) ? raw : {}, i, `n${i}`));
  return { metadata: readable, nics, implicit: nics.length > 0 ? null : implicitNic(readable), problems };
};

/** With no interfaces given, the instance-level subnet and groups make one, as RunInstances does. */
const implicitNic = (metadata: RestoreMetadata): OpenedNic | null => {
  const SubnetId = metadataValue(metadata, 'SubnetId');
  if (SubnetId === null || SubnetId === '') return null;
  const Groups = openJson(metadataValue(metadata, 'SecurityGroupIds') ?? '[]');
  const nic = openNic({ DeviceIndex: 0, SubnetId, Groups }, 0, 'n0');
  const place = (key: string): JsonPointer => pointerStep(spellingOf(metadata, key) ?? key);
  return { ...nic, at: '', subnetAt: place('SubnetId'), groupsAt: place('SecurityGroupIds') };
};

interface Keys {
  readonly template: RestoreMetadata;
  readonly withInterfaces: boolean;
  readonly metadata: RestoreMetadata;
  readonly problems: readonly ReadProblem[];
}
const keysBySettings = new WeakMap<RestorePlan['settings'], Keys>();

/** What is sent beside the interfaces. Most edits are of interfaces and leave the settings as they are, so it is kept from check to check. */
const keysOf = (plan: RestorePlan): Keys => {
  const { template } = plan.source;
  const withInterfaces = plan.nics.length > 0;
  const known = keysBySettings.get(plan.settings);
  if (known?.template === template && known.withInterfaces === withInterfaces) return known;
  const metadata = sentKeys(plan, '', '');
  const keys = { template, withInterfaces, metadata, problems: jsonProblems(metadata) };
  keysBySettings.set(plan.settings, keys);
  return keys;
};

/** The request that `plan` would become, without printing its interfaces; agrees with `openMetadata(toMetadata(plan))`. */
export const requestOf = (plan: RestorePlan): OpenedRequest => {
  const { metadata, problems } = keysOf(plan);
  // Interfaces edited as text are read from the text; others need no detour through JSON.
  if (spellingOf(plan.settings.overrides as RestoreMetadata, 'NetworkInterfaces') !== null) return openMetadata(metadata);
  return {
    metadata,
    nics: nicSpecs(plan).map((spec, i) => openNic(spec, i, plan.nics[i]?.key ?? `n${i}`)),
    implicit: null,
    problems: [...problems, ...plan.nics.flatMap(({ extra }, i) => memberProblems(extra, `/NetworkInterfaces/${i}`))],
  };
};
