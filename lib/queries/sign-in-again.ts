import type { Result } from '@/lib/result';

/** Whoever waits until a person has signed in again, or has thought better of it. */
let waiting: ((done: boolean) => void) | null = null;
const listeners = new Set<() => void>();

const set = (next: typeof waiting): void => {
  waiting = next;
  for (const tell of listeners) tell();
};

/** Whether a person is being asked to sign in again. */
export const isAsked = (): boolean => waiting !== null;

/** Has `tell` called at each change of `isAsked`, until what comes back is called. */
export const onAsked = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};

/** The person has signed in again (`true`), or does not want to. */
export const answerAsked = (done: boolean): void => {
  const wanted = waiting;
  set(null);
  wanted?.(done);
};

const ask = (): Promise<boolean> =>
  new Promise((resolve) => {
    waiting?.(false);
    set(resolve);
  });

/**
 * Calls an action; where the console wants a fresh sign-in first, the person is asked for it, and the same call is made again. Nothing was done by the first one, for the
 * gate asks before it runs anything. `call` has its action `heard`: how long the person takes is nobody's limit.
 */
export const withFreshSignIn = async <T, E extends { readonly code: string }>(call: () => Promise<Result<T, E>>): Promise<Result<T, E>> => {
  const answer = await call();
  if (answer.ok || answer.error.code !== 'sign-in-again') return answer;
  return (await ask()) ? withFreshSignIn(call) : answer;
};
