import { type AddressField, TILE_SIZE } from './field';
import { tileOf } from './geometry';
import type { Placements } from './placements';
import { ADDRESS_KINDS, isHeldKind, isUsableKind, kindOfCode } from './states';

/** What a density tile draws: its addresses by what one can do with them. They add up to `size`. */
export interface TileSummary {
  readonly tile: number;
  readonly size: number;
  readonly held: number;
  readonly usable: number;
  readonly placed: number;
  /** Reserved by AWS or for prefixes. */
  readonly reserved: number;
  readonly unknown: number;
  readonly conflicts: number;
}

type Sums = { -readonly [K in Exclude<keyof TileSummary, 'tile' | 'size'>]: number };

const partOf = (code: number): keyof Sums => {
  const kind = kindOfCode(code);
  if (isHeldKind(kind)) return 'held';
  if (isUsableKind(kind)) return 'usable';
  return kind === 'unknown' ? 'unknown' : 'reserved';
};

const PARTS = ADDRESS_KINDS.map((_, code) => partOf(code));

/** One summary for each tile of a subnet. Linear in tiles and placements, not in addresses. */
export const tileSummaries = (field: AddressField, placements: Placements): readonly TileSummary[] => {
  const width = ADDRESS_KINDS.length;
  const tiles = field.tileCounts.length / width;
  const sums = Array.from({ length: tiles }, (): Sums => ({ held: 0, usable: 0, placed: 0, reserved: 0, unknown: 0, conflicts: 0 }));
  sums.forEach((sum, tile) => {
    PARTS.forEach((part, code) => {
      sum[part] += field.tileCounts[tile * width + code] ?? 0;
    });
  });
  for (const [value, placed] of placements) {
    const sum = sums[tileOf(field.range, value)];
    const part = PARTS[field.codes[value - field.range.first] ?? -1];
    if (sum === undefined || part === undefined) continue;
    sum[part] -= 1;
    sum.placed += 1;
    if (placed.some(({ conflict }) => conflict)) sum.conflicts += 1;
  }
  return sums.map((sum, tile) => ({ tile, size: Math.min(TILE_SIZE, field.range.size), ...sum }));
};
