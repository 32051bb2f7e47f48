import 'server-only';
import type { DatabaseAway } from '@/lib/database-error';
import { databaseNow } from '@/lib/db/about';
import { databaseAway } from '@/lib/db/away';
import { logLine, logUnexpected } from '@/lib/log';
import type { Problem } from '@/lib/problem';
import { processWide } from '@/lib/process-wide';
import { err, ok, type Result } from '@/lib/result';
import { databaseHangs } from './database-pulse';

const told = processWide('database-away', () => ({ atMs: Number.NEGATIVE_INFINITY }));
/** Every page and every look of the background finds it out anew. */
const TELL_EVERY_MS = 10_000;

const note = (reason: DatabaseAway): void => {
  if (Date.now() - told.atMs < TELL_EVERY_MS) return;
  told.atMs = Date.now();
  logLine({ level: 'warn', name: 'database-away', reason });
};

/** The problem of an error that comes from the database being away, which is logged now and then; `null` for every other error. Whoever knows better says what was being done. */
export const databaseProblem = (error: unknown): Extract<Problem, { readonly code: 'database-away' }> | null => {
  const reason = databaseAway(error);
  if (reason === null) return null;
  note(reason);
  return { code: 'database-away', reason, effect: 'read' };
};

/** What is read, but for no longer than it is found out that the database hangs: whoever waits is told within seconds, and not when the last question is given up. */
export const unlessDatabaseHangs = async <T, E>(
  name: string,
  read: () => Promise<Result<T, E | Problem>>,
): Promise<Result<T, E | Problem>> => {
  const over = new AbortController();
  const answer = read();
  const hung = databaseHangs(over.signal).then((): Result<T, E | Problem> => {
    note('slow');
    answer.catch((error: unknown) => logFailure(name, error));
    return err({ code: 'database-away', reason: 'slow', effect: 'read' });
  });
  return Promise.race([answer, hung]).finally(() => over.abort());
};

/** What `run` answers; that the database is away is a problem like any other, and all else that is thrown goes on. */
export const orDatabaseAway = async <T, E>(run: () => Promise<Result<T, E>>): Promise<Result<T, E | Problem>> => {
  try {
    return await run();
  } catch (error) {
    const problem = databaseProblem(error);
    if (problem === null) throw error;
    return err(problem);
  }
};

/** Logs what nobody waits for: the unexpected, or, now and then, that the database is away. */
export const logFailure = (name: string, error: unknown): void => {
  if (databaseProblem(error) === null) logUnexpected(name, error);
};

/** Whether the console can do its work, as far as it knows by itself: its database answers. */
export const ready = (): Promise<Result<{ readonly ready: true }, Problem>> =>
  orDatabaseAway(async () => {
    await databaseNow();
    return ok({ ready: true } as const);
  });
