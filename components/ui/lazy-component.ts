'use client';

import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

const AGAIN_MS = 3_000;
const listeners = new Set<() => void>();
let missing = 0;

const count = (change: 1 | -1): void => {
  missing += change;
  for (const listener of listeners) listener();
};

/** Whether a part is wanted that could not be fetched yet; the frame says so. */
export const missingParts = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): boolean => missing > 0,
} as const;

/** When it is worth trying again: after a while, or as soon as there is a connection. */
const later = (): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, AGAIN_MS);
    window.addEventListener('online', done);
  });

/** Code that comes when it is wanted. Where it cannot be fetched (no connection) it is waited for, and the frame says so. */
export const fetched = async <P>(load: () => Promise<P>): Promise<P> => {
  try {
    return await load();
  } catch (error) {
    // The server has all parts on its disk: there a failure is one.
    if (typeof window === 'undefined') throw error;
  }
  count(1);
  await later();
  return fetched(load).finally(() => count(-1));
};

/**
 * A component whose code comes when it is first shown, inside a `Suspense`. Code that cannot be fetched (no connection) is waited for: the page around it stays as it
 * is, where a `lazy` that fails takes the whole page with it.
 */
export const lazyComponent = <P>(load: () => Promise<ComponentType<P>>): LazyExoticComponent<ComponentType<P>> =>
  lazy(async () => ({ default: await fetched(load) }));
