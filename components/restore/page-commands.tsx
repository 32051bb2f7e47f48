'use client';

import { memo, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { usePaletteCommands } from '@/components/layout/palette-commands';
import { useAfterPaint } from '@/components/ui/use-after-paint';
import type { PlanHistory } from '@/lib/restore/history';
import { canRedo, canUndo } from '@/lib/restore/undo';
import { announce } from './announcer';
import { useSaver } from './draft-context';
import { useEditorLater } from './editor-context';
import type { Keeps } from './keeps';
import { PAGE_REGIONS } from './page-regions';
import { type EditorKeys, KEY_NAMES, useEditorKeys } from './use-editor-keys';
import { useKeeps, useKeepsWords } from './use-keeps';

/** Saves are said when they fail and when they work again, not each time. */
const useSaveAnnouncements = (): void => {
  const t = useTranslations('restore.announce');
  const save = useSaver((state) => state.save);
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

interface OfferProps {
  readonly actions: EditorKeys;
  readonly history: PlanHistory;
  readonly keeps: Keeps | null;
}

const Offer = memo(({ actions, history, keeps }: OfferProps): null => {
  const t = useTranslations('restore');
  const words = useKeepsWords();
  const command = (id: keyof EditorKeys, text: string, reason: string | null = null) => ({
    id: `restore-${id}`,
    text,
    shortcut: KEY_NAMES[id],
    reason,
    run: actions[id],
  });
  usePaletteCommands([
    command('undo', t('bar.undo'), canUndo(history) ? null : t('bar.nothingToUndo')),
    command('redo', t('bar.redo'), canRedo(history) ? null : t('bar.nothingToRedo')),
    command('review', t('bar.review'), words(keeps)),
    command('nextProblem', t('actions.nextProblem')),
    command('presets', t('actions.presets')),
    command('compare', t('actions.compare')),
    command('metadata', t('actions.metadata')),
    command('nextRegion', t('actions.nextRegion')),
    command('previousRegion', t('actions.previousRegion')),
    ...PAGE_REGIONS.map((region) => command(region, t(`actions.${region}`))),
  ]);
  return null;
});

/** Offers what can be done on the page to the palette and to the keys, and says how saving goes. Draws nothing, so an edit renders it and not the page around it. */
export const PageCommands = ({ actions }: { readonly actions: EditorKeys }) => {
  const history = useEditorLater((state) => state.history);
  const keeps = useAfterPaint(useKeeps());
  useSaveAnnouncements();
  useEditorKeys(actions);
  return <Offer actions={actions} history={history} keeps={keeps} />;
};
