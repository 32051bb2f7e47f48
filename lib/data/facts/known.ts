import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Known, UnknownReason } from '@/lib/restore/facts';
import type { Result } from '@/lib/result';
import { createCache } from '../cache';

/** How a problem reads as the reason for not knowing. */
export const reasonOf = (problem: AwsProblem): UnknownReason => {
  switch (problem.code) {
    case 'access-denied':
      return { code: 'denied', action: problem.action };
    case 'unreachable':
      return { code: 'unreachable', detail: problem.detail };
    case 'throttled':
      return { code: 'throttled', detail: problem.awsMessage };
    case 'no-credentials':
    case 'other-account':
      return { code: 'expired-credentials', detail: '' };
    case 'expired-credentials':
    case 'invalid-credentials':
      return { code: 'expired-credentials', detail: problem.awsMessage };
    default:
      return { code: 'failed', detail: problem.awsMessage };
  }
};

/** An answer from `source` as of `asOf`. */
export const known = <T>(source: string, asOf: string, value: T): Known<T> => ({ state: 'known', value, asOf, source });

/** No answer from `source`, with why. */
export const unknown = (source: string, asOf: string, reason: UnknownReason): Extract<Known<never>, { state: 'unknown' }> => ({
  state: 'unknown',
  reason,
  asOf,
  source,
});

/** Nothing was asked, because the plan does not say about what. */
export const notGiven = (source: string): Extract<Known<never>, { state: 'unknown' }> =>
  unknown(source, new Date().toISOString(), { code: 'not-given' });

/** The value inside, if it is known. */
export const knownValue = <T>(fact: Known<T>): T | null => (fact.state === 'known' ? fact.value : null);

const UNKNOWN_FRESH_MS = 5_000;

/** A kind of fact, kept on the server for a while. `fresh` asks AWS whatever is kept. */
export type Ask<T> = (key: string, read: () => Promise<Result<T, AwsProblem>>, fresh: boolean) => Promise<Known<T>>;

/**
 * Makes a kind of fact: `source` is the call that answers it, `freshMs` how long an answer serves. Keys carry the place.
 * `asOf` is the instant before the call, so that an answer never looks newer than it is.
 */
export const factKind = <T>(source: string, freshMs: number, name = source): Ask<T> => {
  const cache = createCache<Known<T>>(`facts.${name}`, (fact) => ({ freshMs: fact.state === 'known' ? freshMs : UNKNOWN_FRESH_MS }));
  return (key, read, fresh) =>
    cache.get(
      key,
      async () => {
        const asOf = new Date().toISOString();
        const answer = await read();
        return answer.ok ? known(source, asOf, answer.value) : unknown(source, asOf, reasonOf(answer.error));
      },
      { fresh },
    );
};
