/** A value that tells those who listen when it changes. */
export interface Observed<T> {
  readonly read: () => T;
  readonly change: (change: Partial<T>) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Carries out several changes of which the listeners hear once, at the end, however `changes` ends. */
  readonly together: <R>(changes: () => R) => R;
}

/** Makes one that begins as `first`. */
export const observed = <T extends object>(first: T): Observed<T> => {
  const listeners = new Set<() => void>();
  let now = first;
  let told = first;
  /** How many `together` are under way, one inside the other. */
  let open = 0;
  const tell = (): void => {
    if (open > 0 || told === now) return;
    told = now;
    for (const listener of listeners) listener();
  };
  return {
    read: () => now,
    change: (change) => {
      now = { ...now, ...change };
      tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    together: (changes) => {
      open += 1;
      try {
        return changes();
      } finally {
        open -= 1;
        tell();
      }
    },
  };
};
