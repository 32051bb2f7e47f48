import { sleep } from '@/lib/launcher/processes.js';
import { type Random, randomOf } from '../fuzz/random';
import { aim } from './aim';
import { type Book, newBook } from './book';
import { calm, setAbsent } from './calm';
import { type Count, counted, mustBeZero } from './count';
import type { Part } from './parts';
import { type Persons, person } from './person';
import { pointsOf, productOf } from './product';
import { nothingSeen, reader } from './reader';
import { weather } from './weather';
import type { World } from './world';

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
  readonly done: Readonly<Done>;
}

/** How far a request's signature may lie from the account's time here: AWS's own is 300. Whatever was held on its way for longer, by a stopped process or a starved machine, is refused. */
const SIGNATURE_WINDOW_S = 20;
/**
 * As the ten minutes of the product are twice AWS's window (a clock may be as much ahead), so this is twice the window here, and longer by more than the account holds what has arrived (see
 * `weather.ts`). It stays so to the end: nobody can tell when the last request has left a machine that has too much to do.
 */
const ABSENT_AFTER_S = 60;
/** The longest time between what is back and what is killed next: long enough for a start to go through, now and then. */
const BETWEEN_MS = 3_000;
const SHIFT_MS = 2 * 3_600_000;

/** One or two addresses each time, none of them twice: 3,500 of them are in the subnet that the image comes from. */
const addressesFrom = (random: Random): (() => readonly string[]) => {
  let next = 0;
  const one = (): string => {
    const value = next;
    next += 1;
    return `10.1.${66 + Math.floor(value / 250)}.${4 + (value % 250)}`;
  };
  return () => (random.chance(0.5) ? [one()] : [one(), one()]);
};

/** What was done to the parts, counted. */
interface Done {
  /** `kill -9`, by what was hit. */
  readonly kills: Record<string, number>;
  readonly stops: Record<string, number>;
  clockSteps: number;
}

const increment = (counts: Record<string, number>, what: string): void => {
  counts[what] = (counts[what] ?? 0) + 1;
};

/** Kills a part, sometimes a servant of it, sometimes another part as well, and waits until all are there again. */
const killSome = async (parts: readonly Part[], random: Random, done: Done): Promise<void> => {
  const [first, ...rest] = parts;
  if (first === undefined) throw new Error('Nothing is left to be killed.');
  const killed = [random.pick([first, ...rest])];
  if (random.chance(0.15)) killed.push(random.pick([first, ...rest]));
  for (const part of new Set(killed)) {
    const servant = part.kind === 'database' && random.chance(0.25);
    increment(done.kills, servant ? 'one of the database\u2019s servants' : part.kind);
    if (servant) part.killServant();
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

/** In which rounds which part is stopped: each as often as wanted, one after the other, evenly over the whole. */
const stopsByRound = (parts: readonly Part[], { rounds: wanted, stops }: Storm): ReadonlyMap<number, Part> => {
  const due = Array.from({ length: stops.each }, () => parts).flat();
  return new Map(due.map((part, index) => [Math.round(((index + 1) * wanted) / (due.length + 1)), part]));
};

const rounds = async (world: World, wanted: Storm, random: Random): Promise<Done> => {
  const done: Done = { kills: {}, stops: {}, clockSteps: 0 };
  const stopped = new Set<Part>();
  const stops = stopsByRound(world.parts, wanted);
  const beside: Promise<void>[] = [];
  for (let round = 1; round <= wanted.rounds; round += 1) {
    await sleep(random.below(BETWEEN_MS));
    if (random.chance(0.7)) await aim(world, random);
    const next = stops.get(round);
    if (next !== undefined) {
      increment(done.stops, next.kind);
      const over = stopFor(next, wanted.stops.ms, stopped);
      beside.push(over);
      // What is started again needs a database that answers.
      if (next.kind === 'database') await over;
    }
    const going = world.parts.filter((part) => !stopped.has(part));
    const [one, ...others] = going.filter((part) => part.kind !== 'database');
    if (one !== undefined && random.chance(0.2)) {
      done.clockSteps += 1;
      beside.push(shiftClock(random.pick([one, ...others]), random));
    }
    await killSome(going, random, done);
    wanted.progress(`round ${round} of ${wanted.rounds}`);
  }
  await Promise.all(beside);
  return done;
};

/**
 * Restores start and are followed while processes are killed, stopped and set wrong, and while AWS answers badly; then everything is given time to come to rest,
 * and what is stored is held against the account's own list.
 */
export const storm = async (world: World, wanted: Storm): Promise<Aftermath> => {
  const random = randomOf(wanted.seed);
  const book = newBook();
  const [good, quota] = await pointsOf(world, 'batch-02');
  const [first, ...more] = world.consoles;
  if (good === undefined || quota === undefined || first === undefined)
    throw new Error('There is nothing to restore, or nowhere to do it.');
  await setAbsent(world, ABSENT_AFTER_S);
  await world.control('signature-window', { seconds: SIGNATURE_WINDOW_S });
  let over = false;
  const seen = nothingSeen();
  const product = productOf(world);
  const persons: Persons = {
    product,
    consoles: [first, ...more],
    // The second one fails, for the quota: not all jobs end well.
    points: [good, good, good, quota],
    book,
    addresses: addressesFrom(randomOf(random.below(2 ** 31))),
    over: () => over,
  };
  const busy = Promise.all([
    weather(world, randomOf(random.below(2 ** 31)), () => over),
    reader(world, product, book, randomOf(random.below(2 ** 31)), { over: () => over, seen }),
    ...Array.from({ length: wanted.persons }, () => person(persons, randomOf(random.below(2 ** 31)))),
  ]);
  // One that ends early is told when all is over, and not by the end of this process, which would leave the others running.
  busy.catch(() => undefined);
  const done = await rounds(world, wanted, random).finally(() => {
    over = true;
  });
  await busy;
  const judged = await calm(world, book, wanted.progress);
  const counts = [...judged, counted('pages looked at meanwhile', seen.looks), mustBeZero('untrue pages meanwhile', [...seen.untrue])];
  return { counts, book, done };
};
