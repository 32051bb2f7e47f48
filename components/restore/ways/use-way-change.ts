'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import { problemWords } from '@/components/ui/problem-words';
import type { WayProblem } from '@/lib/data/way-runs/views';
import type { Problem } from '@/lib/problem';
import { ProblemError, problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import type { Result } from '@/lib/result';
import { useDraft } from '../draft-context';

type Action<T> = (input: T) => Promise<Result<null, Problem | WayProblem>>;
type InPlace = { readonly place: { account: string; region: string }; readonly way: string };

const OWN = ['way-over', 'no-undo', 'wrong-name'] as const;

/** Changes the way of the plan by one of its actions; `told` is said when it is done. */
export const useWayChange = <T extends InPlace>(action: Action<T>, told: string | null) => {
  const t = useTranslations('way-run.problem');
  const problems = useTranslations('problems');
  const { place, lookAgain } = useDraft();
  return useMutation({
    mutationFn: async (input: Omit<T, 'place'>) =>
      valueIn(await withFreshSignIn(() => heard(action({ ...input, place: { ...place } } as T)))),
    onSuccess: () => {
      if (told !== null) flash({ tone: 'ok', text: told });
    },
    onError: (error) => {
      const own = error instanceof ProblemError ? OWN.find((code) => code === error.problem.code) : undefined;
      flash({ tone: 'warn', text: own === undefined ? problemWords(problems, problemOf(error)).text : t(own) });
    },
    onSettled: lookAgain,
  });
};
