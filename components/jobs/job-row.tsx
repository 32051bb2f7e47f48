'use client';

import { memo } from 'react';
import { useTranslations } from 'use-intl';
import { ColumnCell } from '@/components/lists/column-cell';
import { useWho } from '@/components/people/use-who';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { RelativeTime } from '@/components/ui/relative-time';
import { RowId } from '@/components/ui/row-id';
import { Td, Tr } from '@/components/ui/table';
import { TextLink } from '@/components/ui/text-link';
import type { JobView, OpenRestoreView } from '@/lib/data/jobs/views';
import { isTerminal, outcomeOf } from '@/lib/jobs/status';
import { type Place, paths } from '@/lib/paths';
import { WithoutApprovalMark } from './approved-by';
import { JobTime, timesOf } from './job-time';
import type { JobColumn } from './jobs-columns';
import { OutcomeBadge, StatusBadge } from './outcome-badge';
import { PercentBar } from './percent-bar';

/** What the columns show from which width on. */
export const COLUMN = { middle: 'hidden md:table-cell', wide: 'hidden lg:table-cell', wider: 'hidden xl:table-cell' } as const;

/** The first address in full, in a wide window the first two, and how many more there are; all of them in the tip. */
const Addresses = ({ addresses }: { readonly addresses: readonly string[] }) => {
  const t = useTranslations('jobs.list');
  const [first, second] = addresses;
  if (first === undefined) return <span className="text-text-dim">–</span>;
  const more = (shown: number) => addresses.length > shown && t('moreAddresses', { count: addresses.length - shown });
  return (
    <span className="mono flex items-baseline gap-x-2" title={addresses.join('\n')}>
      <span>{first}</span>
      {second !== undefined && <span className="hidden 2xl:inline">{second}</span>}
      <span className="text-text-dim 2xl:hidden">{more(1)}</span>
      <span className="hidden text-text-dim 2xl:inline">{more(2)}</span>
    </span>
  );
};

const Source = (props: {
  readonly href: string;
  readonly name: string | null;
  readonly id: string | null;
  readonly type: string | null;
  readonly by: string | null;
}) => {
  const t = useTranslations('jobs.list');
  const text = props.name ?? props.id ?? t('unnamed');
  const who = useWho();
  const more = props.type !== null && props.type !== 'EC2' ? props.type : props.name === null ? null : props.id;
  return (
    <span className="flex min-w-0 items-center gap-2">
      {props.by !== null && (
        <span className="flex xl:hidden" title={t('startedBy', { user: who.inText(props.by) })}>
          <Icon name="user" className="text-accent" />
          <span className="sr-only">{t('startedBy', { user: who.inText(props.by) })}</span>
        </span>
      )}
      <TextLink href={props.href} className={cx('truncate font-semibold', props.name === null && 'mono')} title={text}>
        {text}
      </TextLink>
      {more !== null &&
        (more === props.id ? (
          <RowId value={more} within="window" className="max-2xl:hidden" />
        ) : (
          <span className="min-w-0 flex-1 truncate text-text-dim" title={more}>
            {more}
          </span>
        ))}
    </span>
  );
};

/** Sentences of a row: as much as two lines of it hold, the whole in the tip. They have room in 36 px where the cell gives up its own. */
const TwoLines = ({ children, whole = children }: { readonly children: string; readonly whole?: string }) => (
  <span className="-my-1 line-clamp-2 text-xs leading-4 whitespace-normal wrap-anywhere print:line-clamp-none" title={whole}>
    {children}
  </span>
);

/** How far a job is while it runs, and what came of it then: it never has both. */
const Result = ({ job }: { readonly job: JobView }) => {
  const t = useTranslations('jobs');
  if (job.forgotten !== null) return <TwoLines whole={t('outcomeWhy.forgotten')}>{t('list.forgotten')}</TwoLines>;
  if (!isTerminal(job.status)) return <PercentBar percent={job.percent} outcome={outcomeOf('started', job.status)} />;
  if (job.createdResourceId !== null)
    return (
      <span className="flex h-6 min-w-0 items-center">
        <RowId value={job.createdResourceId} within="window" />
      </span>
    );
  if (job.statusMessage === null) return <span className="text-text-dim">–</span>;
  return <TwoLines>{job.statusMessage}</TwoLines>;
};

