import { type Ipv4, parseIpv4 } from '@/lib/net/ipv4';
import type { Command } from '../command';
import type { Fix } from '../diagnostic';
import type { SecurityGroupId } from '../ids';
import { isObject, openJson, pointerStep } from '../json';
import { knownKey, metadataValue, spellingOf } from '../keys';
import { MEMBER_ORDER } from '../member-forms';
import { keyAt, type OpenedNic } from '../request';
import { fix, newNics, numberOf, type Rule, type RuleInput, removeKey, subnetOf } from './rule';

/** Names that people write, in lower case, for keys that are called otherwise. */
const MEANT: ReadonlyMap<string, string> = new Map(
  (
    [
      ['SecurityGroupIds', 'securitygroups securitygroup securitygroupid'],
      ['SubnetId', 'subnet subnets subnetids'],
      ['KeyName', 'keypair keypairname'],
      ['IamInstanceProfileName', 'iaminstanceprofile instanceprofile instanceprofilename iaminstanceprofilearn'],
      ['Placement', 'availabilityzone availabilityzoneid tenancy groupname placementgroup hostid'],
      ['BlockDeviceMappings', 'blockdevicemapping blockdevices encrypted kmskeyid volumetype volumesize iops throughput'],
      ['CreditSpecification', 'cpucredits'],
      ['CpuOptions', 'corecount threadspercore amdsevsnp nestedvirtualization'],
      ['RequireIMDSv2', 'httptokens metadataoptions'],
      ['NetworkInterfaces', 'networkinterface'],
      ['InstanceType', 'type'],
    ] as const
  ).flatMap(([key, names]) => names.split(' ').map((name) => [name, key] as const)),
);

/** Members of an interface by their lower case, which some write beside the interfaces instead of in one. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ...MEMBER_ORDER.map((name) => [name.toLowerCase(), name] as const),
  ...['privateip', 'ipaddress', 'staticip', 'fixedip'].map((name) => [name, 'PrivateIpAddress'] as const),
  ['privateips', 'PrivateIpAddresses'],
  ['secondaryprivateips', 'PrivateIpAddresses'],
]);

/** A name however it is spelled: `private_ip_address`, `PrivateIPAddress`. */
const plain = (key: string): string => key.toLowerCase().replace(/[_-]/g, '');

const addressesIn = (text: string): readonly { readonly address: Ipv4; readonly primary: boolean }[] => {
  const list = openJson(text);
  const entries = (Array.isArray(list) ? list : []).flatMap((entry: unknown) => {
    const value = isObject(entry) ? entry.PrivateIpAddress : entry;
    const address = typeof value === 'string' ? parseIpv4(value) : null;
    return address === null ? [] : [{ address, primary: isObject(entry) && entry.Primary === true }];
  });
  return Array.isArray(list) && entries.length === list.length ? entries : [];
};

/** The commands that put what a misplaced member says into an interface; none where it cannot be read, or would say something twice. */
const commandsFor = (member: string, text: string, nic: OpenedNic, placed: ReadonlySet<string>): readonly Command[] => {
  const free = (address: Ipv4): boolean => !placed.has(address);
  switch (member) {
    case 'PrivateIpAddress': {
      const address = parseIpv4(text.trim());
      return address !== null && free(address) ? [{ type: 'set-primary', nic: nic.key, address }] : [];
    }
    case 'PrivateIpAddresses': {
      const entries = addressesIn(text);
      const primaries = entries.filter(({ primary }) => primary);
      const values = entries.filter(({ primary }) => !primary).map(({ address }) => address);
      if (entries.length !== new Set(entries.map(({ address }) => address)).size || primaries.length > 1) return [];
      if (entries.some(({ address }) => !free(address))) return [];
      return [
        ...primaries.map(({ address }): Command => ({ type: 'set-primary', nic: nic.key, address })),
        ...(values.length === 0 ? [] : [{ type: 'set-secondaries', nic: nic.key, secondaries: { kind: 'fixed', values } } as const]),
      ];
    }
    case 'SecondaryPrivateIpAddressCount': {
      const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
      const has = nic.addresses.some(({ primary }) => !primary) || nic.ipv4Prefixes.length > 0 || (nic.ipv4PrefixCount ?? 0) > 0;
      return count === 0 || has ? [] : [{ type: 'set-secondaries', nic: nic.key, secondaries: { kind: 'automatic', count } }];
    }
    case 'AssociatePublicIpAddress':
      return /^(true|false)$/i.test(text) ? [{ type: 'set-public-ip', nic: nic.key, publicIp: /^true$/i.test(text) }] : [];
    case 'Groups': {
      const groups = openJson(text);
      return Array.isArray(groups) && groups.every((each): each is SecurityGroupId => typeof each === 'string')
        ? [{ type: 'set-groups', nic: nic.key, groups }]
        : [];
    }
    default:
      return [];
  }
};

/** Whether an interface can have IPv4 addresses at all (V24, V27). */
const takesIpv4 = (input: RuleInput, nic: OpenedNic): boolean =>
  nic.members.InterfaceType !== 'efa-only' && subnetOf(input, nic)?.fact.ipv6Native !== true;

/** Puts the member into the primary interface, in place of what it says there. */
const intoInterface = (input: RuleInput, key: string, member: string): readonly Fix[] => {
  const { request } = input;
  const nic = newNics(request).find(({ deviceIndex }) => deviceIndex === 0);
  if (nic === undefined || (/Private/.test(member) && !takesIpv4(input, nic))) return [];
  const placed = new Set(request.nics.flatMap(({ addresses }) => addresses.map(({ text }) => text)));
  const commands = commandsFor(member, request.metadata[key] ?? '', nic, placed);
  return commands.length === 0
    ? []
    : [fix('into-interface', [...commands, { type: 'set-override', key, value: null }], { member, number: numberOf(nic) })];
};

const unknownKey = (input: RuleInput, key: string): void => {
  const at = pointerStep(key);
  const member = MEMBERS.get(plain(key));
  const meant = MEANT.get(plain(key));
  const fixes = [removeKey(key)];
  if (member !== undefined)
    input.report({
      code: 'interface-member',
      severity: 'error',
      at,
      params: { key, member },
      fixes: [...intoInterface(input, key, member), ...fixes],
    });
  else if (meant !== undefined) input.report({ code: 'unknown-key-meant', at, params: { key, meant }, fixes });
  else input.report({ code: 'unknown-key', at, params: { key }, fixes });
};

const keys = (input: RuleInput): void => {
  const { request, report } = input;
  for (const key of Object.keys(request.metadata)) {
    if (knownKey(key) === null) unknownKey(input, key);
    // Names are not case sensitive (facts 1.1), so which of the two values AWS would take cannot be known.
    const other = spellingOf(request.metadata, key.toLowerCase());
    if (other !== null && other !== key) report({ code: 'key-twice', severity: 'error', at: pointerStep(key), params: { key, other } });
  }
  const key = 'ElasticGpuSpecification';
  if ((metadataValue(request.metadata, key) ?? '') !== '')
    report({ code: 'elastic-gpu', at: keyAt(request, key), fixes: [removeKey(key)] });
};

/** Rule of the names of keys. */
export const KEY_RULES: readonly Rule[] = [{ id: 'J2', severity: 'warning', needs: [], check: keys }];
