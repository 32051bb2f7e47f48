import type { Dispatch, SetStateAction } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useFrame } from '@/components/layout/frame-context';

/*
 * What somebody has written in a page that the browser leaves for the identity provider, until it comes back. Nothing is kept otherwise: the browser's storage holds it
 * for as long as the person is away, for them and for what it was written about.
 */

const KEPT = 'rehome-text:';

const keyOf = (person: string, what: string): string => `${KEPT}${person}:${what}`;

/** What was kept under a name, which is taken away by that; `''`: nothing was. */
export const takeKept = (storage: Pick<Storage, 'getItem' | 'removeItem'>, person: string, what: string): string => {
  const key = keyOf(person, what);
  const text = storage.getItem(key) ?? '';
  if (text !== '') storage.removeItem(key);
  return text;
};

/** Keeps a text under a name; an empty one is none. */
export const keep = (storage: Pick<Storage, 'setItem'>, person: string, what: string, text: string): void => {
  if (text !== '') storage.setItem(keyOf(person, what), text);
};

/** Takes everything away that was kept: of whoever signs out. */
export const forgetKept = (storage: Pick<Storage, 'length' | 'key' | 'removeItem'>): void => {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at));
  for (const key of keys) if (key?.startsWith(KEPT) === true) storage.removeItem(key);
};

const listeners = new Set<() => void>();

/** The browser is about to go to the identity provider, and to come back to this page. */
export const tellLeaving = (): void => {
  for (const tell of listeners) tell();
};

/** A storage that is forbidden or full keeps nothing, and the way to the provider goes on. */
const tried = <T>(use: () => T): T | null => {
  try {
    return use();
  } catch {
    return null;
  }
};

/** As `useState` of a text, which is there again when the browser comes back from the identity provider. `what`: what it is and what it is about. */
export const useKeptText = (what: string): readonly [string, Dispatch<SetStateAction<string>>] => {
  const { user } = useFrame();
  const [text, setText] = useState('');
  const latest = useRef(text);
  useEffect(() => {
    latest.current = text;
  }, [text]);
  useEffect(() => {
    const kept = tried(() => takeKept(window.sessionStorage, user, what));
    if (kept !== null && kept !== '') setText(kept);
    const leaving = (): void => void tried(() => keep(window.sessionStorage, user, what, latest.current));
    listeners.add(leaving);
    return () => void listeners.delete(leaving);
  }, [user, what]);
  return [text, setText];
};
