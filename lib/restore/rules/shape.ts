import type { FixCode } from '../codes';
import type { Fix } from '../diagnostic';
import { metadataValue } from '../keys';
import { keyAt, type OpenedNic } from '../request';
import { freeToPlace } from './demand';
import { evidenceOf, fix, newNics, numberOf, type Rule, type RuleInput, removeKey, subnetOf } from './rule';

/** Members that an interface attached by its id must not carry (V4). */
const ONLY_FOR_NEW = [
  'SubnetId',
  'Groups',
  'PrivateIpAddress',
  'PrivateIpAddresses',
  'SecondaryPrivateIpAddressCount',
  'Ipv6Addresses',
  'Ipv6AddressCount',
  'Ipv4Prefixes',
  'Ipv4PrefixCount',
  'Ipv6Prefixes',
  'Ipv6PrefixCount',
  'AssociatePublicIpAddress',
] as const;

const carries = (name: string, value: unknown): boolean => {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return false;
  // A count of zero says nothing, but for the one that AWS refuses wherever it stands (1.5).
  return value !== 0 || name === 'SecondaryPrivateIpAddressCount';
};

const topLevelClash = ({ request, report }: RuleInput): void => {
  if (request.nics.length === 0) return;
  for (const key of ['SubnetId', 'SecurityGroupIds']) {
    const text = metadataValue(request.metadata, key);
    if (text === null || text === '' || text === '[]') continue;
    report({
      code: `top-level-${key === 'SubnetId' ? 'subnet' : 'groups'}`,
      at: keyAt(request, key),
      fixes: [removeKey(key)],
    });
  }
};

/**
 * Numbering anew makes the first interface the primary one: offered only where it can be one.
 * Moving an interface to where it stands renumbers all of them.
 */
const renumber = (nics: readonly OpenedNic[]) => {
  const first = nics[0];
  if (first === undefined || first.networkCardIndex !== 0 || first.members.InterfaceType === 'efa-only') return [];
  return [fix('renumber', [{ type: 'move-nic', nic: first.key, toPosition: 0 }])];
};

const deviceIndexes = ({ request, report }: RuleInput): void => {
  const seen = new Set<string>();
  for (const nic of request.nics) {
    const index = nic.deviceIndex;
    // Each network card counts for itself (User Guide, using-eni).
    const place = `${nic.networkCardIndex}:${index}`;
    if (index === null || !Number.isInteger(index) || index < 0)
      report({ code: 'device-index-missing', at: nic.at, params: { number: numberOf(nic) }, fixes: renumber(request.nics) });
    else if (seen.has(place))
      report({ code: 'device-index-repeated', at: `${nic.at}/DeviceIndex`, params: { index }, fixes: renumber(request.nics) });
    seen.add(place);
  }
  if (request.nics.length > 0 && !request.nics.some((nic) => nic.deviceIndex === 0))
    report({ code: 'no-device-index-0', at: '/NetworkInterfaces', fixes: renumber(request.nics) });
};

const deviceIndexGaps = ({ request, report }: RuleInput): void => {
  const indexes = [...new Set(request.nics.map((nic) => nic.deviceIndex).filter((i) => i !== null))].sort((a, b) => a - b);
  if (indexes[0] !== 0 || indexes.every((value, i) => value === i)) return;
  report({ code: 'device-index-gap', at: '/NetworkInterfaces', params: { indexes: indexes.join(', ') }, fixes: renumber(request.nics) });
};

/** Written anew, a file names one of the two: a new interface where there is a subnet for it, else the existing one as it is. */
const oneOfTwo = (nic: OpenedNic, existing: FixCode): readonly Fix[] => [
  fix(nic.subnetId === null ? existing : 'leave-out-id', [], { number: numberOf(nic) }),
];

