import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { sleep } from '@/lib/launcher/processes.js';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { Random } from '../fuzz/random';
import type { Answer, Refusal } from './action-client';
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
  readonly winners: number;
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

/** Whether a loser can say who has it: by the claim, by the finding that names its holder, or by the restore that the draft became. */
const tellsHolder = ({ code, holders, diagnostics, restoreId }: Refusal, winner: string): boolean => {
  if (code === 'already-started') return restoreId === winner;
  if (code === 'address-claimed')
    return (holders as readonly { claimedBy: string | null; restoreId: string }[]).some(
      (each) => each.restoreId === winner && (each.claimedBy ?? '') !== '',
    );
  if (code !== 'check-failed') return false;
  return (diagnostics as readonly Diagnostic[]).some(
    ({ severity, params }) =>
      severity === 'error' && [params.by, params.name, params.id].some((each) => typeof each === 'string' && each !== ''),
  );
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
    winners: won.length,
    jobs: (await accountJobs(world)).length - before,
    told: lost.map(({ code }) => code),
    untold: lost.filter((each) => !tellsHolder(each, won[0] ?? '')).map(({ code }) => code),
  };
};

/** Runs `times` races, one kind after the other, each for addresses of its own. */
export const races = async (world: World, times: number, random: Random): Promise<readonly Raced[]> => {
  const product = productOf(world);
  const [point] = await pointsOf(world, 'batch-02');
  if (point === undefined) throw new Error('There is nothing to restore.');
  const ended: Raced[] = [];
  for (let number = 0; number < times; number += 1) {
    const race = RACES[number % RACES.length] ?? 'one draft';
    const at = (last: number): string => `10.1.${74 + Math.floor(number / 100)}.${10 + 2 * (number % 100) + last}`;
    ended.push(await raceOnce(world, product, race, point, [at(0), at(1)]));
    await sleep(random.below(50));
  }
  return ended;
};

/** The table of races: one winner and one job each, and nobody left without the name of who has it. */
export const raceCounts = (ended: readonly Raced[]): readonly Count[] => [
  counted('races', ended.length),
  counted(
    'losers',
    ended.reduce((sum, { told }) => sum + told.length, 0),
  ),
  mustBeZero(
    'races without exactly one winner',
    ended.flatMap(({ race, winners, told }) => (winners === 1 ? [] : [`${race}: ${winners} winners; ${told.join(', ')}`])),
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
