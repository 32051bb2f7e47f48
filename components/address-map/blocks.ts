import type { MapSubnet } from '@/lib/restore/address-map/story';

/** A block of a subnet that is spoken for as a whole. */
export interface Block {
  readonly key: string;
  /** Stands for it in the map. */
  readonly letter: string;
  readonly kind: 'prefix' | 'explicit' | 'delegated';
  readonly cidr: string;
  readonly first: number;
  readonly last: number;
  /** The reservation's description, or the interface that holds the prefix. */
  readonly note: string;
}

const letterOf = (i: number): string => (i < 26 ? String.fromCharCode(65 + i) : `${i + 1}`);

/** The reservations and delegated prefixes of a subnet by address, each with its letter. */
export const blocksOf = ({ index }: MapSubnet): readonly Block[] => {
  const reserved = index.reservations.map(({ range, reservation }) => ({
    key: reservation.id,
    kind: reservation.type,
    cidr: reservation.cidr,
    first: range.first,
    last: range.last,
    note: reservation.description ?? '',
  }));
  const delegated = index.prefixes.map(({ range, text, holder }) => ({
    key: `${holder.id} ${text}`,
    kind: 'delegated' as const,
    cidr: text,
    first: range.first,
    last: range.last,
    note: holder.instanceId ?? holder.id,
  }));
  return [...reserved, ...delegated]
    .sort((a, b) => a.first - b.first || b.last - a.last)
    .map((block, i) => ({ ...block, letter: letterOf(i) }));
};
