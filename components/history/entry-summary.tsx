'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ApprovedBy } from '@/components/jobs/approved-by';
import { ElapsedText, timesOf } from '@/components/jobs/job-time';
import { OutcomeBadge } from '@/components/jobs/outcome-badge';
import { useWho } from '@/components/people/use-who';
import { CopyableId } from '@/components/ui/copyable-id';
import { ExternalLink } from '@/components/ui/external-link';
import { Icon } from '@/components/ui/icon';
import { ExactTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import type { HistoryDetail } from '@/lib/data/history/views';
import { instanceConsoleUrl } from '@/lib/jobs/console-link';
import { isOpen, type Outcome } from '@/lib/jobs/status';
import { clockText } from '@/lib/jobs/timing';
import { paths } from '@/lib/paths';

const MAX_ID = 40;

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs text-text-dim">{name}</dt>
    <dd className="flex min-h-6 flex-col items-start wrap-anywhere">{children}</dd>
  </div>
);

const Line = ({ children }: { readonly children: ReactNode }) => (
  <span className="flex max-w-full flex-wrap items-center gap-x-2">{children}</span>
);

const What = ({ detail: { entry } }: { readonly detail: HistoryDetail }) => {
  const unknown = useTranslations('common.states')('unknown');
  const { resourceArn, resourceId, resourceName } = entry;
  if (resourceArn === null || resourceId === null) return unknown;
  const href = paths.resource({ account: entry.account, region: entry.region }, resourceArn);
  return (
    <>
      {resourceName !== null && (
        <TextLink href={href} className="font-semibold">
          {resourceName}
        </TextLink>
      )}
      <CopyableId value={resourceId} max={MAX_ID} {...(resourceName === null ? { href } : {})} />
    </>
  );
};

const Took = ({ detail: { entry, job } }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('history.entry');
  if (isOpen(entry.outcome))
    return (
      <span className="text-text-dim">
        {t('since')}{' '}
        <span className="mono">
          <ElapsedText
            times={timesOf({
              createdAt: job?.createdAt ?? entry.startedAt,
              completedAt: null,
              expectedMinutes: null,
              like: null,
              percent: null,
            })}
            open
          />
        </span>
      </span>
    );
  if (entry.durationSeconds === null) return null;
  return (
    <span className="text-text-dim">
      {t.rich('ranFor', { time: () => <span className="mono">{clockText(entry.durationSeconds ?? 0)}</span> })}
    </span>
  );
};

const Who = ({ detail: { entry, origin } }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('history.entry');
  const tApproval = useTranslations('jobs.withoutApproval');
  const who = useWho();
  const place = { account: entry.account, region: entry.region };
  return (
    <>
      <span>{entry.startedBy === null ? t('elsewhere') : who.label(entry.startedBy)}</span>
      <ExactTime at={entry.startedAt} className="text-text-dim" />
      {origin.approval !== null && (
        <Line>
          <span className="text-text-dim">{tApproval('approvedBy')}</span>
          <ApprovedBy place={place} approval={origin.approval} />
        </Line>
      )}
    </>
  );
};

const Why = ({ detail: { origin } }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('history.entry');
  const { reason, ticket } = origin;
  if (reason === null && ticket === null) return <span className="text-text-dim">{t('noReason')}</span>;
  return (
    <>
      {reason !== null && <span>{reason}</span>}
      {ticket !== null && (
        <span>
          <span className="text-text-dim">{t('ticket')}</span> {ticket}
        </span>
      )}
    </>
  );
};

const From = ({ detail: { entry, backupCreatedAt } }: { readonly detail: HistoryDetail }) => {
  const jobs = useTranslations('jobs.detail');
  const unknown = useTranslations('common.states')('unknown');
  const { recoveryPointArn, vault } = entry;
  const place = { account: entry.account, region: entry.region };
  if (recoveryPointArn === null) return unknown;
  return (
    <>
      {backupCreatedAt !== null && <ExactTime at={backupCreatedAt} />}
      <CopyableId
        value={recoveryPointArn}
        {...(vault === null ? {} : { href: paths.point(place, recoveryPointArn, vault) })}
        max={MAX_ID}
      />
      {vault !== null && (
        <span>
          <span className="text-text-dim">{jobs('vault')}</span> <TextLink href={paths.vault(place, vault)}>{vault}</TextLink>
        </span>
      )}
    </>
  );
};

