'use client';

import { useTranslations } from 'use-intl';
import { Popover } from '@/components/ui/popover';
import { problemWords, type Tellable } from '@/components/ui/problem-words';
import { tellable } from './tellable';

/** What keeps something from being newer, in a word; what it means and what to do, on a click. */
export const FreshnessWhy = ({ problem }: { readonly problem: Tellable }) => {
  const t = useTranslations('problems');
  const words = problemWords(t, tellable(problem));
  return (
    <Popover
      button={words.title}
      title={words.text}
      buttonClassName="rounded-sm font-semibold underline decoration-dotted underline-offset-2"
      className="w-96 max-w-[calc(100vw-1rem)]"
    >
      {() => (
        <div className="flex flex-col gap-1 p-2 text-text">
          <p>{words.text}</p>
          {words.todo !== undefined && <p className="text-text-dim">{words.todo}</p>}
          {words.quote !== undefined && words.quote !== '' && (
            <figure className="mt-1 border-l-2 border-line-strong pl-2">
              <figcaption className="text-xs text-text-dim">{t('quote')}</figcaption>
              <blockquote className="mono wrap-anywhere">{words.quote}</blockquote>
            </figure>
          )}
        </div>
      )}
    </Popover>
  );
};
