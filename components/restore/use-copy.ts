'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import { problemWords } from '@/components/ui/problem-words';
import { copyDraftAction } from '@/lib/actions/drafts';
import { paths } from '@/lib/paths';
import { heard } from '@/lib/queries/signed-out';
import type { PlanHistory } from '@/lib/restore/history';
import { useDraft } from './draft-context';

/** Stores a history as a draft of one's own and goes there. `stored` runs once it is stored, before the page is left. */
export const useCopy = (): { readonly busy: boolean; readonly copy: (history: PlanHistory, stored?: () => void) => void } => {
  const t = useTranslations('restore.notices');
  const tProblem = useTranslations('problems');
  const { place, draft } = useDraft();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const fail = (problem: { readonly code: string }) =>
    flash({ tone: 'danger', text: t('copyFailed', { why: problemWords(tProblem, problem).text }) });
  const run = async (history: PlanHistory, stored: () => void) => {
    setBusy(true);
    try {
      const created = await heard(copyDraftAction({ place, id: draft.id, history }));
      if (!created.ok) {
        fail(created.error);
        return;
      }
      stored();
      flash({ tone: 'ok', text: t('copied') });
      router.push(paths.restore(place, created.value.draftId));
    } catch {
      fail({ code: 'offline' });
    } finally {
      setBusy(false);
    }
  };
  return {
    busy,
    copy: (history, stored = () => undefined) => {
      run(history, stored).catch(() => undefined);
    },
  };
};
