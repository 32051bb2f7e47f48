import type { _Translator } from 'use-intl/core';
import type { JobView } from '@/lib/data/jobs/views';
import type { Messages } from '@/lib/i18n/namespaces';
import { FORGOTTEN, isTerminal, jobStatusRow, outcomeOf } from '@/lib/jobs/status';

type JobsTranslator = _Translator<Messages, 'jobs'>;

const KNOWN = ['CREATED', 'PENDING', 'RUNNING', 'COMPLETED', 'ABORTED', 'FAILED', FORGOTTEN];

/** The word for a job's status; one that AWS added later is called by AWS's own name. */
export const statusWord = (t: JobsTranslator, status: string): string =>
  KNOWN.includes(status) ? t(`outcome.${outcomeOf('started', status)}`) : status;

/** What a job is called by: its source's name, the source's id, its own id. */
export const jobName = (job: Pick<JobView, 'id' | 'resourceName' | 'resourceId'>): string => job.resourceName ?? job.resourceId ?? job.id;

/** The title of a tab that shows a job: how far it is while it runs, else its state. */
export const jobTitle = (t: JobsTranslator, job: JobView): string => {
  const name = jobName(job);
  return isTerminal(job.status) || job.percent === null || jobStatusRow(job.status).phase === 'waiting'
    ? t('detail.documentTitle', { state: statusWord(t, job.status), name })
    : t('detail.documentTitlePercent', { percent: Math.floor(job.percent), name });
};
