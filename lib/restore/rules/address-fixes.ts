import type { Ipv4 } from '@/lib/net/ipv4';
import { ipv4FromNumber, ipv4ToNumber, parseIpv4 } from '@/lib/net/ipv4';
import { sameLastOctets } from '../apply/nics';
import type { Command } from '../command';
import type { Fix } from '../diagnostic';
import type { SubnetIndex } from '../fact-index';
import type { OpenedAddress } from '../request';
import { canPlace, placedIn, shortfall } from './demand';
import { isFree, nextFree } from './free-addresses';
import { fix, type RuleInput } from './rule';

const place = (address: OpenedAddress, value: Ipv4): Command =>
  address.slot.role === 'primary'
    ? { type: 'set-primary', nic: address.slot.nic, address: value }
    : { type: 'replace-secondary', nic: address.slot.nic, index: address.slot.index, address: value };

/** The address that a text was meant to be: spaces, full-width digits and the length of a block are not part of one. */
const meant = (text: string): Ipv4 | null =>
  parseIpv4(
    text
      .normalize('NFKC')
      .replace(/[\s\u200b\ufeff]/g, '')
      .replace(/[。｡]/g, '.')
      .replace(/\/\d{1,2}$/, ''),
  );

/** The remedy for an address that cannot be read, where it is plain what was meant. */
export const readings = (address: OpenedAddress): readonly Fix[] => {
  const value = meant(address.text);
  return value === null ? [] : [fix('use-read-address', [place(address, value)], { address: value })];
};

/** Whether AWS could pick an address instead of a fixed one; where the interfaces are not known, nothing speaks against it. */
const canPickOneMore = (input: RuleInput, subnet: SubnetIndex | null): boolean =>
  subnet === null || shortfall(input.request, subnet, { named: -1, automatic: 1, addedFree: 0 }) === null;

/** Takes an address out: a primary becomes automatic, if AWS has one to pick; a secondary goes. */
export const removal = (input: RuleInput, address: OpenedAddress, subnet: SubnetIndex | null): readonly Fix[] => {
  const { slot, text } = address;
  if (slot.role === 'secondary')
    return [fix('remove-address', [{ type: 'remove-secondary', nic: slot.nic, index: slot.index }], { address: text })];
  return canPickOneMore(input, subnet)
    ? [fix('make-automatic', [{ type: 'set-primary', nic: slot.nic, address: 'automatic' }], { address: text })]
    : [];
};

/** An address that a request names in a subnet that is known. */
export interface NamedAddress {
  readonly address: OpenedAddress;
  readonly value: number;
  readonly subnet: SubnetIndex;
}

/** Remedies for an address that cannot stay: the same last octets here, the next free one (of known interfaces only), or none at all. */
export const replacements = (input: RuleInput, { address, value, subnet }: NamedAddress): readonly Fix[] => {
  const out: Fix[] = [];
  if (subnet.interfaces.state === 'known' && canPlace(input.request, subnet, 0)) {
    const taken = placedIn(input.request, subnet);
    const isOpen = (at: number): boolean => !taken.has(at) && isFree(subnet, at);
    const octets = sameLastOctets(ipv4FromNumber(value), subnet.fact.cidr);
    const same = octets !== null && isOpen(ipv4ToNumber(octets)) ? octets : null;
    if (same !== null) out.push(fix('same-last-octets', [place(address, same)], { address: same }));
    const free = nextFree(subnet, value, taken);
    if (free !== null && free !== same) out.push(fix('use-next-free', [place(address, free)], { address: free }));
  }
  return [...out, ...removal(input, address, subnet)];
};
