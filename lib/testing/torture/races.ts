import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { sleep } from '@/lib/launcher/processes.js';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { Random } from '../fuzz/random';
import type { Answer, Refusal } from './action-client';
import { newBook } from './book';
import { calm, NOTHING_HELD_S, setAbsent } from './calm';
import { type Count, counted, mustBeZero } from './count';
import { accountJobs } from './judge';
import { type Draft, type Point, type Product, pointsOf, productOf } from './product';
import type { World } from './world';

/** What several persons start at the same moment, each at another console. */
const RACES = ['one address', 'one draft', 'crossing pairs'] as const;
type Race = (typeof RACES)[number];

/** How one race ended. */
interface Raced {
  readonly race: Race;
  /** The restores that began. */
  readonly won: readonly string[];
  readonly jobs: number;
  /** What losers were told, by its code. */
  readonly told: readonly string[];
  /** Losers who were not told who has what they wanted. */
  readonly untold: readonly string[];
}

const must = (answer: Answer): Record<string, unknown> => {
  if (answer.ok) return answer.value as Record<string, unknown>;
  throw new Error(`unexpected: ${answer.error.code}`);
};

const draftAt = async (product: Product, console: string, point: Point, addresses: readonly string[]): Promise<Draft> => {
  const created = must(await product.createDraft(console, point)) as unknown as Draft;
  const saved = must(await product.saveAddresses(console, created, addresses)) as unknown as Draft;
  return { draftId: created.draftId, revision: saved.revision };
};

/** The findings that a start of such a draft wants accepted: all begin with them, so that nobody is a round trip behind. */
const acceptances = async (product: Product, console: string, draft: Draft): Promise<readonly string[]> => {
  const answer = await product.start(console, draft, []);
  if (answer.ok || answer.error.code !== 'not-acknowledged') throw new Error('A start was to be asked for acceptances.');
  return (answer.error.missing as readonly Diagnostic[]).map(acceptanceKey);
};

const isName = (value: unknown): boolean => typeof value === 'string' && value !== '';

/** Whether a loser can say who has it: by the claim, by the finding that names its holder, or by the restore that the draft became. */
const tellsHolder = ({ code, holders, diagnostics, restoreId, startedBy }: Refusal, winner: string): boolean => {
  if (code === 'already-started') return restoreId === winner && isName(startedBy);
  if (code === 'address-claimed')
    return (holders as readonly { claimedBy: string | null; restoreId: string }[]).some(
      (each) => each.restoreId === winner && isName(each.claimedBy),
    );
  if (code !== 'check-failed') return false;
  const errors = (diagnostics as readonly Diagnostic[]).filter(({ severity }) => severity === 'error');
  return errors.length > 0 && errors.every(({ params }) => [params.by, params.name, params.id].some(isName));
};

/** The drafts of a race between as many as there are consoles. */
const draftsOf = async (race: Race, product: Product, consoles: readonly string[], point: Point, pair: readonly [string, string]) => {
  const [one, other] = pair;
  if (race === 'one draft') {
    const [first = ''] = consoles;
    const draft = await draftAt(product, first, point, [one]);
    return consoles.map(() => draft);
  }
  return Promise.all(
    consoles.map((console, index) => {
      const crossing = index % 2 === 0 ? [one, other] : [other, one];
      return draftAt(product, console, point, race === 'one address' ? [one] : crossing);
    }),
  );
};

const raceOnce = async (world: World, product: Product, race: Race, point: Point, pair: readonly [string, string]): Promise<Raced> => {
  const before = (await accountJobs(world)).length;
  const drafts = await draftsOf(race, product, world.consoles, point, pair);
  const [console = ''] = world.consoles;
  const [first] = drafts;
  if (first === undefined) throw new Error('A race needs consoles.');
  const accepted = await acceptances(product, console, first);
  const answers = await Promise.all(drafts.map((draft, index) => product.start(world.consoles[index] ?? console, draft, accepted)));
  const won = answers.flatMap((each) => (each.ok ? [(each.value as { restoreId: string }).restoreId] : []));
  const lost = answers.flatMap((each) => (each.ok ? [] : [each.error]));
  return {
    race,
    won,
    jobs: (await accountJobs(world)).length - before,
    told: lost.map(({ code }) => code),
    untold: lost.filter((each) => !tellsHolder(each, won[0] ?? '')).map(({ code }) => code),
  };
};

/** What came of all races, and by which codes losers were told. */
interface RacesEnded {
  readonly counts: readonly Count[];
  readonly told: readonly string[];
}

/** Runs `times` races, one kind after the other, each for addresses of its own; when their restores have ended all of them are judged. */
export const races = async (world: World, times: number, random: Random, progress: (text: string) => void): Promise<RacesEnded> => {
  const product = productOf(world);
  const [point] = await pointsOf(world, 'batch-02');
  if (point === undefined) throw new Error('There is nothing to restore.');
  const book = newBook();
  const ended: Raced[] = [];
  for (let number = 0; number < times; number += 1) {
    const race = RACES[number % RACES.length] ?? 'one draft';
    const at = (last: number): string => `10.1.${74 + Math.floor(number / 100)}.${10 + 2 * (number % 100) + last}`;
    const raced = await raceOnce(world, product, race, point, [at(0), at(1)]);
    for (const restoreId of raced.won) book.restores.set(restoreId, 'begun');
    ended.push(raced);
    progress(`race ${number + 1} of ${times}`);
    await sleep(random.below(50));
  }
  await setAbsent(world, NOTHING_HELD_S);
  const judged = await calm(world, book, progress);
  return { counts: [...raceCounts(ended), ...judged], told: ended.flatMap((each) => each.told) };
};

/** The table of races: one winner and one job each, and nobody left without the name of who has it. */
const raceCounts = (ended: readonly Raced[]): readonly Count[] => [
  counted('races', ended.length),
  counted(
    'losers',
    ended.reduce((sum, { told }) => sum + told.length, 0),
  ),
  mustBeZero(
    'races without exactly one winner',
    ended.flatMap(({ race, won, told }) => (won.length === 1 ? [] : [`${race}: ${won.length} winners; ${told.join(', ')}`])),
  ),
  mustBeZero(
    'races without exactly one job',
    ended.flatMap(({ race, jobs }) => (jobs === 1 ? [] : [`${race}: ${jobs}`])),
  ),
  mustBeZero(
    'losers not told who has it',
    ended.flatMap(({ race, untold }) => untold.map((code) => `${race}: ${code}`)),
  ),
];
