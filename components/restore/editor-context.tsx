'use client';

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { EditorState, EditorStore, Pointing } from './editor-store';
import { createLater, type Later } from './later';

interface Editor {
  readonly store: EditorStore;
  readonly later: Later;
}

/** Nothing: before the page wakes up. */
const NOWHERE: Pointing = { over: null, spot: null };

const Context = createContext<Editor | null>(null);

/** Gives everything below it the editor of one draft. */
export const EditorProvider = ({ store, children }: { readonly store: EditorStore; readonly children: ReactNode }) => {
  const editor = useMemo(() => ({ store, later: createLater(store.subscribe) }), [store]);
  return <Context.Provider value={editor}>{children}</Context.Provider>;
};

const useProvided = (): Editor => {
  const editor = useContext(Context);
  if (editor === null) throw new Error('an editor is asked for outside an EditorProvider');
  return editor;
};

/** The editor's store, for dispatching. Reading through it does not re-render. */
export const useEditorStore = (): EditorStore => useProvided().store;

/** A part of the editor's state; re-renders when `select` gives something else. `select` must return what is stored or a primitive, not a new object. */
export const useEditor = <T,>(select: (state: EditorState) => T): T => {
  const store = useEditorStore();
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.read()),
    () => select(store.readFirst()),
  );
};

/** What is pointed at, as `select` reads it (with the state beside it). For what must answer each movement of the pointer. */
export const usePointing = <T,>(select: (pointing: Pointing, state: EditorState) => T): T => {
  const store = useEditorStore();
  const read = () => select(store.pointing.read(), store.read());
  return useSyncExternalStore(store.pointing.subscribe, read, () => select(NOWHERE, store.readFirst()));
};

/**
 * The same as `useEditor` one painted frame later (`createLater`): for what may follow the place of a gesture and its verdict. Parts that are asked for by one component change
 * together. `select` looks at the state alone: it is asked when the state changes, not when the component renders.
 */
export const useEditorLater = <T,>(select: (state: EditorState) => T): T => {
  const { store, later } = useProvided();
  const [shown, setShown] = useState(() => select(store.readFirst()));
  const latest = useRef(select);
  useEffect(() => {
    latest.current = select;
  });
  useEffect(() => {
    const look = () => setShown(() => latest.current(store.read()));
    // What has changed before this began to listen.
    look();
    return later.subscribe(look);
  }, [store, later]);
  return shown;
};
