import { expect, test } from '@playwright/test';
import { randomOf } from '@/lib/testing/fuzz/random';
import { bad, type Count } from '@/lib/testing/torture/count';
import { outageCounts, outages } from '@/lib/testing/torture/outage';
import { raceCounts, races } from '@/lib/testing/torture/races';
import { storm } from '@/lib/testing/torture/storm';
import { startWorld, type World } from '@/lib/testing/torture/world';

/** The short form of `npm run torture` (docs/torture.md): no page, but real processes. */
const inWorld = async (
  wanted: { readonly consoles: number; readonly speed: number },
  use: (world: World) => Promise<readonly Count[]>,
): Promise<readonly Count[]> => {
  const world = await startWorld(wanted);
  try {
    return await use(world);
  } finally {
    await world.end();
  }
};

test('processes that are killed at random lose nothing, double nothing and say nothing untrue', async () => {
  const wanted = { seed: 20_261_129, rounds: 6, stops: { each: 0, ms: 0 }, persons: 3, progress: () => undefined };
  const counts = await inWorld({ consoles: 2, speed: 10 }, async (world) => (await storm(world, wanted)).counts);
  expect(bad(counts)).toEqual([]);
  expect(counts.find(({ name }) => name === 'starts that were committed')?.value).toBeGreaterThan(0);
});

test('of four consoles that start the same at once, one wins, and the others are told who', async () => {
  const counts = await inWorld({ consoles: 4, speed: 1 }, async (world) => raceCounts(await races(world, 6, randomOf(1))));
  expect(bad(counts)).toEqual([]);
  expect(counts.find(({ name }) => name === 'losers')?.value).toBe(18);
});

test('credentials, permissions and AWS itself may go and come back: the pages say why, and recover by themselves', async () => {
  const counts = await inWorld({ consoles: 1, speed: 4 }, async (world) => outageCounts(await outages(world, 0)));
  expect(bad(counts)).toEqual([]);
});
