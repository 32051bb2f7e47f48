'use client';

import { useMutation } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import { saveFile } from '@/components/ui/save-text';
import { api } from '@/lib/paths';
import { getFile } from '@/lib/queries/get-json';
import { problemOf } from '@/lib/queries/problem-error';
import { useDraft } from './draft-context';

const Failure = ({ error }: { readonly error: unknown }) => {
  const t = useTranslations('restore.metadata.kit');
  const problems = useTranslations('problems');
  const problem = problemOf(error) as { readonly code: string; readonly rules?: string };
  if (problem.code === 'kit-check-failed')
    return (
      <Notice tone="warn">
        <p>{t('checkFailed', { rules: problem.rules ?? '' })}</p>
      </Notice>
    );
  const words = problemWords(problems, problem);
  return (
    <Notice tone="warn">
      <p>{`${words.title}. ${words.text}`}</p>
    </Notice>
  );
};

/** Everything for the restore without Rehome, in one file. What the page has not saved yet is saved first: the kit is of the stored plan. */
export const KitView = () => {
  const t = useTranslations('restore.metadata.kit');
  const locale = useLocale();
  const { place, draft, saver } = useDraft();
  const whyNot = useWhyNot('download-kit');
  const take = useMutation({
    mutationFn: async () => {
      await saver.flush();
      return getFile(api.kit(place, draft.id, locale));
    },
    onSuccess: ({ name, content }) => saveFile(name, content),
  });
  return (
    <div className="flex flex-col items-start gap-3">
      <p className="max-w-prose text-text-dim">{t('about')}</p>
      <p className="max-w-prose text-text-dim">{t('sensitive')}</p>
      <Button icon="download" reason={whyNot} busy={take.isPending} onClick={() => take.mutate()}>
        {t('download')}
      </Button>
      <p role="status" className="text-text-dim">
        {take.data === undefined ? '' : t('taken', { file: take.data.name })}
      </p>
      {take.error !== null && <Failure error={take.error} />}
    </div>
  );
};
