import 'server-only';
import { readAdministrators, readDirectory } from '@/lib/db/repositories/people';
import { logFailure } from '../database-away';
import type { FrameView } from './views';

type Names = Pick<FrameView, 'people' | 'administrators'>;

/** The frame stands around every page, the one included that says that the database is away: it does not wait for one that hangs. */
const PATIENCE_MS = 1_000;
const NO_NAMES: Names = { people: {}, administrators: [] };

const read = async (): Promise<Names> => {
  const [people, administrators] = await Promise.all([readDirectory(), readAdministrators()]);
  return { people, administrators };
};

/** Names for ids, and whom to ask for a role; nobody's where the database does not answer soon: an open page asks again. */
export const whoIsWho = async (): Promise<Names> => {
  const late = new Promise<Names>((resolve) => setTimeout(resolve, PATIENCE_MS, NO_NAMES));
  const names = read().catch((error: unknown) => {
    logFailure('whoIsWho', error);
    return NO_NAMES;
  });
  return Promise.race([names, late]);
};

/** Of the names what somebody without any role is told: their own, and whom to ask for one. */
export const whomToTurnTo = ({ people, administrators }: Names, user: string): Names => ({
  people: Object.fromEntries(Object.entries(people).filter(([id]) => id === user || administrators.includes(id))),
  administrators,
});

const MOST_ASKED = 3;

/** Names of those who may give a role, at most three. */
export const whomToAsk = async (): Promise<readonly string[]> => {
  const { people, administrators } = await whoIsWho();
  return administrators.slice(0, MOST_ASKED).flatMap((id) => people[id]?.name ?? []);
};