/** What stands in place of what is not there: only of a restore whose end is known is it known that there is none. */
export const withoutJob = (
  outcome: Outcome,
  words: { readonly none: string; readonly notYet: string; readonly unknown: string },
): string => (outcome === 'starting' ? words.notYet : outcome === 'forgotten' ? words.unknown : words.none);

const Created = ({ detail: { entry } }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('jobs.detail');
  const unknown = useTranslations('common.states')('unknown');
  const own = useTranslations('history.entry');
  const { createdResourceArn: arn, createdResourceId: id, outcome } = entry;
  if (arn === null || id === null)
    return (
      <span className="text-text-dim">
        {withoutJob(outcome, { none: own(isOpen(outcome) ? 'toYet' : 'toNothing'), notYet: own('notKnownYet'), unknown })}
      </span>
    );
  const url = instanceConsoleUrl(arn);
  return (
    <Line>
      <CopyableId value={id} max={MAX_ID} className="font-semibold" />
      {url !== null && <ExternalLink href={url}>{t('openConsole')}</ExternalLink>}
    </Line>
  );
};

const Addresses = ({ detail: { entry } }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('history.list');
  const own = useTranslations('history.entry');
  const { asked, addressesMatch } = entry;
  const place = { account: entry.account, region: entry.region };
  const fixed = asked.flatMap(({ address }) => (address === null ? [] : [address]));
  const automatic = asked.length - fixed.length;
  if (asked.length === 0) return null;
  return (
    <Line>
      {addressesMatch === null && <span className="text-text-dim">{own('asked')}</span>}
      {fixed.map((address) =>
        address.includes('/') ? (
          <span key={address} className="mono">
            {address}
          </span>
        ) : (
          <CopyableId key={address} value={address} href={paths.address(place, address)} />
        ),
      )}
      {automatic > 0 && <span className="text-text-dim">{own('automatic', { count: automatic })}</span>}
      {addressesMatch !== null && (
        <span className={addressesMatch ? 'inline-flex items-center gap-1 text-ok' : 'inline-flex items-center gap-1 text-danger'}>
          <Icon name={addressesMatch ? 'done' : 'warning'} className="size-3.5" />
          {t(addressesMatch ? 'match' : 'noMatch')}
        </span>
      )}
    </Line>
  );
};

/** A restore in six answers: what, how it ended, who, why, from which backup, and to what. */
export const EntrySummary = ({ detail }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('history.entry');
  const { entry } = detail;
  return (
    <section aria-label={t('summary')} className="mb-4 rounded-md border border-line bg-surface-1 px-4 py-3">
      <dl className="grid gap-x-8 gap-y-3 sm:grid-cols-2 xl:grid-cols-[minmax(0,3fr)_minmax(0,3fr)_minmax(0,4fr)]">
        <Fact name={t('what')}>
          <What detail={detail} />
        </Fact>
        <Fact name={t('outcome')}>
          <Line>
            <OutcomeBadge outcome={entry.outcome} />
            <Took detail={detail} />
          </Line>
          {entry.endedAt !== null && <ExactTime at={entry.endedAt} className="text-text-dim" />}
        </Fact>
        <Fact name={t('to')}>
          <Created detail={detail} />
          <Addresses detail={detail} />
        </Fact>
        <Fact name={t('by')}>
          <Who detail={detail} />
        </Fact>
        <Fact name={t('why')}>
          <Why detail={detail} />
        </Fact>
        <Fact name={t('from')}>
          <From detail={detail} />
        </Fact>
      </dl>
    </section>
  );
};
