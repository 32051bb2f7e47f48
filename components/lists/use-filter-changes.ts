'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import type { Tellable } from '@/components/ui/problem-words';
import { useProblemSentence } from '@/components/ui/use-problem-sentence';
import { deleteFilterAction, renameFilterAction, saveFilterAction } from '@/lib/actions/preferences';
import type { SavedFilter } from '@/lib/data/preferences/views';
import type { FilterList } from '@/lib/preferences';
import { filtersQuery } from '@/lib/queries/preferences';
import { problemOf, unwrap } from '@/lib/queries/problem-error';

/** Why a filter was not kept, in words; `taken`: because another one has the name. */
export interface FilterFailure {
  readonly text: string;
  readonly taken: boolean;
}

/** Why a change of a filter came to nothing, in words. */
export const useFilterProblemText = (): ((problem: Tellable) => string) => {
  const t = useTranslations('lists.filters');
  const sentence = useProblemSentence();
  return (problem) => {
    if (problem.code === 'name-taken' && 'name' in problem) return t('taken', { name: String(problem.name) });
    if (problem.code === 'too-many-filters' && 'most' in problem) return t('full', { most: Number(problem.most) });
    return sentence(problem);
  };
};

interface Wanted {
  readonly name: string;
  readonly search: string;
  readonly replace: boolean;
}

/** Changes of the filters that one keeps for a list; what is listed is read again after each. */
export const useFilterChanges = (list: FilterList) => {
  const t = useTranslations('lists.filters');
  const client = useQueryClient();
  const words = useFilterProblemText();
  const { mutate, isPending, error } = useMutation({
    mutationFn: (run: () => Promise<unknown>) => run(),
    onSettled: () => client.invalidateQueries({ queryKey: filtersQuery().queryKey }),
  });
  const put = (wanted: Wanted) => unwrap(saveFilterAction({ list, ...wanted }));
  const failure = error === null ? null : problemOf(error);
  const problem: FilterFailure | null =
    failure === null ? null : { text: words(failure), taken: failure.code === ('name-taken' as string) };
  return {
    busy: isPending,
    problem,
    save: (wanted: Wanted, done: () => void) =>
      mutate(
        async () => {
          await put(wanted);
          flash({ tone: 'ok', text: t('saved', { name: wanted.name }) });
        },
        { onSuccess: done },
      ),
    rename: (id: string, name: string, done: () => void) => mutate(() => unwrap(renameFilterAction({ id, name })), { onSuccess: done }),
    /** What was deleted comes back by one click. Both are told where they fail, because the list may be closed by then. */
    remove: ({ id, name, search }: SavedFilter) => {
      const failed = (why: unknown) => flash({ tone: 'warn', text: words(problemOf(why)) });
      const undo = () => mutate(() => put({ name, search, replace: true }).catch(failed));
      mutate(async () => {
        await unwrap(deleteFilterAction({ id })).then(
          () => flash({ tone: 'info', text: t('deleted', { name }), action: { text: t('undo'), run: undo } }),
          failed,
        );
      });
    },
  } as const;
};
