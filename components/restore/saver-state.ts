import type { DraftView, SaveDraftProblem } from '@/lib/data/drafts/views';
import type { Problem } from '@/lib/problem';
import type { PlanHistory } from '@/lib/restore/history';
import type { Result } from '@/lib/result';
import type { EditorStore } from './editor-store';
import type { EditKeeper } from './kept-edits';

/** The console could not be reached: the one failure that is nobody's answer. */
export type SaveProblem = Problem | SaveDraftProblem | { readonly code: 'offline' };

/** How the plan on the screen and the stored one stand to each other. */
export type SaveState =
  | { readonly kind: 'saved'; readonly at: string }
  /** Edited, and about to be saved. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'saving' }
  /** Not saved. `retrying`: it is tried again by itself. */
  | { readonly kind: 'failed'; readonly problem: SaveProblem; readonly retrying: boolean }
  /** Somebody saved meanwhile. Nothing is saved until the person has chosen. */
  | { readonly kind: 'conflict'; readonly newer: DraftView };

/** Somebody else's edits that took the place of what was on the screen, where nothing of one's own was at stake. */
export interface News {
  readonly by: string;
  readonly at: string;
}

/** A version of one's own that is not the draft's any more; kept until it is copied or dropped. */
export interface Aside {
  readonly history: PlanHistory;
  readonly at: string;
}

export interface SaverState {
  readonly revision: number;
  readonly save: SaveState;
  readonly aside: Aside | null;
  readonly news: News | null;
  /** Unsaved edits of an earlier visit were put back. */
  readonly recovered: string | null;
  /** Gestures of an earlier version that are not in the plan any more (`UpgradedHistory`). */
  readonly leftOut: number;
}

export interface SaverWorld {
  readonly store: EditorStore;
  readonly keeper: EditKeeper;
  readonly draft: DraftView;
  /** A save was refused for whose plan it is, or for what the person may do: the page looks at both again. */
  readonly onRefused: () => void;
  readonly save: (
    revision: number,
    history: PlanHistory,
  ) => Promise<Result<{ readonly revision: number; readonly updatedAt: string }, Problem | SaveDraftProblem>>;
}