const By = ({ user }: { readonly user: string | null }) => {
  const t = useTranslations('jobs.list');
  const who = useWho();
  return user === null ? (
    <span className="text-text-dim" title={t('elsewhereWhy')}>
      {t('elsewhere')}
    </span>
  ) : (
    <span className="flex min-w-0 items-center gap-1.5" title={who.label(user)}>
      <Icon name="user" className="text-accent" />
      <span className="truncate">{who.label(user)}</span>
    </span>
  );
};

/** One job of the list. It is drawn anew only when something of it changed. */
export const JobRow = memo(
  (props: {
    readonly place: Place;
    readonly job: JobView;
    readonly index: number;
    readonly tinted: boolean;
    readonly shown: ReadonlySet<string>;
  }) => {
    const { place, job, index, tinted, shown } = props;
    return (
      <Tr data-row={index} aria-rowindex={index + 2} className={cx('whitespace-nowrap', tinted && 'animate-changed')}>
        <Td>
          <span className="flex items-center gap-1.5">
            <StatusBadge status={job.status} />
            {job.withoutApproval && <WithoutApprovalMark />}
          </span>
        </Td>
        <Td>
          <Source href={paths.job(place, job.id)} name={job.resourceName} id={job.resourceId} type={job.resourceType} by={job.startedBy} />
        </Td>
        <ColumnCell<JobColumn> column="addresses" shown={shown} className={COLUMN.middle}>
          <Addresses addresses={job.addresses} />
        </ColumnCell>
        <ColumnCell<JobColumn> column="time" shown={shown}>
          {/* Two lines have room in a row of 36 px where the cell gives up its own. */}
          <span className="-my-1 block">
            <JobTime times={timesOf(job)} like={job.like} open={!isTerminal(job.status)} />
          </span>
        </ColumnCell>
        <ColumnCell<JobColumn> column="result" shown={shown} className="max-w-0">
          <Result job={job} />
        </ColumnCell>
        <ColumnCell<JobColumn> column="started" shown={shown} className={COLUMN.wide}>
          <RelativeTime at={job.createdAt} />
        </ColumnCell>
        <ColumnCell<JobColumn> column="by" shown={shown} className={COLUMN.wider}>
          <By user={job.startedBy} />
        </ColumnCell>
      </Tr>
    );
  },
);

/** A restore begun here to which AWS has not answered: it stands above the jobs, because it may become one. */
export const IntentRow = (props: { readonly intent: OpenRestoreView; readonly index: number; readonly shown: ReadonlySet<string> }) => {
  const { intent, index, shown } = props;
  const t = useTranslations('jobs.list');
  return (
    <Tr aria-rowindex={index + 2} className="whitespace-nowrap">
      <Td>
        <span className="flex">
          <OutcomeBadge outcome="starting" />
        </span>
      </Td>
      <Td>
        <Source
          href={paths.historyEntry(intent.restoreId)}
          name={intent.resourceName}
          id={intent.resourceArn?.split('/').at(-1) ?? null}
          type={null}
          by={intent.startedBy}
        />
      </Td>
      <ColumnCell<JobColumn> column="addresses" shown={shown} className={COLUMN.middle}>
        <Addresses addresses={intent.addresses} />
      </ColumnCell>
      <ColumnCell<JobColumn> column="time" shown={shown}>
        <JobTime
          times={timesOf({ createdAt: intent.intendedAt, completedAt: null, expectedMinutes: null, like: null, percent: null })}
          like={null}
          open
        />
      </ColumnCell>
      <ColumnCell<JobColumn> column="result" shown={shown} className="max-w-0">
        <TwoLines>{t('unanswered')}</TwoLines>
      </ColumnCell>
      <ColumnCell<JobColumn> column="started" shown={shown} className={COLUMN.wide}>
        <RelativeTime at={intent.intendedAt} />
      </ColumnCell>
      <ColumnCell<JobColumn> column="by" shown={shown} className={COLUMN.wider}>
        <By user={intent.startedBy} />
      </ColumnCell>
    </Tr>
  );
};
