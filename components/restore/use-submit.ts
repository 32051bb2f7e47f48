'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import { submitForApprovalAction } from '@/lib/actions/approvals';
import { heard } from '@/lib/queries/signed-out';
import { useDraft } from './draft-context';
import { useFacts } from './facts-context';
import type { StartFailure } from './start-problem';
import type { Confirmed } from './use-start';

/** Submits the plan at the revision that stands for what is on the screen. `onSubmitted` is told when it is. */
export const useSubmit = (onSubmitted: () => void) => {
  const t = useTranslations('approvals.restore');
  const client = useQueryClient();
  const { place, draft, saver, lookAgain } = useDraft();
  const { refresh } = useFacts();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<StartFailure | 'not-saved' | null>(null);
  const run = async ({ acknowledged, reason, ticket }: Confirmed) => {
    setBusy(true);
    setFailure(null);
    try {
      const revision = await saver.flush();
      if (revision === null) {
        setFailure('not-saved');
        return;
      }
      const answer = await heard(
        submitForApprovalAction({ place, draftId: draft.id, revision, acknowledged: [...acknowledged], reason, ticket }),
      );
      if (answer.ok) {
        flash({ tone: 'ok', text: t('submitted') });
        onSubmitted();
      } else {
        setFailure(answer.error);
        refresh();
      }
    } catch {
      setFailure({ code: 'offline' });
    } finally {
      setBusy(false);
      lookAgain();
      for (const key of ['draft-approval', 'approvals']) client.invalidateQueries({ queryKey: [key] }).catch(() => undefined);
    }
  };
  return {
    busy,
    failure,
    submit: (confirmed: Confirmed) => {
      run(confirmed).catch(() => undefined);
    },
  };
};
