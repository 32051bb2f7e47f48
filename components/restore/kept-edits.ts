import type { PlanHistory } from '@/lib/restore/history';
import { isObject, openJson, sameJson } from '@/lib/restore/json';
import { replay } from '@/lib/restore/undo';

/** Edits that this browser made and the server has not confirmed. */
export interface KeptEdits {
  /** The stored revision that they began from. */
  readonly revision: number;
  readonly history: PlanHistory;
  /** ISO 8601 instant of the last edit. */
  readonly at: string;
}

/** Where unsaved edits of one draft survive a reload or a crash of the browser. */
export interface EditKeeper {
  readonly keep: (edits: KeptEdits) => void;
  /** What was kept, if it is of a plan with `source` and its steps still apply. */
  readonly recall: (source: PlanHistory['base']['source']) => KeptEdits | null;
  readonly forget: () => void;
}

const keyOf = (draftId: string): string => `rehome-draft:${draftId}`;

const applies = (history: PlanHistory): boolean => {
  try {
    return replay(history).ok && replay({ ...history, cursor: history.steps.length }).ok;
  } catch {
    return false;
  }
};

const read = (text: string): KeptEdits | null => {
  const value = openJson(text);
  if (!isObject(value) || typeof value.revision !== 'number' || typeof value.at !== 'string' || !isObject(value.history)) return null;
  const { base, steps, cursor } = value.history;
  return isObject(base) && Array.isArray(steps) && typeof cursor === 'number' ? (value as unknown as KeptEdits) : null;
};

/** Keeps edits in the browser's storage. A storage that is full or forbidden only means that nothing is kept: the server's copy still is. */
export const localKeeper = (draftId: string): EditKeeper => {
  const guarded = <T>(run: (storage: Storage) => T): T | null => {
    try {
      return run(window.localStorage);
    } catch {
      return null;
    }
  };
  return {
    keep: (edits) => {
      guarded((storage) => storage.setItem(keyOf(draftId), JSON.stringify(edits)));
    },
    recall: (source) => {
      const text = guarded((storage) => storage.getItem(keyOf(draftId)));
      const kept = text === null ? null : read(text);
      return kept !== null && sameJson(kept.history.base.source, source) && applies(kept.history) ? kept : null;
    },
    forget: () => {
      guarded((storage) => storage.removeItem(keyOf(draftId)));
    },
  };
};
