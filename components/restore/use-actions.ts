'use client';

import { useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { canRedo, canUndo } from '@/lib/restore/undo';
import { announce } from './announcer';
import type { DialogName } from './dialogs';
import { isWaitingPlan, useDraft } from './draft-context';
import { useEditorStore } from './editor-context';
import type { EditorStore } from './editor-store';
import { whatKeeps } from './keeps';
import { goToNextRegion, goToRegion } from './page-regions';
import { useStepWords, useSummary } from './summary';
import type { EditorKeys } from './use-editor-keys';

/** Undo and redo that say what they did. */
const useTimeTravel = (store: EditorStore): Pick<EditorKeys, 'undo' | 'redo'> => {
  const t = useTranslations('restore.announce');
  const words = useStepWords();
  const summary = useSummary();
  return useMemo(
    () => ({
      undo: () => {
        const { history, locked } = store.read();
        const step = history.steps[history.cursor - 1];
        if (locked || !canUndo(history) || step === undefined) return;
        store.undo();
        announce(t('undone', { step: words(step.label), summary: summary(store.read().diagnostics) }));
      },
      redo: () => {
        const { history, locked } = store.read();
        const step = history.steps[history.cursor];
        if (locked || !canRedo(history) || step === undefined) return;
        store.redo();
        announce(t('redone', { step: words(step.label), summary: summary(store.read().diagnostics) }));
      },
    }),
    [store, t, words, summary],
  );
};

/** Walks through the findings that are shown, round and round. */
const useNextProblem = (): (() => void) => {
  const t = useTranslations('restore.announce');
  const at = useRef(-1);
  return useMemo(
    () => () => {
      const items = [...document.querySelectorAll<HTMLElement>('#verdict [data-finding]')].filter((item) => item.checkVisibility());
      if (items.length === 0) {
        document.getElementById('verdict')?.focus();
        return;
      }
      const here = items.findIndex((item) => item.contains(document.activeElement));
      at.current = ((here < 0 ? at.current : here) + 1) % items.length;
      const next = items[at.current];
      next?.scrollIntoView({ block: 'nearest' });
      next?.focus();
      announce(t('problem', { at: at.current + 1, count: items.length }));
    },
    [t],
  );
};

/** What can be done on the restore page, by key, palette or button. They look at the plan when they are called, so an edit makes no new ones. */
export const useActions = (open: (name: DialogName) => void): EditorKeys => {
  const store = useEditorStore();
  const { draft, user, saver, whyNot } = useDraft();
  const { undo, redo } = useTimeTravel(store);
  const nextProblem = useNextProblem();
  const { started, owner } = draft;
  const waits = isWaitingPlan(draft);
  return useMemo(() => {
    const review = () => {
      const keeps = whatKeeps({
        started: started !== null,
        waits,
        whyNot: whyNot.start,
        owner,
        user,
        save: saver.read().save,
        diagnostics: store.read().diagnostics,
      });
      if (keeps === null) open('review');
      else nextProblem();
    };
    return {
      undo,
      redo,
      review,
      nextProblem,
      presets: () => open('presets'),
      compare: () => open('compare'),
      metadata: () => open('metadata'),
      nextRegion: () => goToNextRegion(1),
      previousRegion: () => goToNextRegion(-1),
      interfaces: () => goToRegion('interfaces'),
      map: () => goToRegion('map'),
      verdict: () => goToRegion('verdict'),
      start: () => goToRegion('start'),
    };
  }, [store, saver, started, waits, owner, user, whyNot, undo, redo, nextProblem, open]);
};
