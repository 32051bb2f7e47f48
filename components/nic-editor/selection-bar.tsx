'use client';

import { useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useEditor, useEditorStore, usePointing } from '@/components/restore/editor-context';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import { useSentences } from '@/components/ui/use-sentences';
import type { Target } from '@/lib/restore/command';
import { commandRefusalWords, outcomeWords, previewWords } from './effect-words';
import { clearSelection, previewAt, put } from './selection';
import { keepFocus } from './walk';

const POOL: Target = { role: 'pool' };

/** What the line says, most pressing first: what would come of the place pointed at, what is held, what came of the last gesture. */
const useLine = (): { readonly icon: IconName; readonly text: string; readonly ink: string } => {
  const t = useTranslations('restore.nics');
  const sentences = useSentences();
  const over = usePointing(({ over }, state) => (over === null ? null : previewAt(state, over)));
  const held = useEditor((state) => state.held);
  const outcome = useEditor((state) => state.outcome);
  const refusal = useEditor((state) => state.refusal);
  const locked = useEditor((state) => state.locked);
  const last = held.at(-1);
  if (over !== null) {
    const legal = over.kind === 'legal';
    return { icon: legal ? 'right' : 'close', text: previewWords(t, over), ink: legal ? 'text-accent' : 'text-danger' };
  }
  if (refusal !== null) return { icon: 'error', text: commandRefusalWords(t, refusal), ink: 'text-danger' };
  if (outcome?.kind === 'refused') return { icon: 'error', text: outcomeWords(t, sentences, outcome), ink: 'text-danger' };
  if (last !== undefined)
    return { icon: 'right', text: t('selection.holding', { count: held.length, address: last.address }), ink: 'text-accent' };
  if (outcome !== null)
    return { icon: outcome.kind === 'done' ? 'done' : 'info', text: outcomeWords(t, sentences, outcome), ink: 'text-text-dim' };
  return { icon: 'info', text: t(locked ? 'selection.locked' : 'selection.hint'), ink: 'text-text-dim' };
};

/** The sentence, for eyes and for screen readers. */
const HandLine = () => {
  const outcome = useEditor((state) => state.outcome);
  const { icon, text, ink } = useLine();
  // The same sentence twice must be said twice.
  const count = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each outcome counts, also an equal one
  const turn = useMemo(() => (count.current += 1), [outcome]);
  return (
    <div className={cx('flex min-h-7 min-w-0 flex-1 basis-52 items-center gap-2', ink)}>
      <Icon name={icon} />
      <p role="status" className="min-w-0 flex-1">
        <span key={turn}>{text}</span>
      </p>
    </div>
  );
};

/** Back to where it came from, or out of the plan: also a place to drop onto. */
const HandButtons = () => {
  const t = useTranslations('restore.nics');
  const store = useEditorStore();
  const canReturn = useEditor((state) => state.held.some((each) => each.from !== null));
  const aimed = usePointing(({ over }) => over?.role === 'pool');
  return (
    <span className="ml-auto flex gap-1.5">
      {canReturn && (
        <Button
          size="small"
          data-target="pool"
          className={aimed ? 'ring-2 ring-accent' : ''}
          onMouseEnter={() => store.aim(POOL)}
          onMouseLeave={() => store.aim(null)}
          onFocus={() => store.aim(POOL)}
          onBlur={() => store.aim(null)}
          onClick={(event) => {
            keepFocus(event.currentTarget);
            put(store, POOL);
          }}
        >
          {t('selection.takeOut')}
        </Button>
      )}
      <Button
        size="small"
        tone="quiet"
        onClick={(event) => {
          keepFocus(event.currentTarget);
          clearSelection(store);
        }}
      >
        {t('selection.cancel')}
      </Button>
    </span>
  );
};

/** The buttons come first, so that a longer or shorter sentence never moves them from under a finger. */
const LINE = 'min-h-14 flex-row-reverse flex-wrap content-center items-center gap-x-2 gap-y-1 rounded-md border bg-surface-1 px-3 py-1.5';

/**
 * One line above the interfaces: what is selected, what would come of it, what came of it. It stays in view while one is among the interfaces, and neither its place
 * nor its height ever changes: taking something up moves nothing, and gives the browser nothing to lay out but this line.
 */
export const SelectionBar = () => {
  const holding = useEditor((state) => state.held.length > 0);
  return (
    // What scrolls away under it is not seen again above it. Where the map stays in view above the interfaces there is no room for both: the line is docked at the foot (`DockedSelection`).
    <div className="sticky top-16 z-10 before:absolute before:inset-x-0 before:-top-4 before:h-4 before:bg-surface-0 short:static stacked:hidden">
      <div className="own-layout h-14">
        <div className={cx(LINE, 'absolute inset-x-0 top-0 flex', holding ? 'border-accent shadow-float' : 'border-line')}>
          {holding && <HandButtons />}
          <HandLine />
        </div>
      </div>
    </div>
  );
};

/** The same line at the foot of the page, where the map stays in view above the interfaces: there while something is selected, over what scrolls below it. */
export const DockedSelection = () => {
  const holding = useEditor((state) => state.held.length > 0);
  return (
    holding && (
      <div className={cx(LINE, 'hidden border-accent shadow-float stacked:flex')}>
        <HandButtons />
        <HandLine />
      </div>
    )
  );
};
