'use client';

import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';
import { ProblemState } from '@/components/ui/problem-state';
import { problemWords } from '@/components/ui/problem-words';
import { SkeletonRows } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { SweepView, VaultList, VaultView } from '@/lib/data/inventory/views';
import { type Place, paths } from '@/lib/paths';
import { inventoryQuery } from '@/lib/queries/inventory';
import { problemOf } from '@/lib/queries/problem-error';
import { vaultsQuery } from '@/lib/queries/vaults';
import { tellable } from '../tellable';

const TYPES: Readonly<Record<string, 'airGapped' | 'restoreAccess'>> = {
  LOGICALLY_AIR_GAPPED_BACKUP_VAULT: 'airGapped',
  RESTORE_ACCESS_BACKUP_VAULT: 'restoreAccess',
};

/** How far a vault's points have been read for the first time, or what keeps them from being read. */
const SweepMark = ({ sweep }: { readonly sweep: SweepView | undefined }) => {
  const t = useTranslations('overview.vaults');
  const tell = useTranslations('problems');
  if (sweep === undefined) return null;
  if (sweep.problem !== null) {
    const words = problemWords(tell, tellable(sweep.problem));
    return (
      <span className="inline-flex min-w-0 items-center gap-1 text-warn" title={words.text}>
        <Icon name="warning" />
        <span className="truncate">{words.title}</span>
      </span>
    );
  }
  return sweep.refreshing && sweep.asOf === null ? <span className="text-text-dim">{t('reading', { read: sweep.read })}</span> : null;
};

const VaultRow = (props: { readonly place: Place; readonly vault: VaultView; readonly sweep: SweepView | undefined }) => {
  const { place, vault, sweep } = props;
  const t = useTranslations('overview.vaults');
  const count = useTranslations('common.count');
  const format = useFormatter();
  const type = TYPES[vault.type];
  return (
    <li className="flex min-h-11 items-center gap-3 border-b border-line px-4 py-1.5 last:border-b-0">
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2 gap-y-0.5">
        <TextLink href={paths.vault(place, vault.name)} className="truncate font-semibold">
          {vault.name}
        </TextLink>
        {type !== undefined && <Badge tone="info">{t(type)}</Badge>}
        {vault.locked && <Badge icon="lock">{t('locked')}</Badge>}
        <SweepMark sweep={sweep} />
      </div>
      <span className="mono shrink-0" aria-hidden="true">
        {format.number(vault.points)}
      </span>
      <span className="sr-only">{count('points', { count: vault.points })}</span>
    </li>
  );
};

const Vaults = ({ place, list }: { readonly place: Place; readonly list: VaultList }) => {
  const t = useTranslations('overview.vaults');
  const { data: status } = useQuery(inventoryQuery(place));
  const { vaults, freshness } = list;
  if (vaults.length === 0 && freshness.problem !== null) return <ProblemState problem={tellable(freshness.problem)} />;
  if (vaults.length === 0 && freshness.asOf === null) return <SkeletonRows rows={3} label={t('loading')} />;
  if (vaults.length === 0) {
    return (
      <EmptyState icon="vault" title={t('empty', { region: place.region })}>
        {t('emptyWhy')}
      </EmptyState>
    );
  }
  return (
    <>
      <p aria-hidden="true" className="flex justify-between bg-surface-2 px-4 py-1 text-xs font-semibold text-text-dim">
        <span>{t('vault')}</span>
        <span>{t('points')}</span>
      </p>
      <ul>
        {vaults.map((vault) => (
          <VaultRow
            key={vault.name}
            place={place}
            vault={vault}
            sweep={status?.sweeps.find((sweep) => sweep.subject === `points:${vault.name}`)}
          />
        ))}
      </ul>
    </>
  );
};

/** The vaults of the place: how many points each has as AWS counts them, and whether it is locked. */
export const VaultsPanel = ({ place }: { readonly place: Place }) => {
  const t = useTranslations('overview.vaults');
  const { data, error } = useQuery(vaultsQuery(place));
  return (
    <Panel title={t('title')} flush actions={<TextLink href={paths.vaults(place)}>{t('all')}</TextLink>}>
      {data === undefined && error === null && <SkeletonRows rows={3} label={t('loading')} />}
      {data === undefined && error !== null && <ProblemState problem={problemOf(error)} />}
      {data !== undefined && <Vaults place={place} list={data} />}
    </Panel>
  );
};
