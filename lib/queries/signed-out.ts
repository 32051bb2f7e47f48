import type { Problem } from '@/lib/problem';
import { err, type Result } from '@/lib/result';
import { noteAwaited } from './awaited';
import { noteHeard } from './database-news';
import { noteNotPermitted } from './role-news';

/** Longer than any action takes whose AWS or database is slow (`ASKS_AWS_MS` of reads): then the console hangs, or the way to it does. */
export const ANSWER_MS = 90_000;

/** Whether this tab was told that nobody is signed in any more, or not with all that their roles need. */
let signedOut = false;
const listeners = new Set<() => void>();

const set = (next: boolean): void => {
  if (signedOut === next) return;
  signedOut = next;
  for (const tell of listeners) tell();
};

/** Said without a question to the database, or whatever became of it. */
const ASKED_NOTHING: readonly string[] = ['internal', 'foreign-request', 'bad-input'];

/** Told of each problem that the console answers with. */
export const noteProblem = ({ code }: { readonly code: string }): void => {
  if (code === 'database-away') noteHeard(false);
  else if (!ASKED_NOTHING.includes(code)) noteHeard(true);
  if (code === 'not-permitted') noteNotPermitted();
  if (code === 'not-signed-in' || code === 'factor-needed') set(true);
};

/** Rejects as `fetch` does where nobody answers, once `ms` have passed. */
const within = async <T>(answer: Promise<T>, ms: number): Promise<T> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('No answer of an action.', 'TimeoutError')), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** The refusal at the console's door (`lib/http/front-door.ts`) that an action's error hands on; `null` for every other error. */
const refusalIn = (error: unknown): Problem | null => {
  if (!(error instanceof Error) || !error.message.startsWith('{"problem":')) return null;
  try {
    return (JSON.parse(error.message) as { readonly problem: Problem }).problem;
  } catch {
    return null;
  }
};

/**
 * The answer of an action, as it came; that nobody is signed in is noted on the way. A request that was refused before any action saw it is a problem like any other. Rejects where no answer came within `ms`:
 * what the action does may be done all the same. While it is waited for, `oldestAwaited` tells it.
 */
export const heard = async <T, E extends { readonly code: string }>(
  answer: Promise<Result<T, E>>,
  ms: number = ANSWER_MS,
): Promise<Result<T, E>> => {
  noteAwaited(answer);
  const result = await within(answer, ms).catch((error: unknown): Result<T, E> => {
    const refusal = refusalIn(error);
    if (refusal === null) throw error;
    return err(refusal as unknown as E);
  });
  if (!result.ok) noteProblem(result.error);
  return result;
};

/** An action whose answer is `heard`. */
export const hearing =
  <I, T, E extends { readonly code: string }>(action: (input: I) => Promise<Result<T, E>>): ((input: I) => Promise<Result<T, E>>) =>
  (input) =>
    heard(action(input));

/** Somebody is signed in again. */
export const signedInAgain = (): void => set(false);

/** Has `tell` called at each change of `isSignedOut`, until what comes back is called. */
export const onSignedOut = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};

/** Whether this tab was told that nobody is signed in any more, or not with all that their roles need. */
export const isSignedOut = (): boolean => signedOut;
