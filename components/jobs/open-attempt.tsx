'use client';

import { useTranslations } from 'use-intl';
import { Notice } from '@/components/ui/notice';
import { ExactTime, RelativeTime } from '@/components/ui/relative-time';
import { useProblemSentence } from '@/components/ui/use-problem-sentence';
import type { AwsProblem } from '@/lib/aws-problem';
import type { OpenAttemptView } from '@/lib/data/jobs/views';
import { awsProblem } from '@/lib/problem';

const useWords = (): ((problem: AwsProblem) => string) => {
  const sentence = useProblemSentence();
  return (problem) => sentence(awsProblem(problem));
};

const time = (at: string) => () => <RelativeTime at={at} />;

/** What is not known yet of a restore, why, and what Rehome is doing to find out and since when. */
export const OpenAttempt = ({ open, since }: { readonly open: OpenAttemptView; readonly since: string }) => {
  const t = useTranslations('attempt');
  const words = useWords();
  const { problem, sends, lookedAt, lookProblem, provenFrom } = open;
  return (
    <Notice tone="warn" title={t('title')}>
      <ul className="flex list-disc flex-col gap-1 pl-4">
        <li>{problem === null ? t.rich('onItsWay', { time: time(since) }) : t('unanswered', { why: words(problem) })}</li>
        <li>{t('sends', { count: sends })}</li>
        <li>
          {lookedAt === null ? t('notLooked') : t.rich('looked', { time: time(lookedAt) })}
          {lookProblem !== null && ` ${t('lookFailed', { why: words(lookProblem) })}`}
        </li>
        <li>{t.rich('proven', { time: () => <ExactTime at={provenFrom} /> })}</li>
        <li>{t('meanwhile')}</li>
      </ul>
    </Notice>
  );
};
