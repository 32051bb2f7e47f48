import type { CidrRange } from '@/lib/net/cidr';
import { TILE_SIZE } from './field';
import { cellColumns } from './geometry';

/** Keys that move inside the map. */
export const MOVE_KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'] as const;
export type MoveKey = (typeof MOVE_KEYS)[number];

export const isMoveKey = (key: string): key is MoveKey => (MOVE_KEYS as readonly string[]).includes(key);

interface Board {
  readonly count: number;
  readonly columns: number;
  /** Cells that PageUp and PageDown go past. */
  readonly page: number;
}

/** Where a key takes one on a board; where it would lead off it, nowhere. */
export const moved = (board: Board, at: number, key: MoveKey, whole: boolean): number => {
  const { count, columns, page } = board;
  const row = Math.floor(at / columns);
  const [first, last] = whole ? [0, count - 1] : [row * columns, Math.min(count, (row + 1) * columns) - 1];
  const targets: Readonly<Record<MoveKey, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: first,
    End: last,
    PageUp: at - page,
    PageDown: at + page,
  };
  const target = targets[key];
  return target >= 0 && target < count ? target : at;
};

/**
 * Where a key takes the cursor among the addresses of a subnet. Rows go on from one /24 into the next; PageUp and PageDown go a /24, in a smaller subnet
 * four rows; Home and End go along the row, with `whole` (Ctrl) to the ends of the subnet. At an edge it stays.
 */
export const moveAmongAddresses = (range: CidrRange, value: number, key: MoveKey, whole: boolean): number => {
  const columns = cellColumns(range);
  const page = range.size > TILE_SIZE ? TILE_SIZE : columns * 4;
  return range.first + moved({ count: range.size, columns, page }, value - range.first, key, whole);
};
