'use client';

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { DraftView } from '@/lib/data/drafts/views';
import type { Place } from '@/lib/paths';
import type { DraftSaver } from './draft-saver';
import type { SaverState } from './saver-state';

/** The draft that a restore page works on. */
export interface DraftWork {
  readonly place: Place;
  /** Who looks at the page. */
  readonly user: string;
  /** As stored, looked at again every few seconds. */
  readonly draft: DraftView;
  /** Why the person may not plan, or start, restores here; `null`: they may. */
  readonly whyNot: { readonly plan: string | null; readonly start: string | null };
  readonly saver: DraftSaver;
  /** What a start has to be given, by the console's settings. */
  readonly required: { readonly reason: boolean; readonly ticket: boolean };
  /** Looks at the stored draft now. */
  readonly lookAgain: () => void;
  /** Whether it is looked at: not while it is being thrown away, nor after. */
  readonly watch: (watched: boolean) => void;
}

/** Whether a start of the plan waits: then it is not edited. */
export const isWaitingPlan = ({ wait }: Pick<DraftView, 'wait'>): boolean => wait !== null && wait.endedAt === null;

const Context = createContext<DraftWork | null>(null);

export const DraftProvider = ({ work, children }: { readonly work: DraftWork; readonly children: ReactNode }) => (
  <Context.Provider value={work}>{children}</Context.Provider>
);

/** The draft of the page. */
export const useDraft = (): DraftWork => {
  const work = useContext(Context);
  if (work === null) throw new Error('useDraft stands outside a DraftProvider');
  return work;
};

/** How the plan on the screen and the stored one stand to each other, or a part of it: renders when that part changes. */
export const useSaver = <T,>(select: (state: SaverState) => T): T => {
  const { saver } = useDraft();
  const read = () => select(saver.read());
  return useSyncExternalStore(saver.subscribe, read, read);
};
