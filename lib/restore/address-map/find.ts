import { type Ipv4, ipv4FromNumber, ipv4ToNumber, parseIpv4 } from '@/lib/net/ipv4';
import type { FactIndex, SubnetIndex } from '../fact-index';
import type { ClaimFact, InterfaceFact } from '../facts';
import { type Holder, holderOf } from '../holder';
import { inRange } from '../rules/rule';

/** One place that a search leads to. */
export type Found = {
  /** Unique among the results. */
  readonly key: string;
  readonly subnetId: string;
  /** Where to jump to. */
  readonly value: number;
  readonly address: Ipv4;
} & (
  | { readonly kind: 'address' }
  | { readonly kind: 'holder'; readonly holder: Holder; readonly fact: InterfaceFact; readonly more: number }
  | { readonly kind: 'claim'; readonly claim: ClaimFact }
  | { readonly kind: 'range'; readonly cidr: string; readonly description: string | null }
);

interface Searchable {
  readonly text: string;
  readonly found: Found;
}

// An answer is searched many times, a letter at a time; its texts are put together once.
const made = new WeakMap<SubnetIndex, readonly Searchable[]>();

const holderEntry = (subnet: SubnetIndex, facts: FactIndex, fact: InterfaceFact): Searchable[] => {
  const address = fact.addresses.find((each) => inRange(subnet.range, ipv4ToNumber(each)));
  const prefix = subnet.prefixes.find(({ holder }) => holder === fact);
  const value = address === undefined ? prefix?.range.first : ipv4ToNumber(address);
  if (value === undefined) return [];
  const holder = holderOf(fact, facts.instances);
  const text = [holder.instance?.name, holder.instanceId, fact.id, fact.description].filter(Boolean).join('\n').toLowerCase();
  const more = Math.max(0, fact.addresses.length - 1);
  return [
    { text, found: { kind: 'holder', key: fact.id, subnetId: subnet.fact.id, value, address: ipv4FromNumber(value), holder, fact, more } },
  ];
};

const entriesOf = (subnet: SubnetIndex, facts: FactIndex): readonly Searchable[] => {
  const known = made.get(subnet);
  if (known !== undefined) return known;
  const subnetId = subnet.fact.id;
  const entries = [
    ...(subnet.interfaces.state === 'known' ? subnet.interfaces.value : []).flatMap((fact) => holderEntry(subnet, facts, fact)),
    ...[...subnet.claims].map(([value, claim]): Searchable => {
      const found = { kind: 'claim', key: `claim ${value}`, subnetId, value, address: ipv4FromNumber(value), claim } as const;
      return { text: (claim.shown?.name ?? '').toLowerCase(), found };
    }),
    ...subnet.reservations.map(({ range, reservation }): Searchable => {
      const { cidr, description, id } = reservation;
      const found = {
        kind: 'range',
        key: id,
        subnetId,
        value: range.first,
        address: ipv4FromNumber(range.first),
        cidr,
        description,
      } as const;
      return { text: `${cidr}\n${id}\n${description ?? ''}`.toLowerCase(), found };
    }),
  ];
  made.set(subnet, entries);
  return entries;
};

/** The addresses that typed digits may mean in a subnet: a whole address, or the last octets (`116`, `.116`, `10.116`) as often as they occur, `limit` at most. */
const addressesMeant = (subnet: SubnetIndex, text: string, limit: number): readonly number[] => {
  const whole = parseIpv4(text);
  if (whole !== null) return inRange(subnet.range, ipv4ToNumber(whole)) ? [ipv4ToNumber(whole)] : [];
  if (!/^\.?\d{1,3}(\.\d{1,3}){0,2}$/.test(text)) return [];
  const octets = text.replace(/^\./, '').split('.').map(Number);
  if (octets.some((octet) => octet > 255)) return [];
  const tail = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const step = 256 ** octets.length;
  const out: number[] = [];
  const start = Math.ceil((subnet.range.first - tail) / step) * step + tail;
  for (let value = start; value <= subnet.range.last && out.length < limit; value += step) out.push(value);
  return out;
};

/** What a search finds: the best `limit`, and how many more there are of those that are held, claimed or reserved. */
export interface FindResult {
  readonly found: readonly Found[];
  readonly more: number;
}

/**
 * Finds addresses, holders (by name, instance id, interface id, AWS's description), claims and reservations in `subnets`, those of the first subnet first.
 * Linear in the number of interfaces.
 */
export const find = (subnets: readonly SubnetIndex[], facts: FactIndex, typed: string, limit: number): FindResult => {
  const text = typed.trim().toLowerCase();
  if (text === '') return { found: [], more: 0 };
  const found: Found[] = [];
  let hits = 0;
  for (const subnet of subnets)
    for (const value of addressesMeant(subnet, text, limit)) {
      const subnetId = subnet.fact.id;
      found.push({ kind: 'address', key: `${subnetId} ${value}`, subnetId, value, address: ipv4FromNumber(value) });
    }
  const addresses = found.splice(limit).length;
  for (const subnet of subnets)
    for (const entry of entriesOf(subnet, facts)) {
      if (!entry.text.includes(text)) continue;
      if (found.length < limit) found.push(entry.found);
      else hits += 1;
    }
  return { found, more: hits + addresses };
};
