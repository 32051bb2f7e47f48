'use client';

import { useEffect, useRef, useState } from 'react';

/** A little longer than the tint lasts. */
const TINT_MS = 800;

/**
 * The ids whose signature is another than before, or that were not there before. The first sight of a list changes nothing, and what comes behind all that was there is the rest of a list of
 * which there was only the beginning.
 */
export const changedIds = (before: ReadonlyMap<string, string> | null, after: ReadonlyMap<string, string>): readonly string[] => {
  if (before === null) return [];
  const rows = [...after];
  const lastKnown = rows.findLastIndex(([id]) => before.has(id));
  return rows.flatMap(([id, signature], at) => (before.get(id) === signature || (at > lastKnown && lastKnown !== -1) ? [] : [id]));
};

const NONE: ReadonlySet<string> = new Set();

/** The rows that have just changed, for as long as they are tinted. `signatures`: what of each row counts as a change, by its id. */
export const useChangedRows = (signatures: ReadonlyMap<string, string>): ReadonlySet<string> => {
  const before = useRef<ReadonlyMap<string, string> | null>(null);
  const [changed, setChanged] = useState<ReadonlySet<string>>(NONE);
  useEffect(() => {
    const ids = changedIds(before.current, signatures);
    before.current = signatures;
    if (ids.length > 0) setChanged(new Set(ids));
  }, [signatures]);
  useEffect(() => {
    if (changed.size === 0) return;
    const timer = setTimeout(() => setChanged(NONE), TINT_MS);
    return () => clearTimeout(timer);
  }, [changed]);
  return changed;
};
