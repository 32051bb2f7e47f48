'use client';

import { useTranslations } from 'use-intl';
import { JobFailure } from '@/components/jobs/job-failure';
import { AttemptForgotten, JobForgotten } from '@/components/jobs/job-forgotten';
import { OpenAttempt } from '@/components/jobs/open-attempt';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import type { AwsProblem } from '@/lib/aws-problem';
import type { HistoryDetail } from '@/lib/data/history/views';
import { knownFailure } from '@/lib/jobs/known-failures';
import { awsProblem } from '@/lib/problem';

const Refusal = ({ problem }: { readonly problem: AwsProblem }) => {
  const t = useTranslations('history.entry');
  const problems = useTranslations('problems');
  const words = problemWords(problems, awsProblem(problem));
  return (
    <Panel title={t('problem')}>
      <div className="flex flex-col gap-2">
        <p className="text-md">{words.title}</p>
        <p>{words.text}</p>
        {words.quote !== undefined && words.quote !== '' && (
          <figure className="border-l-2 border-line-strong pl-3">
            <figcaption className="text-xs text-text-dim">{problems('quote')}</figcaption>
            <blockquote className="mono wrap-anywhere">{words.quote}</blockquote>
          </figure>
        )}
        {words.todo !== undefined && <p className="text-text-dim">{words.todo}</p>}
      </div>
    </Panel>
  );
};

/** What went wrong with a restore, or what is still to be learnt about it; nothing where all is well. */
export const EntryProblem = ({ detail }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('history.entry');
  const { entry, job, problem } = detail;
  switch (entry.outcome) {
    case 'failed':
    case 'aborted':
      return job?.statusMessage == null ? null : <JobFailure message={job.statusMessage} failure={knownFailure(job.statusMessage)} />;
    case 'refused':
      if (problem === null) return null;
      return 'awsMessage' in problem && knownFailure(problem.awsMessage) !== null ? (
        <JobFailure message={problem.awsMessage} failure={knownFailure(problem.awsMessage)} />
      ) : (
        <Refusal problem={problem} />
      );
    case 'forgotten':
      return job === null ? <AttemptForgotten origin={detail.origin} /> : <JobForgotten job={job} origin={detail.origin} />;
    case 'absent':
      return (
        <>
          <Notice tone="warn">
            <p>{t('absent')}</p>
          </Notice>
          {problem !== null && <Refusal problem={problem} />}
        </>
      );
    case 'starting':
      return detail.origin.open === null ? null : <OpenAttempt open={detail.origin.open} since={entry.startedAt} />;
    default:
      return null;
  }
};
