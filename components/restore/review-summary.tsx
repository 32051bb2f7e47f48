'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyableId } from '@/components/ui/copyable-id';
import { FactList } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import { instanceIdOf } from '@/lib/restore/check';
import { metadataValue, spellingOf } from '@/lib/restore/keys';
import type { NewNic, Nic, RestoreMetadata, RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { useEditor } from './editor-context';

const Addresses = ({ nic }: { readonly nic: NewNic }) => {
  const t = useTranslations('restore.compare');
  const { primary, secondaries } = nic;
  return (
    <FactList
      facts={[
        {
          name: t('primary'),
          value: primary.kind === 'fixed' ? <span className="mono font-semibold">{primary.address}</span> : t('automatic'),
        },
        {
          name: t('secondaries'),
          value:
            secondaries.kind === 'automatic' ? (
              t('automaticCount', { count: secondaries.count })
            ) : secondaries.values.length === 0 ? (
              t('none')
            ) : (
              <span className="mono flex flex-wrap gap-x-3 font-semibold">
                {secondaries.values.map((address) => (
                  <span key={address}>{address}</span>
                ))}
              </span>
            ),
        },
      ]}
    />
  );
};

const NicBox = ({ nic, position }: { readonly nic: Nic; readonly position: number }) => {
  const t = useTranslations('restore.compare');
  const subnet = useEditor((state) => (nic.kind === 'new' && nic.subnetId !== null ? state.index.subnets.get(nic.subnetId) : undefined));
  return (
    <li className="rounded-md border border-line px-3 py-2">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-semibold">{t('nic', { index: position + 1 })}</span>
        {nic.kind === 'existing' ? (
          <span className="mono">{nic.networkInterfaceId}</span>
        ) : (
          <span className="text-text-dim">
            {subnet === undefined ? nic.subnetId : `${subnet.fact.name ?? subnet.fact.id} · ${subnet.fact.cidr}`}
          </span>
        )}
      </p>
      {nic.kind === 'new' && <Addresses nic={nic} />}
    </li>
  );
};

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
          <CopyableId value={source.recoveryPointArn} max={44} />
        </span>
      ),
    },
    {
      name: t('where'),
      value: (
        <span className="mono flex flex-wrap gap-x-3">
          {[source.account, source.region, placement?.availabilityZone, placement?.vpcId].map(
            (part) => part != null && <span key={part}>{part}</span>,
          )}
        </span>
      ),
    },
    { name: t('role'), value: restoreRoleArn === null ? t('roleNone') : <CopyableId value={restoreRoleArn} max={60} /> },
    { name: t('profile'), value: metadataValue(sent, 'IamInstanceProfileName') ?? t('none') },
    { name: t('keyPair'), value: metadataValue(sent, 'KeyName') ?? t('none') },
    { name: t('tags'), value: copyTags ? t('tagsCopied') : t('tagsNot') },
  ];
};

/** What a start would create: the instance, where it stands, under whose authority, and with which addresses. */
export const ReviewSummary = ({ plan }: { readonly plan: RestorePlan }) => {
  const t = useTranslations('restore.review');
  const facts = useFactsOf(plan);
  const asText = spellingOf(plan.settings.overrides as RestoreMetadata, 'NetworkInterfaces');
  return (
    <>
      <section aria-label={t('what')} className="flex flex-col gap-1">
        <h3>{t('what')}</h3>
        <FactList facts={facts} />
      </section>
      <section aria-label={t('addresses')} className="flex flex-col gap-2">
        <h3>{t('addresses')}</h3>
        {asText === null ? (
          <ul className="flex flex-col gap-2">
            {plan.nics.map((nic, position) => (
              <NicBox key={nic.key} nic={nic} position={position} />
            ))}
          </ul>
        ) : (
          <>
            <p className="text-text-dim">{t('rawInterfaces')}</p>
            <CodeBlock text={plan.settings.overrides[asText] ?? ''} label={t('rawInterfaces')} />
          </>
        )}
      </section>
    </>
  );
};
