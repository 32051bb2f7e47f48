'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import { problemOf } from '@/lib/queries/problem-error';

/** Some rows could not be read, while the others stay. */
export const PageFailed = ({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) => {
  const problems = useTranslations('problems');
  const actions = useTranslations('common.actions');
  const words = problemWords(problems, problemOf(error));
  return (
    <Notice
      tone="danger"
      title={words.title}
      live
      className="mb-2"
      actions={
        <Button size="small" onClick={onRetry}>
          {actions('retry')}
        </Button>
      }
    >
      {words.text}
    </Notice>
  );
};
