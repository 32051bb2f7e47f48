import { startTransition } from 'react';

/** Tells of changes after the frame that shows them first. */
export interface Later {
  readonly subscribe: (listener: () => void) => () => void;
}

/**
 * Listens to `subscribe` and tells of its changes one painted frame later, those before a frame together. For what may follow what matters first: a gesture paints its
 * own place and its verdict, and what listens here is rendered after that, in slices that let the next movement of the pointer through.
 */
export const createLater = (subscribe: (listener: () => void) => () => void): Later => {
  const listeners = new Set<() => void>();
  let frame: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop = (): void => undefined;
  const tell = (): void => {
    frame = null;
    startTransition(() => {
      for (const listener of listeners) listener();
    });
  };
  const wait = (): void => {
    // The task after the frame's is the first one after its paint.
    frame ??= requestAnimationFrame(() => {
      timer = setTimeout(tell, 0);
    });
  };
  const end = (): void => {
    stop();
    if (frame !== null) cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = null;
  };
  return {
    subscribe: (listener) => {
      if (listeners.size === 0) stop = subscribe(wait);
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) end();
      };
    },
  };
};
