'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { problemWords } from '@/components/ui/problem-words';
import { CancelWait } from '@/components/waits/cancel-wait';
import { WaitNotice } from '@/components/waits/wait-notice';
import { isWaiting } from '@/components/waits/wait-words';
import { acceptForWaitAction } from '@/lib/actions/waits';
import type { WaitView } from '@/lib/data/waits/views';
import { unacknowledged } from '@/lib/jobs/acknowledge';
import { problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { useDraft } from './draft-context';
import { ReviewWarnings } from './review-warnings';

/** What it asks about, each to be accepted by whoever set it up. */
const Asks = ({ wait }: { readonly wait: WaitView }) => {
  const t = useTranslations('waits');
  const problems = useTranslations('problems');
  const who = useWho();
  const { place, lookAgain } = useDraft();
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const accepting = useMutation({
    mutationFn: async () =>
      valueIn(await withFreshSignIn(() => heard(acceptForWaitAction({ place, wait: wait.id, acknowledged: [...accepted] })))),
    onSuccess: () => flash({ tone: 'ok', text: t('accepted') }),
    onError: (error) => flash({ tone: 'warn', text: problemWords(problems, problemOf(error)).text }),
    onSettled: lookAgain,
  });
  const missing = unacknowledged(wait.findings, [...accepted]);
  const reason = missing.length > 0 ? t('mustAccept', { count: missing.length }) : null;
  return (
    <div className="flex flex-col items-start gap-2 pt-2">
      <ReviewWarnings
        diagnostics={wait.findings}
        accepted={accepted}
        onAccept={(key, on) => setAccepted((now) => new Set(on ? [...now, key] : [...now].filter((each) => each !== key)))}
      />
      <Button
        size="small"
        tone="primary"
        busy={accepting.isPending}
        reason={who.isMe(wait.actor) ? reason : t('notYours', { who: who.inText(wait.actor) })}
        onClick={() => accepting.mutate()}
      >
        {t('accept')}
      </Button>
    </div>
  );
};

/** The plan's start that waits, or was given up, told on the plan. */
export const WaitOnPlan = () => {
  const t = useTranslations('waits');
  const { place, draft, lookAgain } = useDraft();
  const { wait } = draft;
  if (wait === null) return null;
  return (
    <WaitNotice wait={wait} className="mb-4" actions={isWaiting(wait) && <CancelWait place={place} id={wait.id} onDone={lookAgain} />}>
      {isWaiting(wait) && <p>{t('locked')}</p>}
      {wait.state === 'asking' && <Asks wait={wait} />}
    </WaitNotice>
  );
};
