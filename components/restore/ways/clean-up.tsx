'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { flash } from '@/components/ui/flash';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import { beginCleanUpAction } from '@/lib/actions/way-runs';
import type { WayProblem } from '@/lib/data/way-runs/views';
import { ProblemError, problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { useDraft } from '../draft-context';

type Untold = Extract<WayProblem, { readonly code: 'made-unknown' }>;

const unknownOf = (error: unknown): Untold | null =>
  error instanceof ProblemError && error.problem.code === 'made-unknown' ? (error.problem as Untold) : null;

/** Nothing proves what the restore made: why nothing is removed, and where to look. */
const Unknown = ({ what, command }: Untold) => {
  const t = useTranslations('ways.cleanUp');
  return (
    <Notice tone="warn" live>
      <p>{t(command === null ? 'unknown.none' : `unknown.${what}`)}</p>
      {command !== null && <CodeBlock text={command} label={t('command')} />}
    </Notice>
  );
};

/** Begins to take away what the restore of this plan made, where nothing of it is under way. */
export const CleanUp = () => {
  const t = useTranslations('ways.cleanUp');
  const problems = useTranslations('problems');
  const { place, draft, lookAgain } = useDraft();
  const whyNot = useWhyNot('take-over', place.account);
  const beginning = useMutation({
    mutationFn: async (restore: string) =>
      valueIn(await withFreshSignIn(() => heard(beginCleanUpAction({ place: { ...place }, restore })))),
    onSuccess: () => flash({ tone: 'ok', text: t('begun') }),
    onError: (error) => {
      if (unknownOf(error) !== null) return;
      const nothing = error instanceof ProblemError && error.problem.code === 'nothing-made';
      flash({ tone: 'warn', text: nothing ? t('nothing') : problemWords(problems, problemOf(error)).text });
    },
    onSettled: lookAgain,
  });
  const { started, way } = draft;
  const unknown = unknownOf(beginning.error);
  if (started === null || (way !== null && way.endedAt === null)) return null;
  return (
    <div className="flex flex-col items-start gap-1 pt-3">
      <Button size="small" reason={whyNot} busy={beginning.isPending} onClick={() => beginning.mutate(started.restoreId)}>
        {t('ask')}
      </Button>
      <p className="text-xs text-text-dim">{t('hint')}</p>
      {unknown !== null && <Unknown {...unknown} />}
    </div>
  );
};
