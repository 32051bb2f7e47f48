import type { Result } from '@/lib/result';

/** Whether this tab was told that nobody is signed in any more. */
let signedOut = false;
const listeners = new Set<() => void>();

const set = (next: boolean): void => {
  if (signedOut === next) return;
  signedOut = next;
  for (const tell of listeners) tell();
};

/** Told of each problem that the console answers with. */
export const noteProblem = ({ code }: { readonly code: string }): void => {
  if (code === 'not-signed-in') set(true);
};

/** The answer of an action, as it came; that nobody is signed in is noted on the way. */
export const heard = async <T, E extends { readonly code: string }>(answer: Promise<Result<T, E>>): Promise<Result<T, E>> => {
  const result = await answer;
  if (!result.ok) noteProblem(result.error);
  return result;
};

/** Somebody is signed in again. */
export const signedInAgain = (): void => set(false);

/** Has `tell` called at each change of `isSignedOut`, until what comes back is called. */
export const onSignedOut = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};

/** Whether this tab was told that nobody is signed in any more. */
export const isSignedOut = (): boolean => signedOut;
