import { describe, expect, it } from 'vitest';
import { pagesOf, placeOfRow, rowCount, rowOfGroup } from './row-layout';

const open = [
  { group: 1, points: 3 },
  { group: 2, points: 1 },
  { group: 4, points: 2 },
];
const written = (row: number): string => {
  const place = placeOfRow(open, row);
  return place.kind === 'group' ? `g${place.group}` : `g${place.group}.${place.at}`;
};

describe('rows of groups', () => {
  it('stand in order, each open group followed by its points', () => {
    const rows = Array.from({ length: rowCount(6, open) }, (_, row) => written(row));
    expect(rows).toEqual(['g0', 'g1', 'g1.0', 'g1.1', 'g1.2', 'g2', 'g2.0', 'g3', 'g4', 'g4.0', 'g4.1', 'g5']);
    expect([0, 1, 2, 3, 4, 5].map((group) => rows.indexOf(`g${group}`))).toEqual(
      [0, 1, 2, 3, 4, 5].map((group) => rowOfGroup(open, group)),
    );
  });

  it('are just the groups while none is open', () => {
    expect(rowCount(3, [])).toBe(3);
    expect(placeOfRow([], 2)).toEqual({ kind: 'group', group: 2 });
  });
});

describe('pages', () => {
  it.each([
    [0, 30, 2_000, [0]],
    [190, 210, 2_000, [0, 200]],
    [1_990, 2_050, 2_000, [1_800]],
    [-5, 10, 2_000, [0]],
    [0, 10, 0, []],
    [250, 260, 100, []],
  ])('items %s to %s of %s lie on %j', (first, last, total, offsets) => {
    expect(pagesOf(first, last, total, 200)).toEqual(offsets);
  });
});
