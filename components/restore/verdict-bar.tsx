'use client';

import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { SEVERITY_ICON, SEVERITY_INK } from '@/components/nic-editor/severity-mark';
import { Button } from '@/components/ui/button';
import { iconButtonClass } from '@/components/ui/button-style';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { RelativeTime } from '@/components/ui/relative-time';
import { countBySeverity } from '@/lib/restore/check';
import { addressesAsOf } from '@/lib/restore/facts-merge';
import { useDraft } from './draft-context';
import { useEditor, useEditorLater } from './editor-context';
import { useFacts } from './facts-context';
import { SaveStateMark } from './save-state';
import { useStepWords } from './summary';
import type { EditorKeys } from './use-editor-keys';
import { useKeeps, useKeepsWords } from './use-keeps';

const COUNTED = ['error', 'warning', 'unknown'] as const;

const Counts = ({ onShow }: { readonly onShow: () => void }) => {
  const t = useTranslations('restore');
  const diagnostics = useEditor((state) => state.diagnostics);
  const counts = countBySeverity(diagnostics);
  return (
    <button
      type="button"
      aria-label={t('actions.nextProblem')}
      aria-describedby="verdict-counts"
      className="rounded-md px-1 py-0.5 hover:bg-surface-2"
      onClick={onShow}
    >
      <span id="verdict-counts" className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {COUNTED.map((severity) => (
          <span
            key={severity}
            className={cx(
              'inline-flex items-center gap-1 whitespace-nowrap',
              counts[severity] > 0 ? cx('font-semibold', SEVERITY_INK[severity]) : 'text-text-dim',
            )}
          >
            <Icon name={SEVERITY_ICON[severity]} className="size-3.5" />
            {t(`counts.${severity}`, { count: counts[severity] })}
          </span>
        ))}
      </span>
    </button>
  );
};

const FactsAge = () => {
  const t = useTranslations('restore.bar');
  const facts = useEditorLater((state) => state.index.facts);
  const nics = useEditorLater((state) => state.plan.nics);
  const { fetching, refresh, silence, problem } = useFacts();
  const asOf = addressesAsOf(
    facts,
    nics.flatMap((nic) => (nic.kind === 'new' && nic.subnetId !== null ? [nic.subnetId] : [])),
  );
  const old = silence !== null || problem !== null;
  return (
    <span className={cx('inline-flex items-center gap-1 text-xs', old ? 'font-semibold text-warn' : 'text-text-dim')}>
      {old && <Icon name="warning" className="size-3.5" />}
      {asOf === null ? (
        t('factsNone')
      ) : (
        <>
          {t('facts')} <RelativeTime at={asOf} />
        </>
      )}
      <button
        type="button"
        className={iconButtonClass()}
        aria-label={fetching ? t('refreshing') : t('refresh')}
        title={fetching ? t('refreshing') : t('refresh')}
        aria-busy={fetching || undefined}
        onClick={refresh}
      >
        <Icon name="refresh" className={cx('size-3.5', fetching && 'animate-spin')} />
      </button>
    </span>
  );
};

const UndoRedo = ({ onUndo, onRedo }: { readonly onUndo: () => void; readonly onRedo: () => void }) => {
  const t = useTranslations('restore.bar');
  const words = useStepWords();
  const history = useEditorLater((state) => state.history);
  const locked = useEditor((state) => state.locked);
  const last = history.steps[history.cursor - 1];
  const next = history.steps[history.cursor];
  const tool = (name: 'undo' | 'redo', reason: string | null, title: string, onClick: () => void) => (
    <button
      type="button"
      className={iconButtonClass('border-line-strong')}
      aria-label={t(name)}
      title={reason ?? title}
      aria-disabled={reason !== null || undefined}
      onClick={() => reason === null && onClick()}
    >
      <Icon name="restore" className={name === 'redo' ? '-scale-x-100' : ''} />
    </button>
  );
  return (
    <span className="inline-flex gap-1">
      {tool('undo', locked || last === undefined ? t('nothingToUndo') : null, t('undoStep', { step: words(last?.label ?? '') }), onUndo)}
      {tool('redo', locked || next === undefined ? t('nothingToRedo') : null, t('redoStep', { step: words(next?.label ?? '') }), onRedo)}
    </span>
  );
};

const Start = ({ onReview }: { readonly onReview: () => void }) => {
  const t = useTranslations('restore.bar');
  const keeps = useKeeps();
  const why = useKeepsWords()(keeps);
  // Setting up the start of a way is then what is next, and the one primary button.
  const wayAsks = useDraft().draft.way?.blocked === 'start-not-set-up';
  // Nobody here can or need do anything about these.
  const kept = keeps?.code === 'started' || keeps?.code === 'theirs';
  return (
    <>
      {why !== null && (
        <span className={cx('max-w-40 text-right text-xs font-semibold text-balance', kept ? 'text-text-dim' : 'text-danger')}>{why}</span>
      )}
      <Button tone={wayAsks ? 'secondary' : 'primary'} data-review="" reason={why} onClick={onReview} className="min-w-36">
        {t('review')}
      </Button>
    </>
  );
};

/** The foot of the page, always in view: the verdict in numbers, how old the facts are, whether the plan is stored, and the one way to start it. */
export const VerdictBar = memo(({ actions }: { readonly actions: EditorKeys }) => {
  const t = useTranslations('restore.bar');
  const { draft } = useDraft();
  return (
    <section
      aria-label={t('label')}
      data-verdict-bar=""
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-t-md border border-b-0 border-line bg-surface-1 px-3 py-2 shadow-float short:gap-y-1 short:py-1"
    >
      {/* What is wrong with a plan now says nothing of a restore that was started from it, whose own instance may hold the addresses. */}
      {draft.started === null && <Counts onShow={actions.nextProblem} />}
      <FactsAge />
      <span className="ml-auto flex flex-wrap items-center justify-end gap-3">
        <SaveStateMark />
        <UndoRedo onUndo={actions.undo} onRedo={actions.redo} />
        <Start onReview={actions.review} />
      </span>
    </section>
  );
});
