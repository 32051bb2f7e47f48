/** Before the name of every text that is kept while the browser is away (`kept-text.ts`). */
export const KEPT = 'rehome-text:';

/** Takes everything away that was kept: of whoever signs out. */
export const forgetKept = (storage: Pick<Storage, 'length' | 'key' | 'removeItem'>): void => {
  const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at));
  for (const key of keys) if (key?.startsWith(KEPT) === true) storage.removeItem(key);
};
