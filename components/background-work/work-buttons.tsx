'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { useProblemSentence } from '@/components/ui/use-problem-sentence';
import { discardWorkAction, runWorkNowAction } from '@/lib/actions/background-work';
import type { WorkView } from '@/lib/data/background-work/views';
import { workQuery } from '@/lib/queries/background-work';
import { ProblemError, problemOf, unwrap } from '@/lib/queries/problem-error';
import { workName } from './work-words';

const REFUSALS = ['task-gone', 'task-running', 'task-unreadable'] as const;

/** Says why a task was left as it is. */
const useRefusal = () => {
  const t = useTranslations('work');
  const sentence = useProblemSentence();
  return (error: unknown): string => {
    const code = error instanceof ProblemError ? error.problem.code : null;
    const own = REFUSALS.find((each) => each === code);
    return own === undefined ? sentence(problemOf(error)) : t(`refused.${own}`);
  };
};

const useChange = (work: WorkView, how: 'run' | 'discard', onDone: () => void) => {
  const t = useTranslations('work');
  const client = useQueryClient();
  const refusal = useRefusal();
  const action = how === 'run' ? runWorkNowAction : discardWorkAction;
  return useMutation({
    mutationFn: () => unwrap(action({ id: work.id })),
    onSuccess: () => {
      flash({ tone: 'ok', text: t(`done.${how}`, { what: workName(t, work) }) });
      onDone();
    },
    onError: (error) => flash({ tone: 'warn', text: refusal(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: workQuery().queryKey }),
  });
};

export interface WorkButtonsProps {
  readonly work: WorkView;
  /** Called when the task is another one, or gone: with it goes the button that has the focus. */
  readonly onDone: () => void;
}

/** What can be done about a task that does not run. */
export const WorkButtons = ({ work, onDone }: WorkButtonsProps) => {
  const t = useTranslations('work');
  const reason = useWhyNot('manage-work', work.place?.account);
  const run = useChange(work, 'run', onDone);
  const discard = useChange(work, 'discard', onDone);
  if (work.state === 'running') return null;
  const what = workName(t, work);
  return (
    <span className="flex justify-end gap-2">
      {work.readable && (
        <Button
          size="small"
          icon="refresh"
          busy={run.isPending}
          reason={reason}
          aria-label={t(work.state === 'failed' ? 'runAgainWhat' : 'runNowWhat', { what })}
          onClick={() => run.mutate()}
        >
          {t(work.state === 'failed' ? 'runAgain' : 'runNow')}
        </Button>
      )}
      <Button
        size="small"
        tone="quiet"
        busy={discard.isPending}
        reason={reason}
        aria-label={t('discardWhat', { what })}
        title={t('discardWhy')}
        onClick={() => discard.mutate()}
      >
        {t('discard')}
      </Button>
    </span>
  );
};
