import type { CidrRange } from '@/lib/net/cidr';
import { TILE_SIZE } from './field';

/** A rectangle of equal cells, row by row; each stands for `step` addresses from `first` on. */
export interface Grid {
  readonly first: number;
  /** 1 for addresses, 256 for density tiles. */
  readonly step: number;
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
}

/** Some cells of a grid, counted from 0, `width` by `height`. */
export interface GridRect {
  readonly column: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
}

const grid = (first: number, step: number, count: number, columns: number): Grid => ({
  first,
  step,
  count,
  columns,
  rows: Math.ceil(count / columns),
});

/** Subnets larger than this are shown as tiles first. */
export const isTiled = (range: CidrRange): boolean => range.size > TILE_SIZE;

/** How many tiles a subnet has; 1 where it is one grid. */
export const tileCount = (range: CidrRange): number => Math.ceil(range.size / TILE_SIZE);

/** The tile that holds an address. */
export const tileOf = (range: CidrRange, value: number): number => Math.floor((value - range.first) / TILE_SIZE);

/** The first address of a tile. */
export const tileStart = (range: CidrRange, tile: number): number => range.first + tile * TILE_SIZE;

/** Columns of the cells of a subnet: 16 make a /28 a row, so that blocks are rectangles and octets read like a table; small subnets get wider cells. */
export const cellColumns = (range: CidrRange): number => (range.size < 64 ? 8 : 16);

/** The addresses of `tile` (0 for a subnet that is not tiled), one a cell. */
export const cellGrid = (range: CidrRange, tile: number): Grid =>
  grid(tileStart(range, tile), 1, Math.min(TILE_SIZE, range.size), cellColumns(range));

/** The tiles of a subnet: two to four in a row where they are few, 16 for a /16. */
export const tileGrid = (range: CidrRange): Grid => {
  const count = tileCount(range);
  return grid(range.first, TILE_SIZE, count, count <= 4 ? count : count <= 16 ? 4 : count <= 64 ? 8 : 16);
};

/** The first address that a cell stands for. */
export const addressOf = (of: Grid, cell: number): number => of.first + cell * of.step;

/** The cell that holds an address; `null` where it is elsewhere. */
export const cellAt = (of: Grid, value: number): number | null => {
  const cell = Math.floor((value - of.first) / of.step);
  return cell < 0 || cell >= of.count ? null : cell;
};

/** The cell under a point of a grid drawn `width` by `height` pixels, measured from its upper left corner; `null` beside it. */
export const cellAtPoint = (of: Grid, size: { readonly width: number; readonly height: number }, x: number, y: number): number | null => {
  if (!(x >= 0 && y >= 0 && x < size.width && y < size.height)) return null;
  const cell = Math.floor((y / size.height) * of.rows) * of.columns + Math.floor((x / size.width) * of.columns);
  return cell < of.count ? cell : null;
};

/**
 * The rectangles that the addresses `first` to `last` cover, clipped to the grid: one for a CIDR block, at most three for any run
 * (the end of a row, whole rows, the beginning of a row).
 */
export const rectsOf = (of: Grid, first: number, last: number): readonly GridRect[] => {
  const from = Math.max(0, Math.floor((first - of.first) / of.step));
  const to = Math.min(of.count - 1, Math.floor((last - of.first) / of.step));
  if (from > to) return [];
  const { columns } = of;
  const [top, left] = [Math.floor(from / columns), from % columns];
  const [bottom, right] = [Math.floor(to / columns), to % columns];
  if (top === bottom) return [{ column: left, row: top, width: right - left + 1, height: 1 }];
  const out: GridRect[] = [];
  const wholeFrom = left === 0 ? top : top + 1;
  const wholeTo = right === columns - 1 ? bottom : bottom - 1;
  if (left > 0) out.push({ column: left, row: top, width: columns - left, height: 1 });
  if (wholeFrom <= wholeTo) out.push({ column: 0, row: wholeFrom, width: columns, height: wholeTo - wholeFrom + 1 });
  if (right < columns - 1) out.push({ column: 0, row: bottom, width: right + 1, height: 1 });
  return out;
};
