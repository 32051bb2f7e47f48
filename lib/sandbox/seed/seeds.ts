import type { AccountState } from '../account/types';
import { articleSeed, TOKYO } from './article';
import { fleetBackups, fleetSeed } from './huge';
import { largeSeed } from './large';

/** How many recovery points of the fleet the seeds have that have one. `million` is for measurements. */
const FLEETS: Readonly<Record<string, number>> = { huge: 100_000, million: 1_000_000 };

export const SEEDS = {
  article: articleSeed,
  large: largeSeed,
  huge: fleetSeed('huge', FLEETS.huge ?? 0),
  million: fleetSeed('million', FLEETS.million ?? 0),
} as const;
export type SeedName = keyof typeof SEEDS;
export const SEED_NAMES: readonly string[] = Object.keys(SEEDS);

/** The seed of that name; `article` where there is none. */
export const seedNamed = (name: string): ((now: number) => AccountState) =>
  Object.hasOwn(SEEDS, name) ? SEEDS[name as SeedName] : articleSeed;

/** The state without what never changes and can be made anew: 100,000 points are 40 MB, and the state is written with each change. */
export const withoutFleet = (state: AccountState): AccountState => {
  const region = state.regions[TOKYO];
  if (state.seededAt === undefined || region === undefined) return state;
  return { ...state, regions: { ...state.regions, [TOKYO]: { ...region, points: [], images: [], metadata: {} } } };
};

/** What `withoutFleet` left out, put back. */
export const withFleet = (state: AccountState): AccountState => {
  const region = state.regions[TOKYO];
  const base = articleSeed(state.seededAt ?? 0).regions[TOKYO];
  if (state.seededAt === undefined || region === undefined || base === undefined) return state;
  const grown = { ...region, ...fleetBackups(base, FLEETS[state.seed] ?? 0, state.seededAt) };
  return { ...state, regions: { ...state.regions, [TOKYO]: grown } };
};
