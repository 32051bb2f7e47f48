'use client';

import { useTranslations } from 'use-intl';
import { ApprovedBy } from '@/components/jobs/approved-by';
import { ElapsedText, timesOf } from '@/components/jobs/job-time';
import { OutcomeBadge } from '@/components/jobs/outcome-badge';
import { useWho } from '@/components/people/use-who';
import { CopyableId } from '@/components/ui/copyable-id';
import { ExternalLink } from '@/components/ui/external-link';
import { FactList, Panel } from '@/components/ui/panel';
import { ExactTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import type { HistoryDetail } from '@/lib/data/history/views';
import { instanceConsoleUrl } from '@/lib/jobs/console-link';
import { isOpen, type Outcome } from '@/lib/jobs/status';
import { clockText } from '@/lib/jobs/timing';
import { paths } from '@/lib/paths';

const MAX_ID = 27;

const Instant = ({ at }: { readonly at: string | null }) =>
  at === null ? <span className="text-text-dim">–</span> : <ExactTime at={at} />;

const Took = ({ detail }: { readonly detail: HistoryDetail }) => {
  const { entry, job } = detail;
  if (isOpen(entry.outcome))
    return (
      <ElapsedText
        times={timesOf({ createdAt: job?.createdAt ?? entry.startedAt, completedAt: null, expectedMinutes: null, percent: null })}
        open
      />
    );
  return entry.durationSeconds === null ? '–' : clockText(entry.durationSeconds);
};

const useSourceFacts = ({ entry, backupCreatedAt }: HistoryDetail) => {
  const t = useTranslations('jobs.detail');
  const own = useTranslations('history.entry');
  const unknown = useTranslations('common.states')('unknown');
  const place = { account: entry.account, region: entry.region };
  const source =
    entry.resourceArn === null || entry.resourceId === null ? (
      unknown
    ) : (
      <CopyableId value={entry.resourceId} href={paths.resource(place, entry.resourceArn)} max={MAX_ID} />
    );
  return [
    { name: t('source'), value: source },
    {
      name: t('point'),
      value:
        entry.recoveryPointArn === null ? (
          unknown
        ) : (
          <CopyableId
            value={entry.recoveryPointArn}
            {...(entry.vault === null ? {} : { href: paths.point(place, entry.recoveryPointArn, entry.vault) })}
            max={MAX_ID}
          />
        ),
    },
    { name: own('backupFrom'), value: <Instant at={backupCreatedAt} /> },
    { name: t('vault'), value: entry.vault === null ? unknown : <TextLink href={paths.vault(place, entry.vault)}>{entry.vault}</TextLink> },
  ];
};

/** What stands in place of what is not there: only of a restore whose end is known is it known that there is none. */
const withoutJob = (outcome: Outcome, words: { readonly none: string; readonly notYet: string; readonly unknown: string }): string =>
  outcome === 'starting' ? words.notYet : outcome === 'forgotten' ? words.unknown : words.none;

const Created = ({ detail }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('jobs.detail');
  const unknown = useTranslations('common.states')('unknown');
  const notYet = useTranslations('history.entry')('notKnownYet');
  const { createdResourceArn: arn, createdResourceId: id, outcome } = detail.entry;
  if (arn === null || id === null)
    return (
      <span className="text-text-dim">
        {withoutJob(outcome, { none: isOpen(outcome) ? t('createdYet') : t('createdNot'), notYet, unknown })}
      </span>
    );
  const url = instanceConsoleUrl(arn);
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <CopyableId value={id} max={MAX_ID} className="font-semibold" />
      {url !== null && <ExternalLink href={url}>{t('openConsole')}</ExternalLink>}
    </span>
  );
};

/** Who restored what, when, from where, and what came of it. */
export const EntryFacts = ({ detail }: { readonly detail: HistoryDetail }) => {
  const t = useTranslations('history.entry');
  const jobs = useTranslations('jobs.detail');
  const states = useTranslations('common.states');
  const who = useWho();
  const tApproval = useTranslations('jobs.withoutApproval');
  const { entry, origin } = detail;
  const place = { account: entry.account, region: entry.region };
  const source = useSourceFacts(detail);
  return (
    <Panel title={t('facts')}>
      <FactList
        facts={[
          { name: t('outcome'), value: <OutcomeBadge outcome={entry.outcome} /> },
          { name: t('created'), value: <Created detail={detail} /> },
          { name: t('by'), value: entry.startedBy === null ? t('elsewhere') : who.label(entry.startedBy) },
          ...(origin.approval === null
            ? []
            : [{ name: tApproval('approvedBy'), value: <ApprovedBy place={place} approval={origin.approval} /> }]),
          ...(origin.reason === null ? [] : [{ name: t('reason'), value: origin.reason }]),
          ...(origin.ticket === null ? [] : [{ name: t('ticket'), value: origin.ticket }]),
          ...(origin.waitedSince === null ? [] : [{ name: jobs('waitedSince'), value: <Instant at={origin.waitedSince} /> }]),
          { name: t('intended'), value: <Instant at={entry.startedAt} /> },
          origin.answeredAt === null
            ? { name: t('settled'), value: <Instant at={origin.settledAt} /> }
            : { name: t('answered'), value: <Instant at={origin.answeredAt} /> },
          { name: t('ended'), value: <Instant at={entry.endedAt} /> },
          { name: t('took'), value: <span className="mono">{<Took detail={detail} />}</span> },
          ...source,
          {
            name: t('place'),
            value: (
              <span className="mono">
                {entry.account} {entry.region}
              </span>
            ),
          },
          { name: jobs('role'), value: detail.roleArn === null ? states('none') : <CopyableId value={detail.roleArn} max={MAX_ID} /> },
          { name: t('tags'), value: detail.copyTags ? states('yes') : states('no') },
          {
            name: t('job'),
            value:
              entry.jobId === null ? (
                withoutJob(entry.outcome, { none: states('none'), notYet: t('notKnownYet'), unknown: states('unknown') })
              ) : (
                <CopyableId value={entry.jobId} href={paths.job(place, entry.jobId)} max={MAX_ID} />
              ),
          },
          { name: t('id'), value: <CopyableId value={entry.id} max={MAX_ID} /> },
        ]}
      />
    </Panel>
  );
};
