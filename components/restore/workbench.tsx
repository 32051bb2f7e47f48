'use client';

import { memo, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { AddressMap } from '@/components/address-map/address-map';
import { usePaletteCommands } from '@/components/layout/palette-commands';
import { NicEditor } from '@/components/nic-editor/nic-editor';
import type { Place } from '@/lib/paths';
import { canRedo, canUndo } from '@/lib/restore/undo';
import { Announcer, announce } from './announcer';
import { type DialogName, Dialogs } from './dialogs';
import { DifferencesPanel } from './differences-panel';
import { useDraft, useSaver } from './draft-context';
import { useEditor, useEditorStore } from './editor-context';
import { Heading } from './heading';
import { type Keeps, whatKeeps } from './keeps';
import { LockedNotice, Notices } from './notices';
import { SettingsPanel } from './settings-panel';
import { SourcePanel } from './source-panel';
import { useStepWords, useSummary } from './summary';
import { type EditorKeys, KEY_NAMES, useEditorKeys } from './use-editor-keys';
import { VerdictBar } from './verdict-bar';
import { VerdictList } from './verdict-list';

/** What keeps the plan from its start now, and why its remedies cannot be pressed. */
const useKeeps = (): { readonly keeps: Keeps | null; readonly fixReason: string | null } => {
  const t = useTranslations('restore.bar.keeps');
  const { draft, user } = useDraft();
  const { save } = useSaver();
  const diagnostics = useEditor((state) => state.diagnostics);
  const locked = useEditor((state) => state.locked);
  const keeps = whatKeeps({ started: draft.started !== null, owner: draft.owner, user, save, diagnostics });
  const fixReason = !locked ? null : draft.started === null && draft.owner !== user ? t('theirs', { user: draft.owner }) : t('started');
  return { keeps, fixReason };
};

/** Undo and redo that say what they did. */
const useTimeTravel = (): { readonly undo: () => void; readonly redo: () => void } => {
  const t = useTranslations('restore.announce');
  const store = useEditorStore();
  const words = useStepWords();
  const summary = useSummary();
  return {
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
  };
};

/** Walks through the findings that are shown, round and round. */
const useNextProblem = (): (() => void) => {
  const t = useTranslations('restore.announce');
  const at = useRef(-1);
  return () => {
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
  };
};

/** Saves are said when they fail and when they work again, not each time. */
const useSaveAnnouncements = (): void => {
  const t = useTranslations('restore.announce');
  const { save } = useSaver();
  const failing = useRef(false);
  useEffect(() => {
    if (save.kind === 'failed' && !failing.current) {
      failing.current = true;
      announce(t('saveFailed'));
    }
    if (save.kind === 'saved' && failing.current) {
      failing.current = false;
      announce(t('saved'));
    }
  }, [save, t]);
};

const useCommands = (keys: EditorKeys, why: string | null): void => {
  const t = useTranslations('restore');
  const history = useEditor((state) => state.history);
  const command = (id: keyof EditorKeys, text: string, reason: string | null = null) => ({
    id: `restore-${id}`,
    text,
    shortcut: KEY_NAMES[id],
    reason,
    run: keys[id],
  });
  usePaletteCommands([
    command('undo', t('bar.undo'), canUndo(history) ? null : t('bar.nothingToUndo')),
    command('redo', t('bar.redo'), canRedo(history) ? null : t('bar.nothingToRedo')),
    command('review', t('bar.review'), why),
    command('nextProblem', t('actions.nextProblem')),
    command('presets', t('actions.presets')),
    command('compare', t('actions.compare')),
    command('metadata', t('actions.metadata')),
  ]);
  useEditorKeys(keys);
};

/** What is planned, what it becomes, and where. Apart from the page around it: a verdict renders what looks at it, not every panel. */
const Columns = memo(({ place, fixReason }: { readonly place: Place; readonly fixReason: string | null }) => {
  const t = useTranslations('restore.columns');
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 @min-[62rem]/page:grid-cols-[15rem_minmax(0,1fr)_23rem] @min-[78rem]/page:grid-cols-[17rem_minmax(0,1fr)_27rem]">
      {/* In one column the differences, which are only read, come last: what is worked with stays near. */}
      <section
        aria-label={t('source')}
        className="contents min-w-0 @min-[62rem]/page:flex @min-[62rem]/page:flex-col @min-[62rem]/page:gap-4"
      >
        <SourcePanel />
        <div className="order-last min-w-0 @min-[62rem]/page:order-none">
          <DifferencesPanel />
        </div>
      </section>
      <section aria-label={t('instance')} className="flex min-w-0 flex-col gap-4">
        <NicEditor place={place} />
        <SettingsPanel />
      </section>
      <section
        aria-label={t('verdict')}
        className="flex min-w-0 flex-col gap-4 @min-[62rem]/page:sticky @min-[62rem]/page:top-16 @min-[62rem]/page:max-h-[calc(100dvh-9rem)] @min-[62rem]/page:overflow-y-auto @min-[62rem]/page:pb-24"
      >
        <AddressMap place={place} />
        <VerdictList fixReason={fixReason} />
      </section>
    </div>
  );
});

/** The restore page: the recovery point and its differences, the instance with its interfaces, the address map with the verdict, and the bar that starts it. */
export const Workbench = () => {
  const t = useTranslations('restore');
  const { place } = useDraft();
  const [dialog, setDialog] = useState<DialogName | null>(null);
  const { keeps, fixReason } = useKeeps();
  const { undo, redo } = useTimeTravel();
  const nextProblem = useNextProblem();
  const why =
    keeps === null
      ? null
      : t(`bar.keeps.${keeps.code}`, { count: 'count' in keeps ? keeps.count : 0, user: 'user' in keeps ? keeps.user : '' });
  const review = () => (keeps === null ? setDialog('review') : nextProblem());
  const open = (name: DialogName) => () => setDialog(name);
  useSaveAnnouncements();
  useCommands({ undo, redo, review, nextProblem, presets: open('presets'), compare: open('compare'), metadata: open('metadata') }, why);
  return (
    <div className="@container/page flex flex-col">
      <Heading onOpen={setDialog} />
      <LockedNotice />
      <Columns place={place} fixReason={fixReason} />
      <div data-foot="" className="sticky bottom-0 z-20 -mx-1 mt-4 flex flex-col gap-2">
        <Notices />
        <VerdictBar keeps={keeps} onShow={nextProblem} onUndo={undo} onRedo={redo} onReview={review} />
      </div>
      <Dialogs open={dialog} onClose={() => setDialog(null)} />
      <Announcer />
    </div>
  );
};
