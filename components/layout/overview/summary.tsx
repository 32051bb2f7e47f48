'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { cx } from '@/components/ui/class-names';
import { Icon, type IconName } from '@/components/ui/icon';
import { useTickingNow } from '@/components/ui/now';
import { Skeleton } from '@/components/ui/skeleton';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { ProtectionView } from '@/lib/data/protection/views';
import type { Place } from '@/lib/paths';
import { waitingQuery } from '@/lib/queries/approvals';
import { jobsQuery } from '@/lib/queries/jobs';
import { plannedQuery } from '@/lib/queries/planned';
import { protectionQuery } from '@/lib/queries/protection';
import { useFrame } from '../frame-context';
import { endedLately, underWay } from './recent-jobs';

/** One answer: what it counts, the count, and of what it is. Leads to the panel that lists it. */
const Answer = (props: {
  readonly href: string;
  readonly icon: IconName;
  readonly title: string;
  /** `null`: not known; `undefined`: being read. */
  readonly value: ReactNode | null | undefined;
  readonly text: string;
  readonly warn?: boolean;
}) => {
  const t = useTranslations('overview.summary');
  const { href, icon, title, value, text, warn = false } = props;
  return (
    <li className="flex">
      <a
        href={href}
        className="flex min-h-26 w-full flex-col rounded-md border border-line bg-surface-1 px-3 py-2.5 sm:px-4 hover:border-line-strong"
      >
        <span className="flex items-center gap-1.5 text-text-dim">
          <Icon name={icon} className={cx(warn && 'text-warn')} />
          {title}
        </span>
        {value === undefined ? (
          <Skeleton className="my-1 h-7 w-16" />
        ) : (
          <span className={cx('tabular-nums', value === null ? 'text-md text-text-dim' : 'text-xl', warn && 'text-warn')}>
            {value ?? t('notKnown')}
          </span>
        )}
        {value !== undefined && <span className="text-xs text-text-dim">{text}</span>}
      </a>
    </li>
  );
};

const Protection = ({ data, failed }: { readonly data: ProtectionView | undefined; readonly failed: boolean }) => {
  const t = useTranslations('overview.summary');
  const format = useFormatter();
  const machines = data?.machines ?? null;
  const asked = data === undefined && !failed;
  const without = machines === null ? 0 : machines.total - machines.recent;
  const ending = data?.ending?.count ?? 0;
  const known = machines !== null && data?.ending != null;
  return (
    <>
      <Answer
        href="#at-risk"
        icon="lock"
        title={t('protected')}
        value={asked ? undefined : machines && t('protectedOf', { recent: machines.recent, total: machines.total })}
        text={machines === null ? t('notKnownYet') : t('protectedText', { total: machines.total, hours: data?.recentHours ?? 0 })}
      />
      <Answer
        href="#at-risk"
        icon="warning"
        title={t('risk')}
        value={asked ? undefined : known ? format.number(without + ending) : null}
        text={known ? t('riskText', { without, ending }) : t('notKnownYet')}
        warn={without + ending > 0}
      />
    </>
  );
};

/** What waits for the person; `null`: not known; `undefined`: being read. */
const useWaiting = (place: Place): { readonly approvals: number; readonly plans: number } | null | undefined => {
  const { user } = useFrame();
  const planned = useQuery(plannedQuery(place));
  const approvals = useQuery(waitingQuery());
  // The frame asks for the approvals as well.
  const hydrated = useHydrated();
  if (hydrated && (planned.isError || approvals.isError) && (planned.data === undefined || approvals.data === undefined)) return null;
  if (!hydrated || planned.data === undefined || approvals.data === undefined) return undefined;
  return { approvals: approvals.data.waiting, plans: planned.data.filter(({ owner }) => owner === user).length };
};

/** The four questions that somebody comes with, answered at the top: what is protected, what is at risk, what is running, who waits for me. */
export const Summary = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('overview.summary');
  const format = useFormatter();
  const now = useTickingNow();
  const protection = useQuery(protectionQuery(place));
  const jobs = useQuery(jobsQuery(place));
  const waiting = useWaiting(place);
  const read = jobs.data !== undefined && (jobs.data.freshness.asOf !== null || jobs.data.jobs.length + jobs.data.intents.length > 0);
  const ended = jobs.data === undefined ? [] : endedLately(jobs.data, now);
  return (
    <ul aria-label={t('label')} className="grid grid-cols-2 gap-3 pb-4 xl:grid-cols-4">
      <Protection data={protection.data} failed={protection.isError} />
      <Answer
        href="#restores"
        icon="job"
        title={t('running')}
        value={
          jobs.data === undefined || !read
            ? jobs.isError || jobs.data !== undefined
              ? null
              : undefined
            : format.number(underWay(jobs.data))
        }
        text={
          read
            ? t('runningText', { ended: ended.length, failed: ended.filter(({ status }) => status !== 'COMPLETED').length })
            : t('jobsNotRead')
        }
      />
      <Answer
        href="#waiting"
        icon="approval"
        title={t('waiting')}
        value={waiting === null || waiting === undefined ? waiting : format.number(waiting.approvals + waiting.plans)}
        text={waiting === null || waiting === undefined ? '' : t('waitingText', waiting)}
      />
    </ul>
  );
};
