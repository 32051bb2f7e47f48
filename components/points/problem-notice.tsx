'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import type { AwsProblem } from '@/lib/aws-problem';

/** A part of a page that AWS did not give, in its place: what, why, what to do, AWS's own words. */
export const ProblemNotice = (props: { readonly problem: AwsProblem; readonly children?: ReactNode; readonly actions?: ReactNode }) => {
  const t = useTranslations('problems');
  const words = problemWords(t, { code: 'aws', problem: props.problem } as { readonly code: string });
  return (
    <Notice tone="warn" title={words.title} actions={props.actions}>
      <p>{words.text}</p>
      {words.todo !== undefined && <p className="text-text-dim">{words.todo}</p>}
      {props.children}
      {words.quote !== undefined && words.quote !== '' && (
        <figure className="mt-1 border-l-2 border-line-strong pl-2">
          <figcaption className="text-xs text-text-dim">{t('quote')}</figcaption>
          <blockquote className="mono wrap-anywhere">{words.quote}</blockquote>
        </figure>
      )}
    </Notice>
  );
};
