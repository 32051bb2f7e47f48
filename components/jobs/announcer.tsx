'use client';

import { useEffect, useRef, useState } from 'react';

/** What is announced of one thing: who it is and the state it is in. */
export interface Announced {
  readonly id: string;
  readonly state: string;
  readonly sentence: string;
}

/** The sentences of those whose state is another than before; things that come or go say nothing. */
export const stateChanges = (before: ReadonlyMap<string, string> | null, now: readonly Announced[]): readonly string[] =>
  before === null ? [] : now.flatMap(({ id, state, sentence }) => (before.has(id) && before.get(id) !== state ? [sentence] : []));

/** Tells screen readers of changes of state, never of progress within one. */
export const StateAnnouncer = ({ things }: { readonly things: readonly Announced[] }) => {
  const before = useRef<ReadonlyMap<string, string> | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    const sentences = stateChanges(before.current, things);
    before.current = new Map(things.map(({ id, state }) => [id, state]));
    if (sentences.length > 0) setSaid(sentences.join('. '));
  }, [things]);
  return (
    <p role="status" aria-live="polite" className="sr-only">
      {said}
    </p>
  );
};
