'use client';

import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useWho, type WhoWords } from '@/components/people/use-who';
import type { Tellable } from '@/components/ui/problem-words';
import type { FactsAnswer } from '@/lib/data/facts/views';
import type { Place } from '@/lib/paths';
import { factsQuery } from '@/lib/queries/facts';
import { problemOf } from '@/lib/queries/problem-error';
import { indexFacts } from '@/lib/restore/fact-index';
import type { Facts } from '@/lib/restore/facts';
import { mergeFacts, type Silence, silenceOf } from '@/lib/restore/facts-merge';
import { type FactsSubject, factsSubject } from '@/lib/restore/facts-subject';
import type { RestorePlan } from '@/lib/restore/plan';
import { useDraft } from './draft-context';
import { useEditorLater, useEditorStore } from './editor-context';
import type { EditorState, EditorStore } from './editor-store';
import type { Received } from './facts-watch';

/** Where the facts stand: whether AWS is being asked, and what keeps it from answering. */
export interface FactsStatus {
  readonly fetching: boolean;
  readonly problem: Tellable | null;
  readonly silence: Silence | null;
  readonly restoreRoles: FactsAnswer['restoreRoles'] | null;
  readonly refresh: () => void;
}

const never = () => () => undefined;

const Context = createContext<FactsStatus | null>(null);

/** Where the facts stand. */
export const useFacts = (): FactsStatus => {
  const status = useContext(Context);
  if (status === null) throw new Error('useFacts stands outside a FactsProvider');
  return status;
};

/** The facts with the names of those who claim addresses, as the map shows them. What the plan's own start has claimed, waiting or under way, is not in its way. */
export const withNames = (facts: Facts, who: Pick<WhoWords, 'inText' | 'initials'>, draftId: string): Facts => {
  if (facts.claims.state === 'unknown') return facts;
  const others = facts.claims.value.filter((claim) => claim.draftId !== draftId);
  const value = others.map((claim) =>
    claim.by === null ? claim : { ...claim, shown: { name: who.inText(claim.by), initials: who.initials(claim.by) } },
  );
  return { ...facts, claims: { ...facts.claims, value } };
};

/** What the plan asks AWS about; another object only where that is something else, which moving an address is not. */
const useSubject = (): FactsSubject => {
  const text = useEditorLater(askedBy);
  return useMemo(() => JSON.parse(text) as FactsSubject, [text]);
};

/**
 * Keeps the editor's facts fresh. Facts stay when AWS does not answer, each with its own instant; `first` is the answer that the store began with.
 */
export const FactsProvider = (props: { readonly place: Place; readonly first: FactsAnswer | undefined; readonly children: ReactNode }) => {
  const store = useEditorStore();
  const { draft } = useDraft();
  const subject = useSubject();
  const { data, dataUpdatedAt, error, isFetching, isPlaceholderData, refetch } = useQuery(factsQuery(props.place, subject));
  const who = useWho();
  const taken = useRef({ answer: props.first, asked: askedOf(subject) });
  useEffect(() => {
    if (data === undefined || isPlaceholderData || data === taken.current.answer) return undefined;
    // In a task of its own: the answer has just rendered those who tell that it came, and 60,000 addresses take a moment to be put in order.
    const timer = setTimeout(() => {
      const asked = askedOf(subject);
      store.setIndex(indexFacts(withNames(mergeFacts(store.read().index.facts, data.facts, asked === taken.current.asked), who, draft.id)));
      taken.current = { answer: data, asked };
    }, 0);
    return () => clearTimeout(timer);
  }, [data, isPlaceholderData, store, subject, who, draft.id]);
  const received = useRef<Received | null>(null);
  useEffect(() => {
    if (data !== undefined && !isPlaceholderData) received.current = { facts: data.facts, atMs: dataUpdatedAt };
  }, [data, dataUpdatedAt, isPlaceholderData]);
  useEffect(() => watchSoon(store, () => received.current), [store]);
  // Facts that grew old on the way to the browser are asked for at once there, of which the server's HTML knows nothing.
  const hydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const status = useMemo<FactsStatus>(
    () => ({
      fetching: hydrated && isFetching,
      problem: error === null ? null : problemOf(error),
      silence: data === undefined ? null : silenceOf(data.facts),
      restoreRoles: data?.restoreRoles ?? null,
      refresh: () => {
        refetch().catch(() => undefined);
      },
    }),
    [data, error, hydrated, isFetching, refetch],
  );
  return <Context.Provider value={status}>{props.children}</Context.Provider>;
};

const WATCH_AFTER_MS = 5_000;

/** Watches the age of the facts. None is too old in the first minutes, so that what watches comes when the page stands. Answers how to stop. */
const watchSoon = (store: EditorStore, received: () => Received | null): (() => void) => {
  let stop = (): void => clearTimeout(timer);
  let stopped = false;
  const begin = (): void => {
    import('./facts-watch')
      .then(({ watchAge }) => {
        if (!stopped) stop = watchAge(store, received);
      })
      .catch(() => {
        if (!stopped) timer = setTimeout(begin, WATCH_AFTER_MS);
      });
  };
  let timer = setTimeout(begin, WATCH_AFTER_MS);
  return () => {
    stopped = true;
    stop();
  };
};

const subjects = new WeakMap<RestorePlan, string>();

/** The subject as text: each change of the state asks for it, each plan is read once. */
const askedBy = ({ plan }: EditorState): string => {
  const known = subjects.get(plan) ?? JSON.stringify(factsSubject(plan));
  subjects.set(plan, known);
  return known;
};

/** What answers about permissions depend on. */
const askedOf = ({ restoreRoleArn, instanceProfileName, kmsKeyIds }: FactsSubject): string =>
  JSON.stringify([restoreRoleArn, instanceProfileName, kmsKeyIds]);
