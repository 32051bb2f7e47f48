'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';

/** Something that can be done from the command palette. `shortcut` is for reading ("Ctrl+Z"): whoever registers the command also hears its keys. */
export interface PaletteCommand {
  /** Stable and unique on the page. */
  readonly id: string;
  readonly text: string;
  readonly shortcut?: string;
  readonly run: () => void;
  /** Why it cannot be run now: it stays listed, says so, and does nothing. */
  readonly reason?: string | null | undefined;
}

/** Who registered (a mounted component), and what. Oldest first. */
const registered = new Map<symbol, readonly PaletteCommand[]>();
const listeners = new Set<() => void>();
const NONE: readonly PaletteCommand[] = [];
let all: readonly PaletteCommand[] = NONE;

const publish = (): void => {
  all = [...registered.values()].flat();
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

const sameWords = (a: readonly PaletteCommand[] | undefined, b: readonly PaletteCommand[]): boolean =>
  a !== undefined &&
  a.length === b.length &&
  a.every((each, at) => {
    const other = b[at];
    return (
      other !== undefined &&
      each.id === other.id &&
      each.text === other.text &&
      each.shortcut === other.shortcut &&
      each.reason === other.reason
    );
  });

/**
 * Offers commands of a page in the command palette and in the sheet of shortcuts while the calling component is mounted. A new array at each render is fine:
 * only changed words tell the palette anew, and `run` is always the one of the latest render.
 */
export const usePaletteCommands = (commands: readonly PaletteCommand[]): void => {
  const latest = useRef(commands);
  const key = useRef<symbol | null>(null);
  const told = useRef<readonly PaletteCommand[] | undefined>(undefined);
  useEffect(() => {
    latest.current = commands;
    if (key.current === null || sameWords(told.current, commands)) return;
    told.current = commands;
    registered.set(key.current, runningLatest(commands, latest));
    publish();
  });
  useEffect(() => {
    const mine = Symbol('commands');
    key.current = mine;
    told.current = latest.current;
    registered.set(mine, runningLatest(latest.current, latest));
    publish();
    return () => {
      key.current = null;
      registered.delete(mine);
      publish();
    };
  }, []);
};

const runningLatest = (
  commands: readonly PaletteCommand[],
  latest: { readonly current: readonly PaletteCommand[] },
): readonly PaletteCommand[] =>
  commands.map((command) => ({
    ...command,
    run: () => latest.current.find((each) => each.id === command.id)?.run(),
  }));

/** What the mounted pages offer at the moment. */
export const useRegisteredCommands = (): readonly PaletteCommand[] =>
  useSyncExternalStore(
    subscribe,
    () => all,
    () => NONE,
  );
