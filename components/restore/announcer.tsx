'use client';

import { useSyncExternalStore } from 'react';

let said = '';
const listeners = new Set<() => void>();

/** Says `text` to screen readers, politely. The same words twice are said twice. */
export const announce = (text: string): void => {
  // A no-break space at the end makes the same words a new text, which is what a live region listens to.
  said = said === text ? `${text}\u00a0` : text;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The page's one live region for what gestures came to. */
export const Announcer = () => {
  const text = useSyncExternalStore(
    subscribe,
    () => said,
    () => '',
  );
  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  );
};
