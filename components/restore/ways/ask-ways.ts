'use client';

import type { Wanted } from '@/lib/restore/ways/ways';

let wanted: Wanted | null = null;
const listeners = new Set<() => void>();

const set = (next: Wanted | null): void => {
  wanted = next;
  for (const listener of listeners) listener();
};

/** Opens the dialog "How to get …" for an address of the plan, from wherever it is in conflict. */
export const askWays = (about: Wanted): void => set(about);

export const closeWays = (): void => set(null);

export const waysStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): Wanted | null => wanted,
} as const;

/** Findings about an address that somebody holds or has claimed. */
export const tellsHolder = ({ code }: { readonly code: string }): boolean => code.startsWith('in-use-') || code.startsWith('claimed');
