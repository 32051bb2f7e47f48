'use client';

import { useFormatter, useLocale, useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { formatBytes } from '@/components/ui/bytes';
import { CopyableId } from '@/components/ui/copyable-id';
import { ExternalLink } from '@/components/ui/external-link';
import { FactList, Panel } from '@/components/ui/panel';
import { ExactTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import type { JobDetail } from '@/lib/data/jobs/views';
import { instanceConsoleUrl } from '@/lib/jobs/console-link';
import { FORGOTTEN, isTerminal } from '@/lib/jobs/status';
import { type Place, paths } from '@/lib/paths';
import { ApprovedBy } from './approved-by';

const MAX_ID = 27;

const Created = ({ detail }: { readonly detail: JobDetail }) => {
  const t = useTranslations('jobs.detail');
  const unknown = useTranslations('common.states')('unknown');
  const { createdResourceArn: arn, createdResourceId: id, status } = detail.job;
  if (arn === null || id === null)
    return <span className="text-text-dim">{status === FORGOTTEN ? unknown : isTerminal(status) ? t('createdNot') : t('createdYet')}</span>;
  const url = instanceConsoleUrl(arn);
  return (
    <span className="flex flex-wrap items-center gap-x-3">
      <CopyableId value={id} max={MAX_ID} className="font-semibold" />
      {url !== null && <ExternalLink href={url}>{t('openConsole')}</ExternalLink>}
    </span>
  );
};

const Source = ({ place, detail }: { readonly place: Place; readonly detail: JobDetail }) => {
  const { resourceArn, resourceId, resourceName } = detail.job;
  const unknown = useTranslations('common.states')('unknown');
  if (resourceArn === null || resourceId === null) return unknown;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      {resourceName !== null && <TextLink href={paths.resource(place, resourceArn)}>{resourceName}</TextLink>}
      {resourceName === null ? (
        <CopyableId value={resourceId} max={MAX_ID} href={paths.resource(place, resourceArn)} />
      ) : (
        <CopyableId value={resourceId} max={MAX_ID} />
      )}
    </span>
  );
};

/** Everything about a job that does not change while it runs, and what it created. */
export const JobFacts = ({ place, detail }: { readonly place: Place; readonly detail: JobDetail }) => {
  const t = useTranslations('jobs.detail');
  const unknown = useTranslations('common.states')('unknown');
  const who = useWho();
  const tApproval = useTranslations('jobs.withoutApproval');
  const locale = useLocale();
  const format = useFormatter();
  const { job, origin, vaultName } = detail;
  const pointHref = job.recoveryPointArn === null ? null : paths.point(place, job.recoveryPointArn, vaultName ?? undefined);
  return (
    <Panel title={t('facts')}>
      <FactList
        facts={[
          { name: job.resourceType === 'EC2' ? t('created') : t('createdOther'), value: <Created detail={detail} /> },
          { name: t('source'), value: <Source place={place} detail={detail} /> },
          {
            name: t('point'),
            value:
              job.recoveryPointArn === null || pointHref === null ? (
                unknown
              ) : (
                <CopyableId value={job.recoveryPointArn} href={pointHref} max={MAX_ID} />
              ),
          },
          { name: t('vault'), value: vaultName === null ? unknown : <TextLink href={paths.vault(place, vaultName)}>{vaultName}</TextLink> },
          { name: t('type'), value: job.resourceType ?? unknown },
          {
            name: t('size'),
            value:
              detail.sizeBytes === null ? (
                unknown
              ) : (
                <span title={`${format.number(detail.sizeBytes)} B`}>{formatBytes(detail.sizeBytes, locale)}</span>
              ),
          },
          { name: t('role'), value: detail.roleArn === null ? unknown : <CopyableId value={detail.roleArn} max={MAX_ID} /> },
          { name: t('by'), value: origin?.startedBy == null ? t('elsewhere') : who.label(origin.startedBy) },
          ...(origin?.approval == null
            ? []
            : [{ name: tApproval('approvedBy'), value: <ApprovedBy place={place} approval={origin.approval} /> }]),
          ...(origin?.reason == null ? [] : [{ name: t('reason'), value: origin.reason }]),
          ...(origin?.ticket == null ? [] : [{ name: t('ticket'), value: origin.ticket }]),
          ...(origin?.waitedSince == null ? [] : [{ name: t('waitedSince'), value: <ExactTime at={origin.waitedSince} /> }]),
          { name: t('started'), value: <ExactTime at={job.createdAt} /> },
          { name: t('id'), value: <CopyableId value={job.id} max={MAX_ID} /> },
        ]}
      />
    </Panel>
  );
};
