/* That an answer refused something for want of a role: what this tab was told of the person's roles may be old. */

const listeners = new Set<() => void>();

/** Told of each such answer. */
export const noteNotPermitted = (): void => {
  for (const tell of listeners) tell();
};

/** Has `tell` called at each such answer, until what comes back is called. */
export const onNotPermitted = (tell: () => void): (() => void) => {
  listeners.add(tell);
  return () => void listeners.delete(tell);
};
