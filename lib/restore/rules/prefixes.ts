import { cidrRange, parseCidr } from '@/lib/net/cidr';
import { ipv6ToBigInt, parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';
import type { FindingCode } from '../codes';
import type { Command } from '../command';
import type { Fix } from '../diagnostic';
import type { SubnetIndex } from '../fact-index';
import type { InterfaceFact } from '../facts';
import type { OpenedNic, OpenedText } from '../request';
import { freeBlocks } from './demand';
import { awsReserved, PREFIX_SIZE } from './free-addresses';
import { heldByParams, isHeldByOriginal } from './held-by';
import { ipv6Holder } from './ipv6';
import { typeFact } from './limits';
import { evidenceOf, fix, newNics, numberOf, type Rule, type RuleInput, subnetOf } from './rule';

/** A block of addresses as numbers, of either family, so that one comparison serves both. */
interface Block {
  readonly first: bigint;
  readonly last: bigint;
}

/** What differs between the families. */
interface Family {
  readonly entries: (nic: OpenedNic) => readonly OpenedText[];
  readonly count: (nic: OpenedNic) => number | null;
  readonly countMember: 'Ipv4PrefixCount' | 'Ipv6PrefixCount';
  /** `null` where the text is no block of the one length that AWS delegates. */
  readonly read: (text: string) => Block | null;
  readonly misread: FindingCode;
  /** An interface with these prefixes and no others. */
  readonly keep: (nic: OpenedNic, rest: readonly OpenedText[]) => Command;
  /** The subnet's own blocks, as AWS writes them; none where it has none of the family. */
  readonly cidrs: (subnet: SubnetIndex) => readonly string[];
  readonly isReserved: (subnet: SubnetIndex, block: Block) => boolean;
  readonly holder: (subnet: SubnetIndex, block: Block) => InterfaceFact | undefined;
  /** The first address that the interface names inside a block. */
  readonly named: (nic: OpenedNic, block: Block) => OpenedText | undefined;
}

const PREFIX_BITS_OF_IPV6 = 80;

const ipv4Block = (text: string): Block | null => {
  const cidr = parseCidr(text);
  if (cidr === null) return null;
  const { first, last } = cidrRange(cidr);
  return { first: BigInt(first), last: BigInt(last) };
};

const sizeOf = ({ first, last }: Block): bigint => last - first + 1n;

const ipv4Values = ({ first }: Block): readonly number[] => Array.from({ length: PREFIX_SIZE }, (_, i) => Number(first) + i);

const IPV4: Family = {
  entries: (nic) => nic.ipv4Prefixes,
  count: (nic) => nic.ipv4PrefixCount,
  countMember: 'Ipv4PrefixCount',
  read: (text) => {
    const block = ipv4Block(text);
    return block !== null && sizeOf(block) === BigInt(PREFIX_SIZE) ? block : null;
  },
  misread: 'ipv4-prefix-not-28',
  keep: (nic, rest) => ({
    type: 'set-ipv4-prefixes',
    nic: nic.key,
    prefixes: { kind: 'fixed', values: rest.flatMap(({ text }) => parseCidr(text) ?? []) },
  }),
  cidrs: ({ fact }) => (fact.ipv6Native ? [] : [fact.cidr]),
  isReserved: (subnet, block) => ipv4Values(block).some((value) => awsReserved(subnet, value) !== null),
  holder: (subnet, block) =>
    ipv4Values(block)
      .map((value) => subnet.holders.get(value))
      .find((each) => each !== undefined) ??
    subnet.prefixes.find(({ range }) => range.first <= Number(block.last) && range.last >= Number(block.first))?.holder,
  named: (nic, { first, last }) => nic.addresses.find(({ value }) => value !== null && first <= value && value <= last),
};

const IPV6: Family = {
  entries: (nic) => nic.ipv6Prefixes,
  count: (nic) => nic.ipv6PrefixCount,
  countMember: 'Ipv6PrefixCount',
  read: (text) => {
    const range = parseIpv6Cidr(text);
    const base = parseIpv6(text.slice(0, text.lastIndexOf('/')));
    return range?.prefix === PREFIX_BITS_OF_IPV6 && base !== null && ipv6ToBigInt(base) === range.first ? range : null;
  },
  misread: 'ipv6-prefix-not-80',
  keep: (nic, rest) => ({ type: 'set-ipv6-prefixes', nic: nic.key, prefixes: { kind: 'fixed', values: rest.map(({ text }) => text) } }),
  cidrs: ({ fact }) => fact.ipv6Cidrs,
  isReserved: () => false,
  holder: ({ interfaces }, { first, last }) => (interfaces.state === 'known' ? ipv6Holder(interfaces.value, first, last) : undefined),
  named: (nic, { first, last }) =>
    nic.ipv6Addresses.find(({ text }) => {
      const address = parseIpv6(text);
      return address !== null && first <= ipv6ToBigInt(address) && ipv6ToBigInt(address) <= last;
    }),
};

/** A prefix of the request with its place. */
interface Placed extends Block {
  readonly nic: OpenedNic;
  readonly entry: OpenedText;
  readonly fixes: readonly Fix[];
}

const wantsPrefixes = (nic: OpenedNic): boolean =>
  [IPV4, IPV6].some((family) => family.entries(nic).length > 0 || (family.count(nic) ?? 0) !== 0);

const noPrefixes = (nic: OpenedNic): Fix => fix('no-prefixes', [IPV4.keep(nic, []), IPV6.keep(nic, [])]);

const prefixes = (input: RuleInput): void => {
  const wanting = newNics(input.request).filter(wantsPrefixes);
  if (wanting.length === 0) return;
  const type = typeFact(input);
  for (const nic of wanting)
    if (type !== null && type.fact.hypervisor === 'xen')
      input.report({
        code: 'prefix-needs-nitro',
        at: nic.at,
        params: { type: type.fact.type, number: numberOf(nic) },
        evidence: type.evidence,
        fixes: [noPrefixes(nic)],
      });
  for (const family of [IPV4, IPV6]) {
    for (const nic of wanting) listOrCount(input, family, nic);
    overlaps(
      input,
      family,
      wanting.flatMap((nic) => placedBy(input, family, nic)),
    );
  }
  roomForAutomatic(input, wanting);
};

const listOrCount = ({ report }: RuleInput, family: Family, nic: OpenedNic): void => {
  const count = family.count(nic) ?? 0;
  const at = `${nic.at}/${family.countMember}`;
  if (family.entries(nic).length > 0 && count > 0) report({ code: 'prefix-count-with-list', at, params: { number: numberOf(nic) } });
  if (count < 0) report({ code: 'count-not-positive', at, params: { count } });
};

/** The readable prefixes of an interface, each looked at by itself. */
const placedBy = (input: RuleInput, family: Family, nic: OpenedNic): readonly Placed[] => {
  const entries = family.entries(nic);
  return entries.flatMap((entry): Placed[] => {
    const rest = entries.filter((other) => other !== entry);
    // Without this one only: what else cannot be read has no place in a list of prefixes.
    const alone = rest.every(({ text }) => (ipv4Block(text) ?? parseIpv6Cidr(text)) !== null);
    const fixes = alone ? [fix('remove-prefix', [family.keep(nic, rest)], { prefix: entry.text })] : [];
    const block = family.read(entry.text);
    if (block === null) {
      input.report({ code: family.misread, at: entry.at, params: { prefix: entry.text }, fixes });
      return [];
    }
    const placed = { ...block, nic, entry, fixes };
    inSubnet(input, family, placed);
    return [placed];
  });
};

const inSubnet = (input: RuleInput, family: Family, placed: Placed): void => {
  const { nic, entry, fixes } = placed;
  const subnet = subnetOf(input, nic);
  if (subnet === null) return;
  const cidrs = family.cidrs(subnet);
  if (cidrs.length === 0) return;
  const params = { prefix: entry.text, cidr: cidrs.join(', ') };
  const found = { at: entry.at, params, evidence: evidenceOf(input.index.facts.subnets), fixes };
  const blocks = cidrs.map((cidr) => ipv4Block(cidr) ?? parseIpv6Cidr(cidr));
  if (!blocks.some((block) => block !== null && block.first <= placed.first && placed.last <= block.last))
    input.report({ code: 'prefix-outside-subnet', ...found });
  else if (family.isReserved(subnet, placed)) input.report({ code: 'prefix-reserved', ...found });
  else if (subnet.interfaces.state === 'unknown') input.unknown(subnet.interfaces, entry.at);
  else {
    const holder = family.holder(subnet, placed);
    if (holder !== undefined)
      input.report({
        ...found,
        code: isHeldByOriginal(input, holder) ? 'prefix-in-use-original' : 'prefix-in-use',
        params: { ...params, ...heldByParams(input, holder) },
        evidence: evidenceOf(subnet.interfaces),
      });
  }
};

/** Prefixes of one request leave each other and its addresses alone. One that meets both is told of both: without the first the second stays. */
const overlaps = (input: RuleInput, family: Family, placed: readonly Placed[]): void => {
  placed.forEach(({ nic, entry, first, last, fixes }, i) => {
    const earlier = placed.slice(0, i).find((other) => other.nic.subnetId === nic.subnetId && other.first <= last && first <= other.last);
    const inside = newNics(input.request)
      .filter((each) => each.subnetId === nic.subnetId)
      .map((each) => family.named(each, { first, last }))
      .find((each) => each !== undefined);
    for (const other of [earlier?.entry.text, inside?.text])
      if (other !== undefined) input.report({ code: 'prefix-overlaps', at: entry.at, params: { prefix: entry.text, other }, fixes });
  });
};

/** AWS must find whole free blocks of 16 for the prefixes that it is to pick. */
const roomForAutomatic = (input: RuleInput, nics: readonly OpenedNic[]): void => {
  const wanted = new Map<string, { count: number; nic: OpenedNic }>();
  for (const nic of nics)
    if (nic.subnetId !== null && (nic.ipv4PrefixCount ?? 0) > 0) {
      const before = wanted.get(nic.subnetId);
      wanted.set(nic.subnetId, { count: (before?.count ?? 0) + (nic.ipv4PrefixCount ?? 0), nic: before?.nic ?? nic });
    }
  for (const [subnetId, { count, nic }] of wanted) {
    const subnet = input.index.subnets.get(subnetId);
    if (subnet === undefined || subnet.fact.ipv6Native) continue;
    const at = `${nic.at}/Ipv4PrefixCount`;
    if (subnet.interfaces.state === 'unknown') {
      input.unknown(subnet.interfaces, at);
      continue;
    }
    const free = freeBlocks(input.request, subnet).total;
    if (free < count)
      input.report({
        code: 'no-room-for-prefix',
        at,
        params: { subnet: subnetId, free, wanted: count },
        evidence: evidenceOf(subnet.interfaces),
      });
  }
};

/** Rule of prefixes. */
export const PREFIX_RULES: readonly Rule[] = [
  {
    id: 'V25',
    severity: 'error',
    needs: ['ec2:DescribeSubnets', 'ec2:DescribeNetworkInterfaces', 'ec2:DescribeInstanceTypes'],
    check: prefixes,
  },
];
