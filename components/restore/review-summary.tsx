'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { CopyableId } from '@/components/ui/copyable-id';
import { FactList } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import { metadataValue } from '@/lib/restore/keys';
import { instanceIdOf } from '@/lib/restore/original';
import type { RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { useEditor } from './editor-context';
import { ReviewLayout } from './review-layout';

/** Where the first interface puts the instance. */
const usePlacement = (plan: RestorePlan) => {
  const subnets = useEditor((state) => state.index.subnets);
  for (const nic of plan.nics) {
    const fact = nic.kind === 'new' && nic.subnetId !== null ? subnets.get(nic.subnetId)?.fact : undefined;
    if (fact !== undefined) return fact;
  }
  return null;
};

const useFactsOf = (plan: RestorePlan): readonly { readonly name: string; readonly value: ReactNode }[] => {
  const t = useTranslations('restore.review');
  const placement = usePlacement(plan);
  const { source, copyTags, restoreRoleArn } = plan;
  // As it will be sent, so that edits as text are told as well.
  const sent = toMetadata(plan, '');
  const type = metadataValue(sent, 'InstanceType') ?? '';
  return [
    { name: t('instance'), value: copyTags ? t('instanceText', { type }) : t('instanceNoTags', { type }) },
    {
      name: t('from'),
      value: (
        <span className="flex flex-wrap items-center gap-x-2">
          <span>{source.resourceName ?? instanceIdOf(source.resourceArn) ?? ''}</span>
          {source.createdAt !== null && <RelativeTime at={source.createdAt} />}
          <CopyableId value={source.recoveryPointArn} max={34} />
        </span>
      ),
    },
    {
      name: t('where'),
      value: (
        <span className="mono flex flex-wrap gap-x-2">
          {[source.account, source.region, placement?.availabilityZone].map((part) => part != null && <span key={part}>{part}</span>)}
          {placement !== null && <CopyableId value={placement.vpcId} className="-my-1" />}
        </span>
      ),
    },
    { name: t('role'), value: restoreRoleArn === null ? t('roleNone') : <CopyableId value={restoreRoleArn} max={60} /> },
    {
      name: t('profileAndKey'),
      value: `${metadataValue(sent, 'IamInstanceProfileName') ?? t('none')} · ${metadataValue(sent, 'KeyName') ?? t('none')}`,
    },
  ];
};

/** What a start would create: each interface before and after, the instance, where it is, and under whose authority it is made. */
export const ReviewSummary = ({ plan }: { readonly plan: RestorePlan }) => {
  const t = useTranslations('restore.review');
  const facts = useFactsOf(plan);
  return (
    <>
      <ReviewLayout plan={plan} />
      <section aria-label={t('what')} className="flex flex-col gap-1">
        <h3>{t('what')}</h3>
        <FactList facts={facts} />
      </section>
    </>
  );
};
