import { processWide } from '@/lib/process-wide';

interface Entry<T> {
  readonly value: T;
  readonly at: number;
  /** Fetches are numbered as they begin. */
  readonly order: number;
}

/** How long a value serves: `freshMs` without a question; then, up to `staleMs`, it still answers while a new one is fetched behind it. */
export interface Lifetime {
  readonly freshMs: number;
  readonly staleMs?: number;
}

/**
 * A small cache on the server with one fetch at a time per key. It lives as long as the process and forgets its oldest entries.
 * `lifetime` is asked of each value, so that a failure can be kept for less time than an answer.
 */
export interface Cache<T> {
  /** The kept value, or what `load` gives. `fresh` never answers from before the call: it neither reads the cache nor joins a fetch under way. */
  readonly get: (key: string, load: () => Promise<T>, options?: { readonly fresh?: boolean }) => Promise<T>;
}

const MAX_ENTRIES = 2_000;

/** Makes (or finds) the cache called `name`. `now` is a parameter for tests. */
export const createCache = <T>(name: string, lifetime: (value: T) => Lifetime, now: () => number = Date.now): Cache<T> =>
  processWide(`cache.${name}`, () => {
    const entries = new Map<string, Entry<T>>();
    const flights = new Map<string, Promise<T>>();
    let begun = 0;

    const fetch = (key: string, load: () => Promise<T>): Promise<T> => {
      const at = now();
      begun += 1;
      const order = begun;
      const flight: Promise<T> = load()
        .then((value) => {
          const kept = entries.get(key);
          // A slower, earlier fetch must not overwrite what a later one learnt.
          if (kept === undefined || kept.order < order) keep(key, { value, at, order });
          return value;
        })
        .finally(() => {
          if (flights.get(key) === flight) flights.delete(key);
        });
      flights.set(key, flight);
      return flight;
    };

    const keep = (key: string, entry: Entry<T>): void => {
      entries.delete(key);
      entries.set(key, entry);
      const oldest = entries.keys().next();
      if (entries.size > MAX_ENTRIES && !oldest.done) entries.delete(oldest.value);
    };

    return {
      get: (key, load, options) => {
        if (options?.fresh === true) return fetch(key, load);
        const kept = entries.get(key);
        const age = kept === undefined ? Number.POSITIVE_INFINITY : now() - kept.at;
        const { freshMs, staleMs = freshMs } = kept === undefined ? { freshMs: 0 } : lifetime(kept.value);
        if (kept !== undefined && age < freshMs) return Promise.resolve(kept.value);
        const flight = flights.get(key) ?? fetch(key, load);
        if (kept === undefined || age >= staleMs) return flight;
        // Answered from what is kept; a failure behind it shows at the next call.
        flight.catch(() => undefined);
        return Promise.resolve(kept.value);
      },
    };
  });
