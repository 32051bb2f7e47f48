import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cidr, cidrRange } from '@/lib/net/cidr';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import { addressOf, cellAt, cellAtPoint, cellGrid, isTiled, rectsOf, tileCount, tileGrid, tileOf, tileStart } from './geometry';
import { MOVE_KEYS, moveAmongAddresses } from './movement';
import { moveAmongTiles } from './tile-movement';

const range = (text: string) => cidrRange(text as Cidr);
const anyRange = fc
  .tuple(fc.integer({ min: 16, max: 28 }), fc.nat(0xffff))
  .map(([prefix, n]) => cidrRange(`${ipv4FromNumber(10 * 2 ** 24 + (n % 2 ** (prefix - 8)) * 2 ** (32 - prefix))}/${prefix}` as Cidr));
const inside = anyRange.chain((of) => fc.tuple(fc.constant(of), fc.integer({ min: of.first, max: of.last })));

describe('grids', () => {
  it.each([
    ['10.0.0.0/28', 8, 2],
    ['10.0.0.0/27', 8, 4],
    ['10.0.0.0/26', 16, 4],
    ['10.0.0.0/25', 16, 8],
    ['10.0.0.0/24', 16, 16],
  ])('%s is one grid of %i by %i cells', (text, columns, rows) => {
    expect(isTiled(range(text))).toBe(false);
    expect(cellGrid(range(text), 0)).toMatchObject({ columns, rows, count: columns * rows, step: 1 });
  });

  it.each([
    ['10.0.0.0/23', 2, 1],
    ['10.0.0.0/22', 4, 1],
    ['10.0.0.0/21', 4, 2],
    ['10.0.0.0/20', 4, 4],
    ['10.0.0.0/19', 8, 4],
    ['10.0.0.0/18', 8, 8],
    ['10.0.0.0/17', 16, 8],
    ['10.0.0.0/16', 16, 16],
  ])('%s is %i by %i tiles', (text, columns, rows) => {
    expect(isTiled(range(text))).toBe(true);
    expect(tileGrid(range(text))).toMatchObject({ columns, rows, count: columns * rows, step: 256 });
  });

  it('cell and address, tile and its addresses lead to each other', () => {
    fc.assert(
      fc.property(inside, ([of, value]) => {
        const tile = tileOf(of, value);
        const cells = cellGrid(of, tile);
        const cell = cellAt(cells, value)!;
        expect(addressOf(cells, cell)).toBe(value);
        expect(cellAt(cells, addressOf(cells, cell))).toBe(cell);
        expect(cellAt(tileGrid(of), value)).toBe(tile);
        expect(addressOf(tileGrid(of), tile)).toBe(tileStart(of, tile));
        expect(tileCount(of) * cells.count).toBe(of.size);
        expect(cellAt(cells, cells.first - 1)).toBeNull();
        expect(cellAt(cells, cells.first + cells.count)).toBeNull();
      }),
    );
  });

  it('the point in the middle of a cell hits it; a point beside the grid hits none', () => {
    fc.assert(
      fc.property(inside, fc.integer({ min: 100, max: 900 }), fc.integer({ min: 50, max: 900 }), ([of, value], width, height) => {
        const cells = cellGrid(of, tileOf(of, value));
        const cell = cellAt(cells, value)!;
        const x = ((cell % cells.columns) + 0.5) * (width / cells.columns);
        const y = (Math.floor(cell / cells.columns) + 0.5) * (height / cells.rows);
        expect(cellAtPoint(cells, { width, height }, x, y)).toBe(cell);
        for (const [px, py] of [
          [-1, y],
          [x, -1],
          [width, y],
          [x, height],
          [Number.NaN, y],
        ] as const)
          expect(cellAtPoint(cells, { width, height }, px, py)).toBeNull();
      }),
    );
  });

  it('the rectangles of a run cover exactly its cells, each once; a block is one rectangle', () => {
    fc.assert(
      fc.property(inside, fc.integer({ min: 1, max: 300 }), fc.integer({ min: 28, max: 32 }), ([of, first], length, bits) => {
        const cells = cellGrid(of, tileOf(of, first));
        const covered = new Map<number, number>();
        for (const { column, row, width, height } of rectsOf(cells, first, first + length - 1))
          for (let y = row; y < row + height; y += 1)
            for (let x = column; x < column + width; x += 1) {
              const value = addressOf(cells, y * cells.columns + x);
              covered.set(value, (covered.get(value) ?? 0) + 1);
            }
        const last = Math.min(first + length - 1, cells.first + cells.count - 1);
        expect([...covered.keys()].sort((a, b) => a - b)).toEqual(Array.from({ length: last - first + 1 }, (_, i) => first + i));
        expect([...covered.values()].every((times) => times === 1)).toBe(true);
        const size = 2 ** (32 - bits);
        const start = Math.floor(first / size) * size;
        if (start >= of.first && start + size - 1 <= of.last) expect(rectsOf(cells, start, start + size - 1)).toHaveLength(1);
        expect(rectsOf(cells, of.last + 1, of.last + 5)).toEqual([]);
      }),
    );
  });
});

describe('keys', () => {
  const of = range('10.1.10.0/24');
  const from = (host: number, key: (typeof MOVE_KEYS)[number], whole = false) =>
    moveAmongAddresses(of, of.first + host, key, whole) - of.first;

  it('move along rows and columns and stay at the edges', () => {
    expect([from(20, 'ArrowLeft'), from(20, 'ArrowRight'), from(20, 'ArrowUp'), from(20, 'ArrowDown')]).toEqual([19, 21, 4, 36]);
    expect([from(0, 'ArrowLeft'), from(3, 'ArrowUp'), from(255, 'ArrowRight'), from(250, 'ArrowDown')]).toEqual([0, 3, 255, 250]);
    expect([from(20, 'Home'), from(20, 'End'), from(20, 'Home', true), from(20, 'End', true)]).toEqual([16, 31, 0, 255]);
    expect([from(100, 'PageUp'), from(100, 'PageDown')]).toEqual([36, 164]);
  });

  it('go on from one /24 into the next', () => {
    const wide = range('10.50.0.0/16');
    expect(moveAmongAddresses(wide, wide.first + 250, 'ArrowDown', false)).toBe(wide.first + 266);
    expect(moveAmongAddresses(wide, wide.first + 256, 'ArrowLeft', false)).toBe(wide.first + 255);
    expect(moveAmongAddresses(wide, wide.first + 300, 'PageDown', false)).toBe(wide.first + 556);
    expect(moveAmongTiles(wide, 17, 'ArrowUp', false)).toBe(1);
    expect(moveAmongTiles(wide, 17, 'End', true)).toBe(255);
  });

  it('never leave the subnet', () => {
    fc.assert(
      fc.property(inside, fc.constantFrom(...MOVE_KEYS), fc.boolean(), ([of, value], key, whole) => {
        const to = moveAmongAddresses(of, value, key, whole);
        expect(to >= of.first && to <= of.last).toBe(true);
        const tile = moveAmongTiles(of, tileOf(of, value), key, whole);
        expect(tile >= 0 && tile < tileCount(of)).toBe(true);
      }),
    );
  });
});
