'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { problemWords } from '@/components/ui/problem-words';
import { cancelWaitAction } from '@/lib/actions/waits';
import type { Place } from '@/lib/paths';
import { ProblemError, problemOf, unwrap } from '@/lib/queries/problem-error';

/** Cancels a start that waits. `onDone` looks again at what is shown. */
export const CancelWait = ({ place, id, onDone }: { readonly place: Place; readonly id: string; readonly onDone?: () => void }) => {
  const t = useTranslations('waits');
  const problems = useTranslations('problems');
  const client = useQueryClient();
  const { account, region } = place;
  const reason = useWhyNot('start-restore', account);
  const cancelling = useMutation({
    mutationFn: () => unwrap(cancelWaitAction({ place: { account, region }, wait: id })),
    onSuccess: () => flash({ tone: 'ok', text: t('cancelled') }),
    onError: (error) => {
      const over = error instanceof ProblemError && error.problem.code === 'wait-over';
      flash({ tone: 'warn', text: over ? t('over') : problemWords(problems, problemOf(error)).text });
    },
    onSettled: () => {
      onDone?.();
      return Promise.all(['jobs', 'waits'].map((key) => client.invalidateQueries({ queryKey: [key] })));
    },
  });
  return (
    <Button size="small" reason={reason} busy={cancelling.isPending} onClick={() => cancelling.mutate()}>
      {t('cancel')}
    </Button>
  );
};
