import { type Ipv6, type Ipv6Range, ipv6ToBigInt, parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';
import type { Fix } from '../diagnostic';
import type { SubnetIndex } from '../fact-index';
import type { InterfaceFact } from '../facts';
import type { OpenedNic, OpenedText } from '../request';
import { heldByParams, isHeldByOriginal } from './held-by';
import { typeFact } from './limits';
import { evidenceOf, fix, NONE, newNics, numberOf, type Rule, type RuleInput, subnetOf } from './rule';

/** The subnet's IPv6 blocks as numbers. */
const ipv6Ranges = (subnet: SubnetIndex): readonly Ipv6Range[] =>
  subnet.fact.ipv6Cidrs.map(parseIpv6Cidr).filter((range) => range !== null);

export const wantsIpv6 = (nic: OpenedNic): boolean =>
  nic.ipv6Addresses.length > 0 || (nic.ipv6Count ?? 0) > 0 || nic.ipv6Prefixes.length > 0 || (nic.ipv6PrefixCount ?? 0) > 0;

const dropIpv6 = (nic: OpenedNic): Fix =>
  fix('no-ipv6', [
    { type: 'set-ipv6', nic: nic.key, ipv6: NONE },
    { type: 'set-ipv6-prefixes', nic: nic.key, prefixes: NONE },
  ]);

/** Without this address; and AWS picks all of them. None where another cannot be read: it has no place in a list of addresses, and would be lost. */
const withoutIpv6 = (nic: OpenedNic, entry: OpenedText): readonly Fix[] => {
  const others = nic.ipv6Addresses.filter((other) => other !== entry);
  const values = others.flatMap((other) => parseIpv6(other.text) ?? []);
  if (values.length < others.length) return [];
  return [
    fix('remove-ipv6', [{ type: 'set-ipv6', nic: nic.key, ipv6: { kind: 'fixed', values } }], { address: entry.text }),
    fix('ipv6-automatic', [{ type: 'set-ipv6', nic: nic.key, ipv6: { kind: 'automatic', count: nic.ipv6Addresses.length } }]),
  ];
};

/** The first four addresses of an IPv6 subnet and the last are AWS's (VPC User Guide). */
const reservedIn = (range: Ipv6Range, value: bigint): boolean => value < range.first + 4n || value === range.last;

interface Seen {
  readonly position: number;
}

const ipv6Addresses = (input: RuleInput): void => {
  const seen = new Map<string, Seen>();
  for (const nic of newNics(input.request)) {
    const at = `${nic.at}/Ipv6AddressCount`;
    const params = { number: numberOf(nic) };
    if ((nic.ipv6Count ?? 0) > 0 && nic.ipv6Addresses.length > 0) input.report({ code: 'ipv6-count-with-list', at, params });
    if ((nic.ipv6Count ?? 0) < 0) input.report({ code: 'count-not-positive', at, params: { count: nic.ipv6Count } });
    for (const entry of nic.ipv6Addresses) ipv6Address(input, nic, entry, seen);
  }
};

const ipv6Address = (input: RuleInput, nic: OpenedNic, entry: OpenedText, seen: Map<string, Seen>): void => {
  const address = parseIpv6(entry.text);
  const { text, at } = entry;
  if (address === null) {
    input.report({ code: 'ipv6-malformed', at, params: { address: text }, fixes: withoutIpv6(nic, entry).slice(0, 1) });
    return;
  }
  const key = `${nic.subnetId} ${address}`;
  const first = seen.get(key);
  if (first === undefined) {
    seen.set(key, { position: nic.position });
    ipv6Place(input, nic, address, entry);
  } else if (first.position === nic.position)
    input.report({ code: 'address-repeated', at, params: { address: text }, fixes: withoutIpv6(nic, entry) });
  else
    input.report({
      code: 'ipv6-on-two-interfaces',
      at,
      params: { address: text, firstNumber: first.position + 1, secondNumber: numberOf(nic) },
      fixes: withoutIpv6(nic, entry),
    });
};

const ipv6Place = (input: RuleInput, nic: OpenedNic, address: Ipv6, entry: OpenedText): void => {
  const subnet = subnetOf(input, nic);
  if (subnet === null || subnet.fact.ipv6Cidrs.length === 0) return;
  const value = ipv6ToBigInt(address);
  const params = { address: entry.text, subnet: subnet.fact.id, cidr: subnet.fact.ipv6Cidrs.join(', ') };
  const range = ipv6Ranges(subnet).find((r) => value >= r.first && value <= r.last);
  const found = { at: entry.at, params, evidence: evidenceOf(input.index.facts.subnets), fixes: withoutIpv6(nic, entry) };
  if (range === undefined) input.report({ code: 'ipv6-outside-subnet', ...found });
  else if (reservedIn(range, value)) input.report({ code: 'ipv6-reserved', ...found });
  if (subnet.interfaces.state === 'unknown') {
    input.unknown(subnet.interfaces, entry.at);
    return;
  }
  const holder = ipv6Holder(subnet.interfaces.value, value, value);
  if (holder !== undefined)
    input.report({
      ...found,
      code: isHeldByOriginal(input, holder) ? 'ipv6-in-use-original' : 'ipv6-in-use',
      params: { address: entry.text, ...heldByParams(input, holder) },
      evidence: evidenceOf(subnet.interfaces),
    });
};

const overlaps = (range: Pick<Ipv6Range, 'first' | 'last'> | null, first: bigint, last: bigint): boolean =>
  range !== null && range.first <= last && first <= range.last;

/** The interface that has an address between `first` and `last`, or a delegated prefix that reaches into them. */
export const ipv6Holder = (interfaces: readonly InterfaceFact[], first: bigint, last: bigint): InterfaceFact | undefined =>
  interfaces.find(
    (fact) =>
      fact.ipv6Addresses.some((text) => overlaps(parseIpv6Cidr(`${text}/128`), first, last)) ||
      fact.ipv6Prefixes.some((text) => overlaps(parseIpv6Cidr(text), first, last)),
  );

const ipv6Limits = (input: RuleInput): void => {
  const wanting = newNics(input.request).filter(wantsIpv6);
  if (wanting.length === 0) return;
  const type = typeFact(input);
  if (type === null) return;
  for (const nic of wanting) {
    const { evidence } = type;
    const count = nic.ipv6Addresses.length + (nic.ipv6Count ?? 0) + nic.ipv6Prefixes.length + (nic.ipv6PrefixCount ?? 0);
    const params = { count, limit: type.fact.ipv6PerInterface, type: type.fact.type, number: numberOf(nic) };
    if (!type.fact.ipv6Supported) input.report({ code: 'type-without-ipv6', at: nic.at, params, evidence, fixes: [dropIpv6(nic)] });
    else if (count > type.fact.ipv6PerInterface)
      input.report({ code: 'too-many-ipv6', at: nic.at, params, evidence, fixes: [dropIpv6(nic)] });
  }
};

const ipv6 = (input: RuleInput): void => {
  ipv6Addresses(input);
  ipv6Limits(input);
};

const dropIpv4 = (nic: OpenedNic): Fix =>
  fix('no-ipv4', [
    { type: 'set-secondaries', nic: nic.key, secondaries: NONE },
    { type: 'set-primary', nic: nic.key, address: 'automatic' },
    { type: 'set-ipv4-prefixes', nic: nic.key, prefixes: NONE },
  ]);

const subnetKind = (input: RuleInput): void => {
  for (const nic of newNics(input.request)) {
    const subnet = subnetOf(input, nic);
    if (subnet === null) continue;
    const at = nic.subnetAt;
    const params = { subnet: subnet.fact.id, number: numberOf(nic) };
    const evidence = evidenceOf(input.index.facts.subnets);
    if (wantsIpv6(nic) && subnet.fact.ipv6Cidrs.length === 0)
      input.report({ code: 'subnet-without-ipv6', at, params, evidence, fixes: [dropIpv6(nic)] });
    if (!subnet.fact.ipv6Native) continue;
    if (nic.addresses.length > 0 || nic.secondaryCount !== null || nic.ipv4Prefixes.length > 0 || (nic.ipv4PrefixCount ?? 0) > 0)
      input.report({ code: 'ipv4-in-ipv6-subnet', at, params, evidence, fixes: [dropIpv4(nic)] });
    const type = typeFact(input);
    if (type !== null && type.fact.hypervisor === 'xen')
      input.report({ code: 'ipv6-subnet-needs-nitro', at, params: { ...params, type: type.fact.type }, evidence: type.evidence });
  }
};

/** Rules of IPv6. */
export const IPV6_RULES: readonly Rule[] = [
  {
    id: 'V23',
    severity: 'error',
    needs: ['ec2:DescribeSubnets', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeInstanceTypes'],
    check: ipv6,
  },
  {
    id: 'V24',
    severity: 'error',
    needs: ['ec2:DescribeSubnets', 'ec2:DescribeInstanceTypes'],
    check: subnetKind,
  },
];
