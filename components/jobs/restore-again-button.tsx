'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import type { ButtonTone } from '@/components/ui/button-style';
import { flash } from '@/components/ui/flash';
import { problemWords } from '@/components/ui/problem-words';
import { useSentences } from '@/components/ui/use-sentences';
import { restoreAgainAction } from '@/lib/actions/history';
import { paths } from '@/lib/paths';
import { problemOf, unwrap } from '@/lib/queries/problem-error';

/** Opens the plan of a restore as a new draft. */
export const RestoreAgainButton = (props: { readonly restoreId: string; readonly account?: string; readonly tone?: ButtonTone }) => {
  const { restoreId, account, tone = 'secondary' } = props;
  const whyNot = useWhyNot('plan-restore', account);
  const t = useTranslations('jobs.detail');
  const problems = useTranslations('problems');
  const sentences = useSentences();
  const router = useRouter();
  const again = useMutation({
    mutationFn: () => unwrap(restoreAgainAction({ restoreId })),
    onSuccess: ({ account, region, draftId }) => router.push(paths.restore({ account, region }, draftId)),
    onError: (error) => {
      const words = problemWords(problems, problemOf(error));
      flash({ tone: 'danger', text: sentences(t('againFailed'), problems('asSentence', { title: words.title }), words.text) });
    },
  });
  return (
    <Button
      tone={tone}
      icon="restore"
      title={t('againWhy')}
      reason={whyNot}
      busy={again.isPending || again.isSuccess}
      onClick={() => again.mutate()}
    >
      {t('again')}
    </Button>
  );
};
