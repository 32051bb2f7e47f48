'use client';

import { useEffect, useRef } from 'react';
import type { PageRegion } from './page-regions';

/** What the keys of the restore page do; the names of its parts take the focus there. */
export interface EditorKeys extends Readonly<Record<PageRegion, () => void>> {
  readonly nextRegion: () => void;
  readonly previousRegion: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly review: () => void;
  readonly nextProblem: () => void;
  readonly presets: () => void;
  readonly compare: () => void;
  readonly metadata: () => void;
}

/** How each key is written, for the palette and the sheet of shortcuts ("Mod" is the command key of Apple keyboards, Ctrl on others). */
export const KEY_NAMES: Readonly<Record<keyof EditorKeys, string>> = {
  undo: 'Mod+Z',
  redo: 'Mod+Shift+Z',
  review: 'Mod+Enter',
  nextProblem: 'F8',
  presets: 'Alt+Shift+P',
  compare: 'Alt+Shift+B',
  metadata: 'Alt+Shift+M',
  nextRegion: 'F6',
  previousRegion: 'Shift+F6',
  interfaces: 'Alt+Shift+I',
  map: 'Alt+Shift+A',
  verdict: 'Alt+Shift+V',
  start: 'Alt+Shift+S',
};

/** Fields undo their own typing, and a dialog has the keys to itself. */
const isElsewhere = (event: KeyboardEvent): boolean => {
  if (document.querySelector('dialog[open]') !== null) return true;
  if (isFunctionKey(event)) return false;
  const target = event.target instanceof HTMLElement ? event.target : null;
  return target !== null && (target.isContentEditable || target.matches('textarea, select, input:not([type="checkbox"], [type="radio"])'));
};

const withMod = (event: KeyboardEvent): keyof EditorKeys | null => {
  if (event.altKey) return null;
  const letter = event.key.toLowerCase();
  if (letter === 'z') return event.shiftKey ? 'redo' : 'undo';
  if (letter === 'y' && !event.shiftKey) return 'redo';
  return event.key === 'Enter' ? 'review' : null;
};

const BY_CODE: Readonly<Record<string, keyof EditorKeys>> = {
  KeyP: 'presets',
  KeyB: 'compare',
  KeyM: 'metadata',
  KeyI: 'interfaces',
  KeyA: 'map',
  KeyV: 'verdict',
  KeyS: 'start',
};

/** Keys that type nothing, so that they are heard in fields as well. */
const isFunctionKey = (event: KeyboardEvent): boolean => event.key === 'F6';

const actionOf = (event: KeyboardEvent): keyof EditorKeys | null => {
  if (event.ctrlKey || event.metaKey) return withMod(event);
  // By the key's place: with Alt a Mac types another letter.
  if (event.altKey && event.shiftKey) return BY_CODE[event.code] ?? null;
  if (event.key === 'F6' && !event.altKey) return event.shiftKey ? 'previousRegion' : 'nextRegion';
  return event.key === 'F8' ? 'nextProblem' : null;
};

/** Hears the page's keys wherever the focus is, but inside a field and while a dialog is open. */
export const useEditorKeys = (keys: EditorKeys): void => {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isElsewhere(event)) return;
      const action = actionOf(event);
      if (action === null) return;
      event.preventDefault();
      latest.current[action]();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  }, []);
};
