import { describe, expect, it } from 'vitest';
import { drawnRows } from './use-row-window';
import { rowRuns } from './use-table-rows';

const inRuns = (runs: ReturnType<typeof rowRuns>): readonly number[] =>
  runs.flatMap((run) => (run.kind === 'rows' ? Array.from({ length: run.to - run.from }, (_, i) => run.from + i) : []));
const height = (runs: ReturnType<typeof rowRuns>): number =>
  runs.reduce((sum, run) => sum + (run.kind === 'gap' ? run.rows : run.to - run.from), 0);

describe('the rows that are drawn', () => {
  it('are those that a page is sent with, before the browser has told where the list is', () => {
    expect(drawnRows(500, null, null)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(drawnRows(3, null, null)).toEqual([0, 1, 2]);
    expect(drawnRows(0, { first: 0, last: 20 }, 0)).toEqual([]);
  });

  it.each([
    [0, 19],
    [-40, -20],
    [200, 219],
    [480, 520],
    [900, 920],
  ])('are those in sight and some around them, from %i to %i', (first, last) => {
    const drawn = drawnRows(500, { first, last }, null);
    for (let row = Math.max(0, first); row <= Math.min(499, last); row += 1) expect(drawn).toContain(row);
    expect(drawn.length).toBeLessThanOrEqual(last - first + 1 + 24);
    expect(drawn.every((row) => row >= 0 && row < 500)).toBe(true);
  });

  it('have the one with the focus among them, before, inside and after those in sight, while there is one', () => {
    for (const focused of [3, 205, 499]) {
      const drawn = drawnRows(500, { first: 200, last: 219 }, focused);
      expect(drawn).toContain(focused);
      expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
      expect(new Set(drawn).size).toBe(drawn.length);
    }
    expect(drawnRows(150, { first: 0, last: 20 }, 499)).not.toContain(499);
  });
});

describe('the runs of a table', () => {
  it.each([[[]], [[0, 1, 2]], [[3]], [[0, 7, 8, 9, 499]], [[498, 499]]])('keep the height of all rows, and draw those of %j', (drawn) => {
    const runs = rowRuns(500, drawn);
    expect(height(runs)).toBe(500);
    expect(inRuns(runs)).toEqual(drawn);
    expect(runs.every((run, at) => run.kind !== runs[at + 1]?.kind || run.kind === 'rows')).toBe(true);
  });
});
