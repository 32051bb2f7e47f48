import { describe, expect, it } from 'vitest';
import { rowRuns } from './row-window';

const drawn = (runs: ReturnType<typeof rowRuns>): readonly number[] =>
  runs.flatMap((run) => (run.kind === 'rows' ? Array.from({ length: run.to - run.from }, (_, i) => run.from + i) : []));
const height = (runs: ReturnType<typeof rowRuns>): number =>
  runs.reduce((sum, run) => sum + (run.kind === 'gap' ? run.rows : run.to - run.from), 0);

describe('rowRuns', () => {
  it('draws a short list whole', () => {
    expect(rowRuns(0, { from: 0, to: 20 }, null)).toEqual([]);
    expect(rowRuns(100, { from: 50, to: 60 }, null)).toEqual([{ kind: 'rows', from: 0, to: 100 }]);
  });

  it('draws the rows that a page is sent with before the browser has told where the list is', () => {
    for (const count of [50, 500]) {
      const runs = rowRuns(count, null, null);
      expect(height(runs)).toBe(count);
      expect(drawn(runs).length).toBeLessThan(20);
    }
    expect(drawn(rowRuns(3, null, null))).toEqual([0, 1, 2]);
  });

  it.each([
    [0, 20],
    [-40, -20],
    [200, 220],
    [480, 520],
    [900, 920],
  ])('keeps the height of all rows for a window from %i to %i', (from, to) => {
    const runs = rowRuns(500, { from, to }, null);
    expect(height(runs)).toBe(500);
    expect(drawn(runs).length).toBeLessThanOrEqual(to - from + 40);
  });

  it('keeps the row that has the focus, before, inside and after the window', () => {
    for (const focused of [3, 205, 499]) {
      const runs = rowRuns(500, { from: 200, to: 220 }, focused);
      expect(drawn(runs)).toContain(focused);
      expect(height(runs)).toBe(500);
    }
    expect(drawn(rowRuns(150, { from: 0, to: 20 }, 499))).not.toContain(499);
  });
});
