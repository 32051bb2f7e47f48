import { expect, it } from 'vitest';
import { type Burst, Bursts } from './bursts';

const MINUTE = 60_000;

/** A world whose clock is moved by hand. */
const setUp = () => {
  let clock = 0;
  let away = false;
  const written: (Burst & { readonly what: string })[] = [];
  const timers: { readonly at: number; readonly run: () => void }[] = [];
  const bursts = new Bursts<string>({
    write: async (what, burst) => {
      if (away) throw new Error('the database is away');
      written.push({ what, ...burst });
    },
    later: (run, ms) => timers.push({ at: clock + ms, run }),
    now: () => new Date(clock),
  });
  const advance = async (ms: number): Promise<void> => {
    const end = clock + ms;
    for (;;) {
      const next = timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      timers.splice(timers.indexOf(next), 1);
      clock = next.at;
      next.run();
      // What failed to be written comes back before the next timer.
      await new Promise((done) => setImmediate(done));
    }
    clock = end;
  };
  return { bursts, written, timers, advance, setAway: (is: boolean) => (away = is) };
};

it('writes the first at once, and what follows within a minute as one', async () => {
  const { bursts, written, advance } = setUp();
  bursts.note('a', 'a');
  expect(written).toEqual([{ what: 'a', count: 1, from: new Date(0), to: new Date(0) }]);
  await advance(1_000);
  for (let n = 0; n < 5_000; n += 1) bursts.note('a', 'a');
  await advance(2_000);
  bursts.note('a', 'a');
  expect(written).toHaveLength(1);
  await advance(MINUTE);
  expect(written.slice(1)).toEqual([{ what: 'a', count: 5_001, from: new Date(1_000), to: new Date(3_000) }]);
});

it('makes fewer than forty events of a flood that goes on for a day', async () => {
  const { bursts, written, advance } = setUp();
  let noted = 0;
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    for (let n = 0; n < 10; n += 1) bursts.note('a', 'a');
    noted += 10;
    await advance(MINUTE);
  }
  await bursts.settle();
  expect(written.length).toBeLessThan(40);
  expect(written.reduce((sum, { count }) => sum + count, 0)).toBe(noted);
});

it('begins anew after a quiet window, and then keeps nothing', async () => {
  const { bursts, written, timers, advance } = setUp();
  bursts.note('a', 'a');
  await advance(2 * MINUTE);
  expect(timers).toEqual([]);
  bursts.note('a', 'a');
  expect(written.map(({ count }) => count)).toEqual([1, 1]);
});

it('counts each sort by itself', async () => {
  const { bursts, written, advance } = setUp();
  for (const key of ['a', 'b', 'a', 'b', 'b']) bursts.note(key, key);
  await advance(MINUTE);
  expect(written.map(({ what, count }) => `${what}${count}`)).toEqual(['a1', 'b1', 'a1', 'b2']);
});

it('tells what could not be written with what came after', async () => {
  const { bursts, written, advance, setAway } = setUp();
  setAway(true);
  bursts.note('a', 'a');
  await advance(30_000);
  bursts.note('a', 'a');
  await advance(31_000);
  expect(written).toEqual([]);
  setAway(false);
  await advance(3 * MINUTE);
  expect(written).toEqual([{ what: 'a', count: 2, from: new Date(0), to: new Date(30_000) }]);
});

it('writes what is counted when it is asked to settle', async () => {
  const { bursts, written } = setUp();
  bursts.note('a', 'a');
  bursts.note('a', 'a');
  await bursts.settle();
  expect(written.map(({ count }) => count)).toEqual([1, 1]);
});
