import fc from 'fast-check';
import { expect, it } from 'vitest';
import { windowsOf } from './windows';

const NOW = new Date(Date.UTC(2026, 10, 29));
const DAY = 86_400_000;

it('reads a short list at once', () => {
  expect(windowsOf(0, NOW)).toEqual([{}]);
  expect(windowsOf(20_000, NOW)).toEqual([{}]);
});

it('covers every instant of a long one, those on an edge and in the future, too, and begins with the newest', () => {
  const windows = windowsOf(100_000, NOW);
  expect(windows[0]?.createdBefore).toBeUndefined();
  const covers = (at: number): boolean =>
    windows.some(
      ({ createdAfter, createdBefore }) =>
        at > (createdAfter?.getTime() ?? Number.NEGATIVE_INFINITY) && at < (createdBefore?.getTime() ?? Number.POSITIVE_INFINITY),
    );
  const edges = windows
    .flatMap(({ createdAfter, createdBefore }) => [createdAfter, createdBefore])
    .flatMap((at) => (at === undefined ? [] : [at.getTime()]));
  for (const edge of edges) for (const at of [edge - 1, edge, edge + 1]) expect(covers(at)).toBe(true);
  fc.assert(
    fc.property(fc.integer({ min: -5_000, max: 400 }), fc.integer({ min: 0, max: DAY }), (days, ms) =>
      covers(NOW.getTime() + days * DAY + ms),
    ),
  );
});
