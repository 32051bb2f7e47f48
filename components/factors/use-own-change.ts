'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import type { Result } from '@/lib/result';
import { useFactorWords } from './use-factor-words';

/** A change of one's own sign-in, as a button or form makes it. */
export interface OwnChange<I> {
  readonly busy: boolean;
  /** The code of what stood in the way, and the same in words; `null`: nothing did. */
  readonly code: string | null;
  readonly error: string | null;
  readonly change: (input: I) => void;
  readonly reset: () => void;
}

/** A change of one's own sign-in: asks the console (`run` has its actions `heard`), after a fresh sign-in where it wants one, and has the page read anew what there is now. */
export const useOwnChange = <I, T, E extends { readonly code: string }>(
  run: (input: I) => Promise<Result<T, E>>,
  done: (value: T, input: I) => void,
): OwnChange<I> => {
  const router = useRouter();
  const words = useFactorWords();
  const { isPending, error, mutate, reset } = useMutation({
    mutationFn: async (input: I) => valueIn(await withFreshSignIn(() => run(input))),
    onSuccess: (value, input) => {
      done(value, input);
      router.refresh();
    },
  });
  const problem = error === null ? null : problemOf(error);
  return {
    busy: isPending,
    code: problem?.code ?? null,
    error: problem === null ? null : words(problem),
    change: (input) => mutate(input),
    reset,
  };
};
