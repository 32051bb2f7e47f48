'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { EditorState, EditorStore } from './editor-store';

const Context = createContext<EditorStore | null>(null);

/** Gives everything below it the editor of one draft. */
export const EditorProvider = ({ store, children }: { readonly store: EditorStore; readonly children: ReactNode }) => (
  <Context.Provider value={store}>{children}</Context.Provider>
);

/** The editor's store, for dispatching. Reading through it does not re-render. */
export const useEditorStore = (): EditorStore => {
  const store = useContext(Context);
  if (store === null) throw new Error('useEditorStore stands outside an EditorProvider');
  return store;
};

/** A part of the editor's state; re-renders when `select` gives something else. `select` must return what is stored or a primitive, not a new object. */
export const useEditor = <T,>(select: (state: EditorState) => T): T => {
  const store = useEditorStore();
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.read()),
    () => select(store.readFirst()),
  );
};
