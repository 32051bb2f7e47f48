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
  const reason = useWhyNot('start-restore', place.account);
  const cancelling = useMutation({
    mutationFn: () => unwrap(cancelWaitAction({ place, wait: id })),
    onSuccess: () => flash({ tone: 'ok', text: t('cancelled') }),
    onError: (error) => {
      const over = error instanceof ProblemError && error.problem.code === 'wait-over';
      flash({ tone: 'warn', text: over ? t('over') : problemWords(problems, problemOf(error)).text });
    },
    onSettled: () => {
      onDone?.();
      return client.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
  return (
    <Button size="small" reason={reason} busy={cancelling.isPending} onClick={() => cancelling.mutate()}>
      {t('cancel')}
    </Button>
  );
};
