import { fetched } from '@/components/ui/lazy-component';
import type { PlanHistory } from '@/lib/restore/history';
import { KEPT_EDITS } from './forget-kept-edits';

/** Edits that this browser made and the server has not confirmed. */
export interface KeptEdits {
  /** The stored revision that they began from. */
  readonly revision: number;
  readonly history: PlanHistory;
  /** ISO 8601 instant of the last edit. */
  readonly at: string;
}

/** Edits of an earlier visit, in today's form. */
export interface RecalledEdits extends KeptEdits {
  /** Gestures of an earlier version that are not in the history any more (`UpgradedHistory`). */
  readonly leftOut: number;
}

/** Where unsaved edits of one draft survive a reload or a crash of the browser. */
export interface EditKeeper {
  readonly keep: (edits: KeptEdits) => void;
  /** What an earlier visit kept, if it is of a plan with `source` and its steps still apply. */
  readonly recall: (source: PlanHistory['base']['source']) => Promise<RecalledEdits | null>;
  readonly forget: () => void;
}

const keyOf = (draftId: string): string => `${KEPT_EDITS}${draftId}`;

/** Keeps edits in the browser's storage. A storage that is full or forbidden only means that nothing is kept: the server's copy still is. */
export const localKeeper = (draftId: string): EditKeeper => {
  const guarded = <T>(run: (storage: Storage) => T): T | null => {
    try {
      return run(window.localStorage);
    } catch {
      return null;
    }
  };
  // Once, at the beginning: what this visit keeps takes its place.
  const text = guarded((storage) => storage.getItem(keyOf(draftId)));
  return {
    keep: (edits) => {
      guarded((storage) => storage.setItem(keyOf(draftId), JSON.stringify(edits)));
    },
    recall: async (source) => (text === null ? null : (await fetched(() => import('./recalled-edits'))).recalledEdits(text, source)),
    forget: () => {
      guarded((storage) => storage.removeItem(keyOf(draftId)));
    },
  };
};
