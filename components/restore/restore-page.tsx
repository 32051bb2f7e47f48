'use client';

import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFrame } from '@/components/layout/frame-context';
import { useWhyNot } from '@/components/people/use-permission';
import { useWho, type WhoWords } from '@/components/people/use-who';
import { flash } from '@/components/ui/flash';
import { whoIs } from '@/lib/access/directory';
import { saveDraftAction } from '@/lib/actions/drafts';
import type { DraftView } from '@/lib/data/drafts/views';
import type { FactsAnswer } from '@/lib/data/facts/views';
import type { Place } from '@/lib/paths';
import { draftQuery } from '@/lib/queries/drafts';
import { factsQuery } from '@/lib/queries/facts';
import { heard } from '@/lib/queries/signed-out';
import { indexFacts, NO_FACTS } from '@/lib/restore/fact-index';
import { factsSubject } from '@/lib/restore/facts-subject';
import { planAt } from '@/lib/restore/undo';
import { DraftProvider, type DraftWork, isWaitingPlan } from './draft-context';
import { DraftSaver } from './draft-saver';
import { EditorProvider } from './editor-context';
import { createEditorStore } from './editor-store';
import { FactsProvider, withNames } from './facts-context';
import { localKeeper } from './kept-edits';
import { Workbench } from './workbench';

/** Plans a restore from one draft. The page has put the draft and the first facts into the query cache. */
export const RestorePage = (props: {
  readonly place: Place;
  readonly draftId: string;
  readonly user: string;
  readonly required: DraftWork['required'];
}) => {
  const [watched, watch] = useState(true);
  const { data: draft } = useQuery({ ...draftQuery(props.place, props.draftId), enabled: watched });
  const { place, user, required } = props;
  return draft === undefined ? null : <Editor key={draft.id} {...{ place, user, required, draft, watch }} />;
};

/** Everything of one draft that outlives a render: made once, from what the server gave. */
const openDraft = (client: QueryClient, place: Place, mayEdit: boolean, who: WhoWords, draft: DraftView, lookAgain: () => void) => {
  const first = client.getQueryData<FactsAnswer>(factsQuery(place, factsSubject(planAt(draft.history))).queryKey);
  const judged = draft.started === null;
  const store = createEditorStore(
    draft.history,
    indexFacts(first === undefined ? NO_FACTS : withNames(first.facts, who, draft.id)),
    !mayEdit,
    judged,
  );
  const saver = new DraftSaver({
    store,
    draft,
    keeper: localKeeper(draft.id),
    save: (revision, history) => heard(saveDraftAction({ place, id: draft.id, revision, history })),
    onRefused: lookAgain,
  });
  return { first, store, saver };
};

/** Looks at the stored draft now, and at what the person may do. */
const useLookAgain = (place: Place, draftId: string): (() => void) => {
  const client = useQueryClient();
  return useCallback(() => {
    for (const queryKey of [draftQuery(place, draftId).queryKey, ['frame']]) client.refetchQueries({ queryKey }).catch(() => undefined);
  }, [client, place, draftId]);
};

/**
 * Tells at once that somebody has taken the plan over: what one types is not the plan's any more. Whoever came to the console after the page was opened is looked up first, for
 * the message is said once and by name.
 */
const useTellTakenOver = ({ owner }: DraftView, user: string, lookAgain: () => void): void => {
  const t = useTranslations('restore.notices');
  const { people } = useFrame();
  const { inText } = useWho();
  const before = useRef(owner);
  const lookedUp = useRef('');
  useEffect(() => {
    const isTaken = before.current === user && owner !== user;
    if (isTaken && whoIs(people, owner).kind === 'unknown' && lookedUp.current !== owner) {
      lookedUp.current = owner;
      lookAgain();
      return;
    }
    if (isTaken) flash({ tone: 'info', text: t('takenOver', { user: inText(owner) }) });
    before.current = owner;
  }, [owner, user, people, t, inText, lookAgain]);
};

const Editor = (props: Pick<DraftWork, 'place' | 'user' | 'draft' | 'required' | 'watch'>) => {
  const { place, user, draft, required, watch } = props;
  const client = useQueryClient();
  const who = useWho();
  const [plan, start] = [useWhyNot('plan-restore', place.account), useWhyNot('start-restore', place.account)];
  const mayEdit = draft.started === null && !isWaitingPlan(draft) && draft.owner === user && plan === null;
  const lookAgain = useLookAgain(place, draft.id);
  const [{ first, store, saver }] = useState(() => openDraft(client, place, mayEdit, who, draft, lookAgain));
  useEffect(() => saver.begin(), [saver]);
  useEffect(() => saver.seen(draft, mayEdit), [saver, draft, mayEdit]);
  useTellTakenOver(draft, user, lookAgain);
  const judged = draft.started === null;
  useEffect(() => store.setJudged(judged), [store, judged]);
  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => {
      if (saver.unsaved()) event.preventDefault();
    };
    window.addEventListener('beforeunload', hold);
    return () => window.removeEventListener('beforeunload', hold);
  }, [saver]);
  const work = useMemo(
    () => ({
      place,
      user,
      draft,
      required,
      whyNot: { plan, start },
      saver,
      lookAgain,
      watch,
    }),
    [place, user, draft, required, plan, start, saver, lookAgain, watch],
  );
  return (
    <EditorProvider store={store}>
      <DraftProvider work={work}>
        <FactsProvider place={place} first={first}>
          <Workbench />
        </FactsProvider>
      </DraftProvider>
    </EditorProvider>
  );
};
