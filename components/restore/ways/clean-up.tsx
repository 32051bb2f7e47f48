'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { problemWords } from '@/components/ui/problem-words';
import { beginCleanUpAction } from '@/lib/actions/way-runs';
import { ProblemError, problemOf, unwrap } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { useDraft } from '../draft-context';

/** Begins to take away what the restore of this plan made, where nothing of it is under way. */
export const CleanUp = () => {
  const t = useTranslations('ways.cleanUp');
  const problems = useTranslations('problems');
  const { place, draft, lookAgain } = useDraft();
  const whyNot = useWhyNot('take-over', place.account);
  const beginning = useMutation({
    mutationFn: (restore: string) => unwrap(withFreshSignIn(() => heard(beginCleanUpAction({ place: { ...place }, restore })))),
    onSuccess: () => flash({ tone: 'ok', text: t('begun') }),
    onError: (error) => {
      const nothing = error instanceof ProblemError && error.problem.code === 'nothing-made';
      flash({ tone: 'warn', text: nothing ? t('nothing') : problemWords(problems, problemOf(error)).text });
    },
    onSettled: lookAgain,
  });
  const { started, way } = draft;
  if (started === null || (way !== null && way.endedAt === null)) return null;
  return (
    <div className="flex flex-col items-start gap-1 pt-3">
      <Button size="small" reason={whyNot} busy={beginning.isPending} onClick={() => beginning.mutate(started.restoreId)}>
        {t('ask')}
      </Button>
      <p className="text-xs text-text-dim">{t('hint')}</p>
    </div>
  );
};
