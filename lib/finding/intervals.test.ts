import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gapAfterMs, gapsBetween, type Held, intervalsOf, type Observation } from './intervals';

const DAY = 86_400_000;
const primary: Held = { role: 'primary', subnetId: 'a' };
const secondary: Held = { role: 'secondary', subnetId: 'a' };
const saw = (holder: string, day: number, held: Observation<string>['held']): Observation<string> => ({
  holder,
  atMs: day * DAY,
  evidence: `${holder}@${day}`,
  held,
});
const days = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const told = (observations: readonly Observation<string>[]) =>
  intervalsOf(observations).map(({ holder, role, fromMs, toMs, seen, unknown }) => [
    holder,
    role,
    fromMs / DAY,
    toMs / DAY,
    seen.length,
    unknown,
  ]);

describe('who held an address when', () => {
  it('goes from the first observation to the last, and no further', () => {
    expect(told(days(1, 5).map((day) => saw('web', day, primary)))).toEqual([['web', 'primary', 1, 5, 5, 0]]);
    expect(told([saw('web', 3, primary)])).toEqual([['web', 'primary', 3, 3, 1, 0]]);
    expect(told([saw('web', 3, null), saw('web', 4, 'unknown')])).toEqual([]);
  });

  it('ends where the holder was seen without it, or with it as something else', () => {
    expect(told([saw('web', 1, primary), saw('web', 2, null), saw('web', 3, primary), saw('web', 4, secondary)])).toEqual([
      ['web', 'secondary', 4, 4, 1, 0],
      ['web', 'primary', 3, 3, 1, 0],
      ['web', 'primary', 1, 1, 1, 0],
    ]);
  });

  it('ends where somebody else was seen with it in the same subnet', () => {
    expect(told([saw('web', 1, primary), saw('db', 2, primary), saw('web', 3, primary)])).toEqual([
      ['web', 'primary', 3, 3, 1, 0],
      ['db', 'primary', 2, 2, 1, 0],
      ['web', 'primary', 1, 1, 1, 0],
    ]);
    const elsewhere = { role: 'primary', subnetId: 'b' };
    expect(told([saw('web', 1, primary), saw('db', 1.5, elsewhere), saw('web', 2, primary)])).toContainEqual([
      'web',
      'primary',
      1,
      2,
      2,
      0,
    ]);
  });

  it('ends where nothing was seen for longer than usual, and counts what could not be read', () => {
    const observations = [...days(1, 4), ...days(20, 22)].map((day) => saw('web', day, day === 2 ? 'unknown' : primary));
    expect(told(observations)).toEqual([
      ['web', 'primary', 20, 22, 3, 0],
      ['web', 'primary', 1, 4, 3, 1],
    ]);
    expect(gapsBetween(intervalsOf(observations))).toEqual([{ fromMs: 4 * DAY, toMs: 20 * DAY }]);
  });

  it('takes weekly backups for in a row', () => {
    expect(told([0, 7, 14, 21].map((day) => saw('db', day, primary)))).toEqual([['db', 'primary', 0, 21, 4, 0]]);
  });

  it('believes neither of two that disagree on one instant', () => {
    expect(told([saw('web', 1, primary), saw('web', 1, null)])).toEqual([]);
  });
});

const held = fc.constantFrom<Observation<string>['held']>(
  primary,
  secondary,
  { role: 'primary', subnetId: 'b' },
  { role: 'primary', subnetId: null },
  null,
  'unknown',
);
const observation = fc.record({ holder: fc.constantFrom('web', 'db', 'crm'), day: fc.integer({ min: 0, max: 40 }), held });
const observations = fc.array(
  observation.map(({ holder, day, held: what }) => saw(holder, day, what)),
  { maxLength: 60 },
);
const isHeld = (what: Observation<string>['held']): what is Held => what !== null && what !== 'unknown';

describe('no interval claims more than its observations', () => {
  it('begins and ends with one, and each within shows the same', () => {
    fc.assert(
      fc.property(observations, (all) => {
        for (const { holder, role, subnetId, fromMs, toMs, seen } of intervalsOf(all)) {
          expect([seen[0]?.atMs, seen.at(-1)?.atMs]).toEqual([fromMs, toMs]);
          for (const { atMs, evidence } of seen) {
            expect(all).toContainEqual({ holder, atMs, evidence, held: { role, subnetId } });
            expect(atMs >= fromMs && atMs <= toMs).toBe(true);
          }
          const own = all.filter((each) => each.holder === holder && each.atMs >= fromMs && each.atMs <= toMs && each.held !== 'unknown');
          for (const each of own) expect(each.held).toEqual({ role, subnetId });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has nobody else seen with it in the same subnet meanwhile', () => {
    fc.assert(
      fc.property(observations, (all) => {
        for (const { holder, subnetId, seen } of intervalsOf(all)) {
          const others = all.filter((each) => each.holder !== holder && isHeld(each.held) && each.held.subnetId === subnetId);
          for (const [at, { atMs }] of seen.entries()) {
            const next = seen[at + 1]?.atMs ?? atMs;
            expect(others.some((each) => each.atMs > atMs && each.atMs < next)).toBe(false);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has no longer silence in it than is usual', () => {
    fc.assert(
      fc.property(observations, (all) => {
        for (const { holder, seen } of intervalsOf(all)) {
          const most = gapAfterMs([...new Set(all.filter((each) => each.holder === holder).map(({ atMs }) => atMs))]);
          for (const [at, { atMs }] of seen.entries()) expect((seen[at + 1]?.atMs ?? atMs) - atMs).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('and leaves out no observation that nothing speaks against', () => {
    fc.assert(
      fc.property(observations, (all) => {
        const intervals = intervalsOf(all);
        for (const each of all) {
          if (!isHeld(each.held)) continue;
          const { role, subnetId } = each.held;
          const same = all.filter((other) => other.holder === each.holder && other.atMs === each.atMs && other.held !== 'unknown');
          if (same.some((other) => !isHeld(other.held) || other.held.role !== role || other.held.subnetId !== subnetId)) continue;
          const within = intervals.filter((i) => i.holder === each.holder && i.seen.some(({ atMs }) => atMs === each.atMs));
          expect(within).toHaveLength(1);
          expect(within[0]).toMatchObject({ role, subnetId });
        }
      }),
    );
  });

  it('and gaps touch no interval', () => {
    fc.assert(
      fc.property(observations, (all) => {
        const intervals = intervalsOf(all);
        for (const gap of gapsBetween(intervals)) {
          expect(gap.fromMs).toBeLessThan(gap.toMs);
          expect(intervals.some((each) => each.fromMs < gap.toMs && each.toMs > gap.fromMs)).toBe(false);
        }
      }),
    );
  });
});
