'use client';

import { useTranslations } from 'use-intl';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { Tabs } from '@/components/ui/tabs';
import type { PointDetail } from '@/lib/data/inventory/views';
import { metadataValue } from '@/lib/restore/keys';
import { InterfacesView } from './interfaces-view';
import { MetadataKeys } from './metadata-keys';
import { ProblemNotice } from './problem-notice';
import { RawMetadata } from './raw-metadata';
import { readInterfaces } from './read-interfaces';
import { UnreadableFacts } from './unreadable-facts';

/** The backed-up interfaces; what cannot be read as such is told above (`Unreadable`) and stands among the keys. */
const Interfaces = ({ metadata }: { readonly metadata: Readonly<Record<string, string>> }) => {
  const t = useTranslations('points.metadata');
  const value = metadataValue(metadata, 'NetworkInterfaces');
  const interfaces = value === null || value === '' ? [] : readInterfaces(value);
  if (interfaces === null) return null;
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm">{t('interfaces')}</h3>
      {interfaces.length === 0 ? <p className="text-text-dim">{t('noInterfaces')}</p> : <InterfacesView interfaces={interfaces} />}
    </section>
  );
};

const Explained = ({ metadata, ec2 }: { readonly metadata: Readonly<Record<string, string>>; readonly ec2: boolean }) => {
  const t = useTranslations('points.metadata');
  return (
    <div className="flex flex-col gap-5">
      {ec2 && <Interfaces metadata={metadata} />}
      <section className="flex flex-col gap-2">
        <h3 className="text-sm">{t('otherKeys')}</h3>
        <MetadataKeys metadata={metadata} ec2={ec2} />
      </section>
    </div>
  );
};

/** Why no plan can be made of the metadata, before anybody tries. */
const Unreadable = ({ problem }: { readonly problem: NonNullable<PointDetail['unreadable']> }) => {
  const t = useTranslations('points.restore.unreadable');
  return (
    <Notice tone="danger" title={t('title')}>
      <UnreadableFacts problem={problem} />
      <p className="mt-1 text-text-dim">{t('todo')}</p>
    </Notice>
  );
};

/** A point's restore metadata, explained key by key and exactly as AWS gave it; or why it could not be read, while the rest of the page stays. */
export const MetadataView = ({ detail }: { readonly detail: PointDetail }) => {
  const t = useTranslations('points.metadata');
  const { point, metadata, vaultArn } = detail;
  const ec2 = point.resourceType === 'EC2';
  return (
    <div id="metadata">
      <Panel title={t('title')}>
        {!metadata.ok ? (
          <ProblemNotice problem={metadata.error}>
            <p className="text-text-dim">{t('denied')}</p>
          </ProblemNotice>
        ) : Object.keys(metadata.value).length === 0 ? (
          <p className="text-text-dim">{t('empty')}</p>
        ) : (
          <div className="flex flex-col gap-3">
            <p className="text-text-dim">{ec2 ? t('about') : t('aboutOther')}</p>
            {detail.unreadable !== null && <Unreadable problem={detail.unreadable} />}
            <Tabs
              label={t('title')}
              tabs={[
                { key: 'explained', title: t('readable'), content: <Explained metadata={metadata.value} ec2={ec2} /> },
                {
                  key: 'raw',
                  title: t('raw'),
                  content: <RawMetadata vaultArn={vaultArn} arn={point.arn} id={point.id} metadata={metadata.value} />,
                },
              ]}
            />
          </div>
        )}
      </Panel>
    </div>
  );
};
