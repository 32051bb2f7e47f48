import { isObject, openJson } from '@/lib/restore/json';
import type { Random } from './random';

/** What breaks naive readers: numbers beyond their range, names of JavaScript's own, half characters, deep nesting, what nearly is an address. */
const NASTY: readonly [unknown, ...unknown[]] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e308,
  -0,
  2 ** 53,
  '',
  ' ',
  '0',
  'null',
  '[]',
  '{}',
  '[{}]',
  '[null]',
  '{"a":',
  '__proto__',
  'constructor',
  'toString',
  '\ud800',
  '\u0000',
  '\ufeff',
  '../../etc/passwd',
  '10.1.10.100',
  '10.1.10.256',
  '010.1.10.1',
  '10.1.10',
  '10.1.10.0/24',
  '10.1.10.16/28',
  '0.0.0.0/0',
  '255.255.255.255',
  '2001:db8::1',
  '2001:db8::/80',
  '::ffff:10.1.10.1',
  'fe80::1%eth0',
  'subnet-0bdb9444b6747e0d6',
  'eni-0196b22fc136f1f81',
  'sg-06d3f4fca2b07b915',
  't2.micro',
  'p4d.24xlarge',
  'efa-only',
  'UseBackedUpValue',
  '{count, plural, other {#}}',
  '<b>{x}</b>',
  'あ'.repeat(300),
  [],
  [[]],
  {},
  { Primary: true },
  [{ Primary: true, PrivateIpAddress: '10.1.10.100' }],
  JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`),
];

const CUTS: readonly [string, ...string[]] = [
  '"',
  "'",
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\n',
  '`',
  '$',
  '$(',
  '=',
  ' ',
  '--',
  '\u0000',
  '\ud83d',
  '０',
];

const KEYS: readonly [string, ...string[]] = [
  'NetworkInterfaces',
  'networkinterfaces',
  'CpuOptions',
  'Placement',
  'BlockDeviceMappings',
  'InstanceType',
  'KeyName',
  'IamInstanceProfileName',
  'Primary',
  'PrivateIpAddress',
  'PrivateIpAddresses',
  'SecondaryPrivateIpAddressCount',
  'Ipv6Addresses',
  'Ipv6AddressCount',
  'Ipv4Prefixes',
  'Ipv4PrefixCount',
  'Ipv6Prefixes',
  'DeviceIndex',
  'NetworkCardIndex',
  'NetworkInterfaceId',
  'InterfaceType',
  'Groups',
  'SubnetId',
  'Metadata',
  'RestoreMetadata',
  'ResourceType',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
];

/** Cuts, doubles, swaps or puts in a piece of text. */
export const mutateText = (random: Random, text: string, other: string): string => {
  const at = random.below(text.length + 1);
  const length = random.chance(0.7) ? random.below(4) : random.below(text.length + 1);
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + random.pick(CUTS) + text.slice(at);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length).repeat(2) + text.slice(at + length);
    case 3:
      return text.slice(0, at);
    case 4:
      return text.slice(0, at) + other.slice(random.below(other.length + 1)) + text.slice(at + length);
    default:
      return text.slice(0, at) + String.fromCharCode(random.below(0x10000)) + text.slice(at + 1);
  }
};

const mutateEntries = (random: Random, entries: [string, unknown][]): [string, unknown][] => {
  const at = random.below(entries.length + 1);
  const entry = entries[at];
  switch (random.below(5)) {
    case 0:
      return entries.toSpliced(at, 1);
    case 1:
      return entries.toSpliced(at, 0, [random.pick(KEYS), random.pick(NASTY)]);
    case 2:
      return entry === undefined ? entries : entries.with(at, [random.pick(KEYS), entry[1]]);
    default:
      return entry === undefined ? entries : entries.with(at, [entry[0], mutateValue(random, entry[1])]);
  }
};

const mutateList = (random: Random, list: readonly unknown[]): readonly unknown[] => {
  const at = random.below(list.length + 1);
  switch (random.below(5)) {
    case 0:
      return list.toSpliced(at, 1);
    case 1:
      return list.toSpliced(at, 0, random.pick(NASTY));
    case 2:
      return at < list.length ? [...list, ...Array.from({ length: 1 + random.below(60) }, () => list[at])] : list;
    default:
      return at < list.length ? list.with(at, mutateValue(random, list[at])) : list;
  }
};

/** Changes one place of a JSON value: of its own, of something inside, or inside JSON that stands in a string of it. */
export const mutateValue = (random: Random, value: unknown): unknown => {
  if (random.chance(0.1)) return random.pick(NASTY);
  if (Array.isArray(value)) return mutateList(random, value);
  if (isObject(value)) return Object.fromEntries(mutateEntries(random, Object.entries(value)));
  if (typeof value === 'string') {
    const opened = /^[[{]/.test(value) ? openJson(value) : undefined;
    if (opened !== undefined && random.chance(0.9)) return JSON.stringify(mutateValue(random, opened));
    return random.chance(0.5) ? mutateText(random, value, '10.1.10.9') : random.pick(NASTY);
  }
  return random.pick(NASTY);
};
