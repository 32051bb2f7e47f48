'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import { startRestoreAction } from '@/lib/actions/restores';
import type { StartedRestore } from '@/lib/data/start-restore/views';
import { paths } from '@/lib/paths';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { useDraft } from './draft-context';
import { useFacts } from './facts-context';
import type { StartFailure } from './start-problem';

/** What the person gives with the word "start": the keys of the findings that they accept, and why they do it. */
export interface Confirmed {
  readonly acknowledged: readonly string[];
  readonly reason: string;
  readonly ticket: string;
  /** Why it has to start without the approval that it needs. */
  readonly withoutApproval?: string;
}

/** Starts the restore at the revision that stands for what is on the screen, and goes to what comes of it. A failure leaves the plan as it was. */
export const useStart = () => {
  const t = useTranslations('restore.review');
  const client = useQueryClient();
  const router = useRouter();
  const { place, draft, saver, lookAgain } = useDraft();
  const { refresh } = useFacts();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<StartFailure | 'not-saved' | null>(null);
  const leave = (started: StartedRestore) => {
    flash(started.jobId === null ? { tone: 'warn', text: t('startedUnknown') } : { tone: 'ok', text: t('started') });
    lookAgain();
    // Lists that were read before do not have it yet.
    for (const key of ['jobs', 'history', 'approvals', 'approval']) client.invalidateQueries({ queryKey: [key] }).catch(() => undefined);
    router.push(started.jobId === null ? paths.historyEntry(started.restoreId) : paths.job(place, started.jobId));
  };
  const run = async (confirmed: Confirmed) => {
    setBusy(true);
    setFailure(null);
    let left = false;
    try {
      const revision = await saver.flush();
      if (revision === null) {
        setFailure('not-saved');
        return;
      }
      const answer = await withFreshSignIn(() =>
        heard(
          startRestoreAction({
            place,
            draftId: draft.id,
            revision,
            acknowledged: [...confirmed.acknowledged],
            reason: confirmed.reason,
            ticket: confirmed.ticket,
            withoutApproval: confirmed.withoutApproval ?? null,
          }),
        ),
      );
      if (answer.ok) {
        left = true;
        leave(answer.value);
        return;
      }
      setFailure(answer.error);
      // The page is to show what the server has just seen.
      refresh();
      lookAgain();
      client.invalidateQueries({ queryKey: ['draft-approval'] }).catch(() => undefined);
    } catch {
      setFailure({ code: 'offline' });
      lookAgain();
    } finally {
      // The page is being left: nobody is to press the button again.
      if (!left) setBusy(false);
    }
  };
  return {
    busy,
    failure,
    start: (confirmed: Confirmed) => {
      run(confirmed).catch(() => undefined);
    },
  };
};
