'use client';

import { useTranslations } from 'use-intl';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import type { JobOrigin, JobView } from '@/lib/data/jobs/views';
import { statusWord } from './job-title';

const fixedAddresses = (origin: JobOrigin): readonly string[] =>
  origin.asked.flatMap(({ addresses }) => addresses.flatMap(({ asked }) => (asked?.kind === 'fixed' ? [asked.address] : [])));

const FindOut = ({ ec2, origin }: { readonly ec2: boolean; readonly origin: JobOrigin | null }) => {
  const t = useTranslations('jobs.forgotten');
  const addresses = origin === null ? [] : fixedAddresses(origin);
  return (
    <div className="flex flex-col gap-1">
      <h3 className="font-semibold">{t('todo')}</h3>
      <p>{ec2 ? t('instance', { addresses: addresses.join(', ') || 'none' }) : t('other')}</p>
      {origin !== null && <p>{t('again')}</p>}
    </div>
  );
};

/** Of a request to AWS that got no answer and is too old for AWS to tell what became of it: how to find out. */
export const AttemptForgotten = ({ origin }: { readonly origin: JobOrigin }) => {
  const jobs = useTranslations('jobs');
  return (
    <Panel title={jobs('failure.title')}>
      <div className="flex flex-col gap-3">
        <p className="text-md">{jobs('forgotten.unanswered')}</p>
        <FindOut ec2 origin={origin} />
      </div>
    </Panel>
  );
};

/** Of a job that AWS no longer knows: what was last seen of it, and how to find out what became of it. Nothing for any other job. */
export const JobForgotten = ({ job, origin }: { readonly job: JobView; readonly origin: JobOrigin | null }) => {
  const jobs = useTranslations('jobs');
  const t = useTranslations('jobs.forgotten');
  const { forgotten } = job;
  if (forgotten === null) return null;
  return (
    <Panel title={jobs('failure.title')}>
      <div className="flex flex-col gap-3">
        <p className="text-md">{t('means')}</p>
        <p className="text-text-dim">
          {t.rich('last', {
            time: () => <RelativeTime at={forgotten.lastSeenAt} />,
            state: statusWord(jobs, forgotten.lastStatus),
            percent: job.percent === null ? 'none' : String(Math.floor(job.percent)),
          })}
        </p>
        <FindOut ec2={job.resourceType === 'EC2'} origin={origin} />
      </div>
    </Panel>
  );
};
