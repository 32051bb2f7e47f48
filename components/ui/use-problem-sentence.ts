'use client';

import { useTranslations } from 'use-intl';
import { problemWords, type Tellable } from './problem-words';
import { useSentences } from './use-sentences';

/** A problem as one text: what is wrong, and what to do. */
export const useProblemSentence = (): ((problem: Tellable) => string) => {
  const problems = useTranslations('problems');
  const sentences = useSentences();
  return (problem) => {
    const { title, text } = problemWords(problems, problem);
    return sentences(problems('asSentence', { title }), text);
  };
};
