import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Known, UnknownReason } from '@/lib/restore/facts';
import type { Result } from '@/lib/result';
import { createCache } from '../cache';
import type { Reading } from './reading';

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

/** What is not known, whatever it would be. */
export type Unknown = Extract<Known<never>, { state: 'unknown' }>;

/** No answer from `source`, with why. */
export const unknown = (source: string, asOf: string, reason: UnknownReason): Unknown => ({
  state: 'unknown',
  reason,
  asOf,
  source,
});

/** Nothing was asked, because the plan does not say about what. */
export const notGiven = (source: string): Unknown => unknown(source, new Date().toISOString(), { code: 'not-given' });

/** What cannot be asked of `source` because what it is about is not known, for the reason that this is not. */
export const because = (source: string, { asOf, reason }: Unknown): Unknown => unknown(source, asOf, reason);

/** The value inside, if it is known. */
export const knownValue = <T>(fact: Known<T>): T | null => (fact.state === 'known' ? fact.value : null);

const UNKNOWN_FRESH_MS = 5_000;

/** A kind of fact, kept on the server for a while. A `reading` asks AWS whatever is kept, and has no answer where AWS gives none in its time. */
export type Ask<T> = (key: string, read: () => Promise<Result<T, AwsProblem>>, reading: Reading | null) => Promise<Known<T>>;

/**
 * Makes a kind of fact: `source` is the call that answers it, `freshMs` how long an answer serves. Keys carry the place.
 * `asOf` is the instant before the call, so that an answer never looks newer than it is.
 */
export const factKind = <T>(source: string, freshMs: number, name = source): Ask<T> => {
  const cache = createCache<Known<T>>(`facts.${name}`, (fact) => ({ freshMs: fact.state === 'known' ? freshMs : UNKNOWN_FRESH_MS }));
  return async (key, read, reading) => {
    const begun = new Date().toISOString();
    const load = async () => {
      const asOf = new Date().toISOString();
      const answer = await read();
      return answer.ok ? known(source, asOf, answer.value) : unknown(source, asOf, reasonOf(answer.error));
    };
    if (reading === null) return cache.get(key, load);
    return (await reading.inTime(() => cache.get(key, load, { fresh: true }))) ?? unknown(source, begun, { code: 'late' });
  };
};
