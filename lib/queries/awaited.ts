/*
 * Which answers of server actions this tab waits for. The browser's side of Next sends one action after the other, so whatever is asked next waits behind the oldest of them, however long ago
 * its page has given it up.
 */

/** When each was asked for, by a clock that cannot be set; the oldest first. */
let awaited: readonly number[] = [];
const listeners = new Set<() => void>();

const set = (next: readonly number[]): void => {
  const before = oldestAwaited();
  awaited = next;
  if (oldestAwaited() === before) return;
  for (const tell of listeners) tell();
};

/** Notes that an answer was asked for just now, until it comes or fails. */
export const noteAwaited = (answer: Promise<unknown>): void => {
  const since = performance.now();
  set([...awaited, since]);
  const settled = (): void => {
    const at = awaited.indexOf(since);
    set(awaited.filter((_, i) => i !== at));
  };
  answer.then(settled, settled);
};

/** When the oldest answer was asked for that has not come, as `performance.now()` says it; `null`: none is waited for. */
export const oldestAwaited = (): number | null => awaited[0] ?? null;

/** Has `tell` called at each change of `oldestAwaited`, until what comes back is called. */
export const onAwaited = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};
