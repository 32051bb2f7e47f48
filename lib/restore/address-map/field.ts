import type { CidrRange } from '@/lib/net/cidr';
import type { SubnetIndex } from '../fact-index';
import type { InstanceFact, InterfaceFact } from '../facts';
import { holderOf } from '../holder';
import { ADDRESS_KINDS, type AddressKind, KIND_CODE, kindOfCode } from './states';

/** Addresses in one density tile: a /24. */
export const TILE_SIZE = 256;

/**
 * What the facts say of every address of a subnet: one byte an address, and the sums of each tile. Made once for each answer of AWS; what the plan
 * places lies over it (`Placements`) and never touches it.
 */
export interface AddressField {
  readonly subnetId: string;
  readonly range: CidrRange;
  /** By offset from the subnet's first address, a number of `ADDRESS_KINDS`. */
  readonly codes: Uint8Array;
  /** Per kind, how many addresses of the whole subnet. */
  readonly counts: Uint32Array;
  /** Per tile and kind (`tile * ADDRESS_KINDS.length + code`), how many addresses. */
  readonly tileCounts: Uint16Array;
}

/** What an interface does with the addresses it holds, as the map shows it. */
const kindOfHolder = (
  fact: InterfaceFact,
  instances: ReadonlyMap<string, InstanceFact>,
  originalInstanceId: string | null,
): 'original' | 'used' | 'used-running' => {
  if (fact.instanceId !== null && fact.instanceId === originalInstanceId) return 'original';
  const holder = holderOf(fact, instances);
  if (holder.kind === 'detached') return 'used';
  if (holder.kind !== 'instance') return 'used-running';
  return holder.instance?.state === 'running' || holder.instance?.state === 'pending' ? 'used-running' : 'used';
};

const fillHolders = (
  codes: Uint8Array,
  subnet: SubnetIndex,
  instances: ReadonlyMap<string, InstanceFact>,
  originalInstanceId: string | null,
): void => {
  const { first, size } = subnet.range;
  const kinds = new Map<InterfaceFact, number>();
  for (const [value, fact] of subnet.holders) {
    let code = kinds.get(fact);
    if (code === undefined) {
      code = KIND_CODE[kindOfHolder(fact, instances, originalInstanceId)];
      kinds.set(fact, code);
    }
    if (value >= first && value - first < size) codes[value - first] = code;
  }
};

const fillRange = (codes: Uint8Array, subnet: SubnetIndex, range: CidrRange, code: number): void => {
  const from = Math.max(0, range.first - subnet.range.first);
  const to = Math.min(subnet.range.size, range.last - subnet.range.first + 1);
  if (from < to) codes.fill(code, from, to);
};

const fill = (codes: Uint8Array, subnet: SubnetIndex, instances: ReadonlyMap<string, InstanceFact>, originalInstanceId: string | null) => {
  const { first, size } = subnet.range;
  const known = subnet.interfaces.state === 'known';
  // The later goes over the earlier; the order is that of `ADDRESS_KINDS`, but for this: where nobody knows who holds what, an explicit reservation tells nothing.
  if (known)
    for (const { range, reservation } of subnet.reservations)
      if (reservation.type === 'explicit') fillRange(codes, subnet, range, KIND_CODE['reserved-explicit']);
  for (const { range, reservation } of subnet.reservations)
    if (reservation.type === 'prefix') fillRange(codes, subnet, range, KIND_CODE['reserved-prefix']);
  for (const value of subnet.claims.keys()) if (value >= first && value - first < size) codes[value - first] = KIND_CODE.claimed;
  for (const { range } of subnet.prefixes) fillRange(codes, subnet, range, KIND_CODE.delegated);
  fillHolders(codes, subnet, instances, originalInstanceId);
  // The first four and the last (VPC User Guide, subnet sizing; V9).
  codes.fill(KIND_CODE.aws, 0, Math.min(4, size));
  codes[size - 1] = KIND_CODE.aws;
};

/** Builds the field of a subnet: linear in its size, its holders and its ranges. `originalInstanceId` is the instance that was backed up. */
export const addressField = (
  subnet: SubnetIndex,
  instances: ReadonlyMap<string, InstanceFact>,
  originalInstanceId: string | null,
): AddressField => {
  const { size } = subnet.range;
  const codes = new Uint8Array(size);
  if (subnet.interfaces.state === 'unknown') codes.fill(KIND_CODE.unknown);
  fill(codes, subnet, instances, originalInstanceId);
  const tiles = Math.ceil(size / TILE_SIZE);
  const width = ADDRESS_KINDS.length;
  const tileCounts = new Uint16Array(tiles * width);
  for (let offset = 0; offset < size; offset += 1) {
    const at = Math.floor(offset / TILE_SIZE) * width + (codes[offset] ?? 0);
    tileCounts[at] = (tileCounts[at] ?? 0) + 1;
  }
  const counts = new Uint32Array(width);
  tileCounts.forEach((count, at) => {
    counts[at % width] = (counts[at % width] ?? 0) + count;
  });
  return { subnetId: subnet.fact.id, range: subnet.range, codes, counts, tileCounts };
};

/** What the facts say of the address `value`; `null` outside the subnet. */
export const kindAt = (field: AddressField, value: number): AddressKind | null => {
  const offset = value - field.range.first;
  return offset < 0 || offset >= field.range.size ? null : kindOfCode(field.codes[offset]);
};
