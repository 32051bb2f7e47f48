import type { Failure } from '../account/types';

export const failure = (code: string, message: string): Failure => ({ code, message });

/** The first failure that one of the checks finds, tried in order. */
export const firstFailure = <T>(checks: readonly ((subject: T) => Failure | null)[], subject: T): Failure | null => {
  for (const check of checks) {
    const found = check(subject);
    if (found !== null) return found;
  }
  return null;
};
