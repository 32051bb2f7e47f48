'use client';

import { useSyncExternalStore } from 'react';
import { useNow } from 'use-intl';

/** One clock for everything on the page that ticks at the same step. It runs only while something listens. */
const createClock = (stepMs: number) => {
  const listeners = new Set<() => void>();
  let current = 0;
  let timer: ReturnType<typeof setInterval> | null = null;
  const tick = () => {
    current = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    read: (): number => current,
    subscribe: (listener: () => void): (() => void) => {
      listeners.add(listener);
      if (timer === null) {
        timer = setInterval(tick, stepMs);
        current = Date.now();
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
  };
};

type Clock = ReturnType<typeof createClock>;

const useClock = (clock: Clock): Date => {
  const requested = useNow().getTime();
  const ms = useSyncExternalStore(
    clock.subscribe,
    () => (clock.read() === 0 ? requested : Math.max(clock.read(), requested)),
    () => requested,
  );
  return new Date(ms);
};

const calm = createClock(15_000);
const seconds = createClock(1_000);

/** The present instant, the same for everything on the page and moved on four times a minute; while hydrating, the instant of the request. */
export const useTickingNow = (): Date => useClock(calm);

/** The present instant, moved on each second: for what counts up before one's eyes. */
export const useSecondsNow = (): Date => useClock(seconds);
