/*
 * What this tab last heard of the console's database, from whatever it asked for: pages that ask for nothing for a while would show for as long what may not be so any more, without a word.
 */

let away = false;
/** When the console last answered, as `performance.now()` says it. */
let heardAt = 0;
let tellers = 0;
const listeners = new Set<() => void>();

const tellAll = (): void => {
  for (const tell of listeners) tell();
};

/** Told of each answer of the console. `served`: its database was there for it. */
export const noteHeard = (served: boolean): void => {
  heardAt = performance.now();
  if (away === !served) return;
  away = !served;
  tellAll();
};

/** Whether the last answer was that the database is away. */
export const isDatabaseAway = (): boolean => away;

/** For how long the console has not said anything; milliseconds. */
export const unheardMs = (): number => performance.now() - heardAt;

/** The page itself says that it could not be shown, and why, until what comes back is called. */
export const tellElsewhere = (): (() => void) => {
  tellers += 1;
  tellAll();
  return () => {
    tellers -= 1;
    tellAll();
  };
};

/** Whether the page itself says that it could not be shown. */
export const isToldElsewhere = (): boolean => tellers > 0;

/** Has `tell` called at each change of `isDatabaseAway` and `isToldElsewhere`, until what comes back is called. */
export const onDatabaseNews = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};