const oldOrNew = ({ request, report }: RuleInput): void => {
  for (const nic of request.nics) {
    if (nic.networkInterfaceId === null) {
      if (nic.subnetId === null) report({ code: 'subnet-missing', at: nic.at, params: { number: numberOf(nic) } });
      continue;
    }
    const extra = ONLY_FOR_NEW.filter((name) => carries(name, nic.members[name]));
    if (extra.length > 0)
      report({
        code: 'id-with-members',
        at: `${nic.at}/NetworkInterfaceId`,
        params: { id: nic.networkInterfaceId, members: extra.join(', '), number: numberOf(nic) },
        fixes: oneOfTwo(nic, 'attach-as-it-is'),
      });
    if (nic.members.DeleteOnTermination === true)
      report({
        code: 'id-with-delete',
        at: `${nic.at}/DeleteOnTermination`,
        params: { number: numberOf(nic) },
        fixes: oneOfTwo(nic, 'keep-interface'),
      });
  }
};

const onePrimary = ({ request, report }: RuleInput): void => {
  for (const nic of request.nics) {
    const [first, extra] = nic.addresses.filter((address) => address.primary);
    // AWS itself says the primary twice, beside the list and in it. Anything else is a person's to choose from.
    const once =
      first?.at === `${nic.at}/PrivateIpAddress` && extra?.text === first.text ? [fix('say-once', [], { address: extra?.text ?? '' })] : [];
    if (extra !== undefined) report({ code: 'two-primaries', at: extra.at, params: { address: extra.text }, fixes: once });
  }
};

const automaticPrimaryRace = (input: RuleInput): void => {
  const named = new Set(newNics(input.request).flatMap((nic) => (nic.addresses.length > 0 ? [nic.subnetId] : [])));
  for (const nic of newNics(input.request)) {
    if (nic.subnetId === null || !named.has(nic.subnetId) || nic.members.InterfaceType === 'efa-only') continue;
    if (nic.addresses.some((a) => a.primary)) continue;
    const subnet = subnetOf(input, nic);
    const free = subnet === null ? null : freeToPlace(input.request, subnet, subnet.range.first, 1);
    input.report({
      code: 'automatic-primary-may-take',
      at: nic.addresses.length > 0 ? `${nic.at}/PrivateIpAddresses` : nic.at,
      params: { number: numberOf(nic) },
      ...(subnet === null ? {} : { evidence: evidenceOf(subnet.interfaces) }),
      fixes: free === null ? [] : [fix('use-next-free', [{ type: 'set-primary', nic: nic.key, address: free }], { address: free })],
    });
  }
};

const listXorCount = ({ request, report }: RuleInput): void => {
  for (const nic of request.nics) {
    if (nic.secondaryCount === null) continue;
    const at = `${nic.at}/SecondaryPrivateIpAddressCount`;
    const values = nic.addresses.filter((a) => !a.primary).flatMap((a) => (a.address === null ? [] : [a.address]));
    const clear = fix('drop-count', [{ type: 'set-secondaries', nic: nic.key, secondaries: { kind: 'fixed', values } }]);
    const params = { count: nic.secondaryCount, number: numberOf(nic) };
    if (!(Number.isInteger(nic.secondaryCount) && nic.secondaryCount > 0))
      report({ code: 'count-not-positive', at, params, fixes: [clear] });
    if (nic.addresses.some((a) => !a.primary)) report({ code: 'count-with-list', at, params, fixes: [clear] });
    if (nic.ipv4Prefixes.length > 0 || (nic.ipv4PrefixCount ?? 0) > 0) report({ code: 'count-with-prefixes', at, params, fixes: [clear] });
  }
};

/** Rules of the interfaces' shape: no facts needed. */
export const SHAPE_RULES: readonly Rule[] = [
  { id: 'V1', severity: 'error', needs: [], check: topLevelClash },
  { id: 'V2', severity: 'error', needs: [], check: deviceIndexes },
  { id: 'V3', severity: 'warning', needs: [], check: deviceIndexGaps },
  { id: 'V4', severity: 'error', needs: [], check: oldOrNew },
  { id: 'V5', severity: 'error', needs: [], check: onePrimary },
  {
    id: 'V6',
    severity: 'warning',
    needs: [],
    check: automaticPrimaryRace,
  },
  { id: 'V7', severity: 'error', needs: [], check: listXorCount },
];
