import type { HeldAddress } from '@/components/restore/editor-store';
import { type Ipv4, ipv4FromNumber, ipv4ToNumber } from '@/lib/net/ipv4';
import { kindAt } from '@/lib/restore/address-map/field';
import { addressOf, type Grid } from '@/lib/restore/address-map/geometry';
import type { AddressKind, AddressState } from '@/lib/restore/address-map/states';
import type { MapSubnet } from '@/lib/restore/address-map/story';

/** How a cell is drawn. */
export interface CellLook {
  readonly value: number;
  readonly address: Ipv4;
  readonly state: AddressState;
  /** Under a placed address: what the facts say of it. */
  readonly kind: AddressKind;
  /** Letters below the octet: the role, or a colleague's initials. */
  readonly letters: string;
  /** The return mark: the original instance holds it. */
  readonly returning: boolean;
  readonly conflict: boolean;
  readonly changed: boolean;
  /** It can be selected. */
  readonly movable: boolean;
}

/** Kinds that a click or a drag takes up: what can be had now, or, as the original's address, once somebody has made room. */
const TAKEN_UP: ReadonlySet<AddressKind> = new Set<AddressKind>(['free', 'reserved-explicit', 'reserved-prefix', 'unknown', 'original']);

export const isTakenUp = (kind: AddressKind): boolean => TAKEN_UP.has(kind);

const lettersOf = (subnet: MapSubnet, value: number, state: AddressState): string => {
  if (state === 'placed')
    return [...new Set((subnet.placements.get(value) ?? []).map(({ role }) => (role === 'primary' ? 'P' : 'S')))].join('');
  return state === 'claimed' ? (subnet.index.claims.get(value)?.shown?.initials ?? '') : '';
};

/** The looks of the cells of a grid. At most 256, so it is done anew whenever something changes; only rows that look different are painted. */
export const cellLooks = (subnet: MapSubnet, grid: Grid, changed: ReadonlySet<number>): readonly CellLook[] =>
  Array.from({ length: grid.count }, (_, cell): CellLook => {
    const value = addressOf(grid, cell);
    const kind = kindAt(subnet.field, value) ?? 'unknown';
    const placed = subnet.placements.get(value);
    const state = placed === undefined ? kind : 'placed';
    return {
      value,
      address: ipv4FromNumber(value),
      state,
      kind,
      letters: lettersOf(subnet, value, state),
      returning: kind === 'original',
      conflict: placed?.some(({ conflict }) => conflict) ?? false,
      changed: changed.has(value),
      movable: placed !== undefined || isTakenUp(kind),
    };
  });

/** Which addresses of a subnet are selected. */
export const selectedIn = (subnet: MapSubnet, held: readonly HeldAddress[]): ReadonlySet<number> =>
  new Set(held.filter(({ subnetId }) => subnetId === subnet.index.fact.id).map(({ address }) => ipv4ToNumber(address)));

/** Those of some cells that are selected, as text, so that rows of which none is are alike. */
export const heldAmong = (looks: readonly CellLook[], selection: ReadonlySet<number>): string =>
  selection.size === 0 ? '' : looks.flatMap(({ value }) => (selection.has(value) ? [value] : [])).join(' ');

/** Equal for looks that are painted, and named, alike: who holds an address is part of it. */
export const lookSignature = (subnet: MapSubnet, looks: readonly CellLook[]): string =>
  looks
    .map(({ value, state, kind, letters, conflict, changed }) => {
      const slots = subnet.placements.get(value)?.map(({ number }) => number) ?? '';
      return `${state} ${kind} ${letters} ${slots} ${subnet.index.holders.get(value)?.id ?? ''} ${Number(conflict)}${Number(changed)}`;
    })
    .join('|');

/** The cells of a grid row by row, each row with what stands for it when it is decided whether to paint it again. */
export const cellRows = (
  subnet: MapSubnet,
  grid: Grid,
  changed: ReadonlySet<number>,
): readonly { readonly looks: readonly CellLook[]; readonly signature: string }[] => {
  const all = cellLooks(subnet, grid, changed);
  return Array.from({ length: grid.rows }, (_, at) => {
    const looks = all.slice(at * grid.columns, (at + 1) * grid.columns);
    return { looks, signature: lookSignature(subnet, looks) };
  });
};
