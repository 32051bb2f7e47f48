'use client';

import type { NoticeTone } from './notice';

/** A message about something that has just happened, wherever the person is now. */
export interface Flash {
  readonly id: number;
  readonly tone: NoticeTone;
  readonly text: string;
  readonly link?: { readonly href: string; readonly text: string } | undefined;
  /** Something that can be done about it; such a message stays until it is dismissed or done. */
  readonly action?: { readonly text: string; readonly run: () => void } | undefined;
}

const MAX_SHOWN = 4;
const GOOD_NEWS_MS = 6_000;
let shown: readonly Flash[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

const set = (next: readonly Flash[]) => {
  shown = next;
  for (const listener of listeners) listener();
};

/** Takes a message away. */
export const dismissFlash = (id: number): void => set(shown.filter((each) => each.id !== id));

/**
 * Shows a message at the lower edge. Good news leaves after six seconds; warnings and errors stay until they are dismissed. One that says the same as another takes its
 * place, unless something can be done about it: that may be about something else.
 */
export const flash = (message: Omit<Flash, 'id'>): void => {
  lastId += 1;
  const id = lastId;
  const others = shown.filter(({ tone, text, action }) => tone !== message.tone || text !== message.text || action !== undefined);
  set([...others, { ...message, id }].slice(-MAX_SHOWN));
  if ((message.tone === 'ok' || message.tone === 'info') && message.action === undefined) setTimeout(() => dismissFlash(id), GOOD_NEWS_MS);
};

export const flashStore = {
  subscribe: (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): readonly Flash[] => shown,
} as const;
