import { sleep } from '@/lib/launcher/processes.js';
import { type Random, randomOf } from '../fuzz/random';
import { aim } from './aim';
import { type Book, newBook } from './book';
import type { Count } from './count';
import { judge, query } from './judge';
import { type Persons, person } from './person';
import { pointsOf, productOf } from './product';
import { weather } from './weather';
import type { Part, World } from './world';

/** How much is done to a world. */
export interface Storm {
  readonly seed: number;
  /** How often a part is killed and started again. */
  readonly rounds: number;
  /** How often each part is stopped, and for how long; a lease is 30 seconds. */
  readonly stops: { readonly each: number; readonly ms: number };
  readonly persons: number;
  /** Told after each round. */
  readonly progress: (text: string) => void;
}

/** What came of it. */
export interface Aftermath {
  readonly counts: readonly Count[];
  readonly book: Book;
  readonly kills: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** While anything is on its way a list proves nothing; afterwards what is short is enough. */
const ABSENT_AFTER_S = { storm: 45, calm: 3 };
/** A bound for what hangs: the window in which a request is sent again is three minutes. */
const CALM_MS = 400_000;
/** The longest time between what is back and what is killed next: long enough for a start to go through, now and then. */
const BETWEEN_MS = 3_000;
const SHIFT_MS = 2 * 3_600_000;
/** What comes to rest by itself, and is waited for. */
const WAITED_FOR = ['attempts without an outcome', 'restores without an end', 'claims without a reason'];

const addressesFrom = (): (() => readonly string[]) => {
  let next = 0;
  const one = (): string => {
    const value = next;
    next += 1;
    return `10.1.${66 + Math.floor(value / 240)}.${10 + (value % 240)}`;
  };
  return () => [one(), one()];
};

const setAbsent = (world: World, seconds: number): Promise<unknown> =>
  query(
    world,
    `insert into settings (name, value, changed_by, changed_at) values ('absentAfterSeconds', $1, 'torture', now())
     on conflict (name) do update set value = excluded.value`,
    [JSON.stringify(seconds)],
  );

/** Kills a part, sometimes a servant of it, sometimes another part as well, and waits until all are there again. */
const killSome = async (parts: readonly Part[], random: Random, kills: Record<string, number>): Promise<void> => {
  const [first, ...rest] = parts;
  if (first === undefined) return;
  const killed = [random.pick([first, ...rest])];
  if (random.chance(0.15)) killed.push(random.pick([first, ...rest]));
  for (const part of new Set(killed)) {
    kills[part.kind] = (kills[part.kind] ?? 0) + 1;
    if (random.chance(0.25)) part.killServant();
    else part.kill();
  }
  await Promise.all(killed.map((part) => part.ready()));
};

/** Stops a part for longer than it holds anything, and lets it go on as if nothing had happened. */
const stopFor = async (part: Part, ms: number, stopped: Set<Part>): Promise<void> => {
  stopped.add(part);
  part.stop();
  await sleep(ms);
  part.resume();
  stopped.delete(part);
};

/** Puts the clock of a part forward or back for a while. */
const shiftClock = async (part: Part, random: Random): Promise<void> => {
  part.setClock((random.chance(0.5) ? 1 : -1) * random.below(SHIFT_MS));
  await sleep(1_000 + random.below(4_000));
  part.setClock(0);
};

const rounds = async (world: World, { rounds: wanted, stops, progress }: Storm, random: Random): Promise<Record<string, number>> => {
  const kills: Record<string, number> = {};
  const stopped = new Set<Part>();
  const due = world.parts.flatMap((part) => Array.from({ length: stops.each }, () => part));
  const every = Math.max(1, Math.floor(wanted / (due.length + 1)));
  const beside: Promise<void>[] = [];
  for (let round = 1; round <= wanted; round += 1) {
    await sleep(random.below(BETWEEN_MS));
    if (random.chance(0.7)) await aim(world, random);
    const next = round % every === 0 ? due.shift() : undefined;
    if (next !== undefined) beside.push(stopFor(next, stops.ms, stopped));
    const others = world.parts.filter((part) => part.kind !== 'database' && !stopped.has(part));
    const [one] = others;
    if (one !== undefined && random.chance(0.2)) beside.push(shiftClock(random.pick([one, ...others]), random));
    // What starts again needs a database that answers.
    if (![...stopped].some((part) => part.kind === 'database'))
      await killSome(
        world.parts.filter((part) => !stopped.has(part)),
        random,
        kills,
      );
    else round -= 1;
    progress(`round ${round} of ${wanted}`);
  }
  await Promise.all(beside);
  return kills;
};

/** Waits until nothing is open any more, as far as that comes. */
const calm = async (world: World, book: Book, progress: (text: string) => void): Promise<readonly Count[]> => {
  await setAbsent(world, ABSENT_AFTER_S.calm);
  const deadline = performance.now() + CALM_MS;
  for (;;) {
    const counts = await judge(world, book);
    const open = counts.filter(({ name }) => WAITED_FOR.includes(name)).reduce((sum, { value }) => sum + value, 0);
    if (open === 0 || performance.now() > deadline) return counts;
    progress(`${open} not settled yet`);
    await sleep(1_000);
  }
};

/**
 * Restores start and are followed while processes are killed, stopped and set wrong, and while AWS answers badly; then everything is given time to come to rest,
 * and what is stored is held against the account's own list.
 */
export const storm = async (world: World, wanted: Storm): Promise<Aftermath> => {
  const from = performance.now();
  const random = randomOf(wanted.seed);
  const book = newBook();
  const [good, quota] = await pointsOf(world, 'batch-02');
  const [first, ...more] = world.consoles;
  if (good === undefined || quota === undefined || first === undefined)
    throw new Error('There is nothing to restore, or nowhere to do it.');
  await setAbsent(world, ABSENT_AFTER_S.storm);
  let over = false;
  const persons: Persons = {
    product: productOf(world),
    consoles: [first, ...more],
    // The second one fails, for the quota: not all jobs end well.
    points: [good, good, good, quota],
    book,
    addresses: addressesFrom(),
    over: () => over,
  };
  const busy = [
    weather(world, randomOf(random.below(2 ** 31)), () => over),
    ...Array.from({ length: wanted.persons }, () => person(persons, randomOf(random.below(2 ** 31)))),
  ];
  const kills = await rounds(world, wanted, random).finally(() => {
    over = true;
  });
  await Promise.all(busy);
  const counts = await calm(world, book, wanted.progress);
  return { counts, book, kills, seconds: Math.round((performance.now() - from) / 1_000) };
};
