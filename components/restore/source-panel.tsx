'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { CopyableId } from '@/components/ui/copyable-id';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/paths';
import { metadataValue } from '@/lib/restore/keys';
import { instanceIdOf } from '@/lib/restore/original';
import { useDraft } from './draft-context';
import { useEditor } from './editor-context';

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-xs text-text-dim">{name}</dt>
    <dd className="flex min-w-0 flex-col items-start wrap-anywhere">{children}</dd>
  </div>
);

/** The recovery point that is restored, as it was backed up. */
export const SourcePanel = () => {
  const t = useTranslations('restore.source');
  const { place } = useDraft();
  const source = useEditor((state) => state.plan.source);
  const instance = instanceIdOf(source.resourceArn);
  const type = metadataValue(source.template, 'InstanceType');
  return (
    <Panel title={t('title')} sealed className="@container">
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-2 @md:grid-cols-2">
        <Row name={t('instance')}>
          <span className="flex flex-wrap items-center gap-x-2">
            {source.resourceArn === null ? (
              (source.resourceName ?? t('unnamed'))
            ) : (
              <TextLink href={paths.resource(place, source.resourceArn)}>{source.resourceName ?? t('unnamed')}</TextLink>
            )}
            {type !== null && <span className="mono text-text-dim">{type}</span>}
          </span>
          {instance !== null && <CopyableId value={instance} max={24} />}
        </Row>
        <Row name={t('point')}>
          <CopyableId value={source.recoveryPointArn} href={paths.point(place, source.recoveryPointArn, source.vault)} max={24} />
          {source.createdAt !== null && <RelativeTime at={source.createdAt} className="text-text-dim" />}
        </Row>
        <Row name={t('vault')}>
          <TextLink href={paths.vault(place, source.vault)}>{source.vault}</TextLink>
        </Row>
      </dl>
    </Panel>
  );
};
