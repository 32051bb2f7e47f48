'use client';

import { useCallback } from 'react';
import { useTranslations } from 'use-intl';
import { fixWords } from '@/lib/i18n/words';
import type { Fix } from '@/lib/restore/diagnostic';
import { announce } from './announcer';
import { useEditorStore } from './editor-context';
import { useSummary } from './summary';

/** Applies a finding's remedy to the plan, as one step that can be undone, and says what came of it. Gives whether it was applied. */
export const useFix = (): ((fix: Fix) => boolean) => {
  const t = useTranslations('restore');
  const checks = useTranslations('checks');
  const summary = useSummary();
  const store = useEditorStore();
  return useCallback(
    (fix) => {
      const done = store.perform({ label: 'fix', commands: fix.commands }).ok;
      if (done) announce(t('announce.fixed', { fix: fixWords(checks, fix), summary: summary(store.read().diagnostics) }));
      return done;
    },
    [store, t, checks, summary],
  );
};
