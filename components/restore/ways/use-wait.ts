'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import { waitForStartAction } from '@/lib/actions/waits';
import type { WaitProblem } from '@/lib/data/waits/views';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { useDraft } from '../draft-context';
import { useFacts } from '../facts-context';
import type { StartFailure } from '../start-problem';
import type { Confirmed } from '../use-start';

/** What is confirmed, until when it waits, and not before when; ISO 8601. */
export interface WaitWanted extends Confirmed {
  readonly notBefore: string | null;
  readonly until: string;
}

/** Sets up a start that waits, of the plan that is on the screen. */
export const useWait = (onDone: () => void) => {
  const t = useTranslations('waits.set');
  const client = useQueryClient();
  const { place, draft, saver, lookAgain } = useDraft();
  const { refresh } = useFacts();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<StartFailure | WaitProblem | 'not-saved' | null>(null);
  const run = async (wanted: WaitWanted) => {
    setBusy(true);
    setFailure(null);
    try {
      const revision = await saver.flush();
      if (revision === null) return setFailure('not-saved');
      const answer = await withFreshSignIn(() =>
        heard(waitForStartAction({ ...wanted, acknowledged: [...wanted.acknowledged], place, draftId: draft.id, revision })),
      );
      if (!answer.ok) {
        setFailure(answer.error);
        return refresh();
      }
      flash({ tone: 'ok', text: t('done') });
      client.invalidateQueries({ queryKey: ['jobs'] }).catch(() => undefined);
      onDone();
    } catch {
      setFailure({ code: 'offline' });
    } finally {
      setBusy(false);
      lookAgain();
    }
  };
  return { busy, failure, setUp: (wanted: WaitWanted) => void run(wanted).catch(() => undefined) };
};
