'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { PointsExplorer } from '@/components/points/points-explorer';
import { PageHeader } from '@/components/ui/page-header';
import { ExactDay } from '@/components/ui/relative-time';
import type { VaultView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { vaultQuery } from '@/lib/queries/vaults';
import { VaultKey, VaultLock, VaultType } from './vault-words';

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="flex items-center gap-1.5">
    <dt className="text-text-dim">{name}</dt>
    <dd className="text-text">{children}</dd>
  </div>
);

const VaultFacts = ({ vault }: { readonly vault: VaultView }) => {
  const t = useTranslations('vaults.vault');
  return (
    <dl className="flex flex-wrap items-center gap-x-5 gap-y-1">
      <Fact name={t('type')}>
        <VaultType type={vault.type} />
      </Fact>
      <Fact name={t('lock')}>
        <VaultLock vault={vault} />
      </Fact>
      <Fact name={t('key')}>
        <VaultKey arn={vault.encryptionKeyArn} />
      </Fact>
      {vault.createdAt !== null && (
        <Fact name={t('created')}>
          <ExactDay at={vault.createdAt} />
        </Fact>
      )}
    </dl>
  );
};

/** One vault and its recovery points. */
export const VaultPage = ({ place, name }: { readonly place: Place; readonly name: string }) => {
  const nav = useTranslations('common.nav');
  const { data } = useQuery(vaultQuery(place, name));
  return (
    <PointsExplorer place={place} scope={{ vault: name }}>
      <PageHeader
        title={name}
        trail={{ label: nav('path'), steps: [{ href: paths.vaults(place), text: nav('vaults') }] }}
        about={data === undefined ? '' : <VaultFacts vault={data.vault} />}
      />
    </PointsExplorer>
  );
};
