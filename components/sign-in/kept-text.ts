import type { Dispatch, SetStateAction } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useFrame } from '@/components/layout/frame-context';
import { KEPT } from './forget-kept-text';

/*
 * What somebody has written in a page that the browser leaves for the identity provider, until it comes back. Nothing is kept otherwise: the browser's storage holds it
 * for as long as the person is away, for them and for what it was written about.
 */

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

/** How something is kept as a text. `read`: `null` where the text is none of these. */
interface Form<T> {
  readonly write: (value: T) => string;
  readonly read: (text: string) => T | null;
}

/** As `useState`, whose value is there again when the browser comes back from the identity provider, where it was no longer the first one. `what`: what it is and what it is about. */
const useKept = <T>(what: string, initial: T, { write, read }: Form<T>): readonly [T, Dispatch<SetStateAction<T>>] => {
  const { user } = useFrame();
  const [first] = useState(initial);
  const [value, setValue] = useState(initial);
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(() => {
    const kept = read(tried(() => takeKept(window.sessionStorage, user, what)) ?? '');
    if (kept !== null) setValue(kept);
    const leaving = (): void => {
      if (latest.current !== first) tried(() => keep(window.sessionStorage, user, what, write(latest.current)));
    };
    listeners.add(leaving);
    return () => void listeners.delete(leaving);
  }, [user, what, first, write, read]);
  return [value, setValue];
};

const TEXT: Form<string> = { write: (text) => text, read: (text) => (text === '' ? null : text) };

/** A text that is there again when the browser comes back from the identity provider. */
export const useKeptText = (what: string, initial = ''): readonly [string, Dispatch<SetStateAction<string>>] =>
  useKept(what, initial, TEXT);

/** The fields that a text says; `null` where it says others than those of `like`, or none. */
export const readFields = <F extends Readonly<Record<string, string>>>(text: string, like: F): F | null => {
  if (text === '') return null;
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said !== 'object' || said === null) return null;
    const fields = new Map<string, unknown>(Object.entries(said));
    const names = Object.keys(like);
    if (fields.size !== names.length || !names.every((name) => typeof fields.get(name) === 'string')) return null;
    return said as F;
  } catch {
    return null;
  }
};

/** Fields of a form, all of them texts, that are there again when the browser comes back from the identity provider. */
export const useKeptFields = <F extends Readonly<Record<string, string>>>(
  what: string,
  initial: F,
): readonly [F, Dispatch<SetStateAction<F>>] => {
  const [form] = useState<Form<F>>(() => ({ write: JSON.stringify, read: (text) => readFields(text, initial) }));
  return useKept(what, initial, form);
};
