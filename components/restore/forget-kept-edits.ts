/** What the keys of kept edits begin with; the draft's id follows. */
export const KEPT_EDITS = 'rehome-draft:';

/** Takes the edits of every plan out of the browser's storage: whoever signs out leaves nothing of a plan behind. */
export const forgetKeptEdits = (storage: Pick<Storage, 'length' | 'key' | 'removeItem'>): void => {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at));
  for (const key of keys) if (key?.startsWith(KEPT_EDITS) === true) storage.removeItem(key);
};
