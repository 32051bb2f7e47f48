'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { CopyButton } from './copy-button';
import { ErrorState } from './error-state';
import { problemWords, type Tellable } from './problem-words';

/** A page (`page`) or panel that a problem stands in the way of. */
export const ProblemState = (props: { readonly problem: Tellable; readonly page?: boolean; readonly actions?: ReactNode }) => {
  const { problem, page = false, actions } = props;
  const t = useTranslations('problems');
  const words = problemWords(t, problem);
  return (
    <ErrorState
      page={page}
      title={words.title}
      text={words.text}
      todo={words.todo}
      quote={words.quote === undefined ? undefined : { by: t('quote'), words: words.quote }}
      actions={
        <>
          {actions}
          {words.encoded !== undefined && (
            <span className="inline-flex items-center gap-1 text-text-dim">
              {t('encoded')}
              <CopyButton text={words.encoded} label={t('encoded')} />
            </span>
          )}
        </>
      }
    />
  );
};
