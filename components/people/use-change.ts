'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { Tellable } from '@/components/ui/problem-words';
import { useProblemSentence } from '@/components/ui/use-problem-sentence';
import { problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import type { Result } from '@/lib/result';

const OWN = ['last-administrator', 'email-taken', 'roles-changed', 'own-factors', 'not-now'] as const;

/** Why a change of a person came to nothing, in words. */
const useProblemText = (): ((problem: Tellable) => string) => {
  const t = useTranslations('people.problems');
  const sentence = useProblemSentence();
  return (problem) => {
    const own = OWN.find((code) => code === problem.code);
    return own === undefined ? sentence(problem) : t(own);
  };
};

/** A change of a person: asks the console, tells what went wrong, and has the page look again at people and at what one may do oneself. */
export const useChange = <I, T, E extends { readonly code: string }>(
  run: (input: I) => Promise<Result<T, E>>,
  done: (value: T, input: I) => void,
): { readonly busy: boolean; readonly error: string | null; readonly change: (input: I) => void } => {
  const client = useQueryClient();
  const words = useProblemText();
  const { isPending, error, mutate } = useMutation({
    mutationFn: async (input: I) => valueIn(await withFreshSignIn(() => heard(run(input)))),
    onSuccess: done,
    onSettled: () => Promise.all(['people', 'frame'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  return { busy: isPending, error: error === null ? null : words(problemOf(error)), change: (input) => mutate(input) };
};
