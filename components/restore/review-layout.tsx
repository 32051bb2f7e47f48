'use client';

import { type ReactNode, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { type AddressState, addressStateOf } from '@/components/nic-editor/address-state';
import { cx } from '@/components/ui/class-names';
import { CodeBlock } from '@/components/ui/code-block';
import { Icon, type IconName } from '@/components/ui/icon';
import { RelativeTime } from '@/components/ui/relative-time';
import { parseIpv4 } from '@/lib/net/ipv4';
import { backedUpLayout } from '@/lib/restore/backed-up-layout';
import { addressesAsOf } from '@/lib/restore/facts-merge';
import { spellingOf } from '@/lib/restore/keys';
import type { RestoreMetadata, RestorePlan } from '@/lib/restore/plan';
import { useEditor } from './editor-context';
import { type Aside, LayoutCompare } from './layout-compare';
import type { RowName } from './layout-rows';

const ICONS: Readonly<Record<AddressState['code'], IconName>> = {
  free: 'done',
  original: 'restore',
  'in-use': 'error',
  claimed: 'user',
  reserved: 'info',
  unknown: 'unknown',
};
const HELD_BY_SOMEBODY: readonly AddressState['code'][] = ['original', 'in-use', 'claimed'];
const inkOf = (code: AddressState['code']): string =>
  code === 'free' ? 'text-ok' : HELD_BY_SOMEBODY.includes(code) ? 'text-danger' : 'text-warn';
const OF_ADDRESSES: readonly RowName[] = ['primary', 'secondaries'];

/** Who has each planned address today, beside it. */
const useHolders = (plan: RestorePlan): Aside => {
  const t = useTranslations('restore.nics.addressState');
  const index = useEditor((state) => state.index);
  return (position, name, text): ReactNode => {
    const nic = plan.nics[position];
    const address = OF_ADDRESSES.includes(name) ? parseIpv4(text) : null;
    if (address === null || nic?.kind !== 'new' || nic.subnetId === null) return null;
    const { code, name: holder } = addressStateOf(plan, index, nic.subnetId, address);
    return (
      <span className={cx('inline-flex items-center gap-1 self-center text-xs font-normal', inkOf(code))}>
        <Icon name={ICONS[code]} className="size-3.5" />
        {t(code, { name: holder })}
      </span>
    );
  };
};

/** When AWS told who holds what. */
const AsOf = ({ plan }: { readonly plan: RestorePlan }) => {
  const t = useTranslations('restore.review');
  const facts = useEditor((state) => state.index.facts);
  const asOf = addressesAsOf(
    facts,
    plan.nics.flatMap((nic) => (nic.kind === 'new' && nic.subnetId !== null ? [nic.subnetId] : [])),
  );
  return (
    <p className="text-xs text-text-dim">
      {asOf === null ? t('holdersUnknown') : t.rich('holdersAsOf', { time: () => <RelativeTime at={asOf} /> })}
    </p>
  );
};

/** Each interface as it was backed up and as it will be, with who has its addresses today. */
export const ReviewLayout = ({ plan }: { readonly plan: RestorePlan }) => {
  const t = useTranslations('restore.review');
  const compare = useTranslations('restore.compare');
  const backup = useMemo(() => backedUpLayout(plan.source), [plan.source]);
  const holders = useHolders(plan);
  const asText = spellingOf(plan.settings.overrides as RestoreMetadata, 'NetworkInterfaces');
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <h3>{t('addresses')}</h3>
      {asText !== null ? (
        <>
          <p className="text-text-dim">{t('rawInterfaces')}</p>
          <CodeBlock text={plan.settings.overrides[asText] ?? ''} label={t('rawInterfaces')} />
        </>
      ) : (
        <>
          {!backup.ok && <p className="text-text-dim">{compare('unreadable')}</p>}
          <LayoutCompare
            label={t('addresses')}
            before={backup.ok ? backup.value : { ...plan, nics: [] }}
            after={plan}
            heads={[compare('before'), t('becomes')]}
            aside={holders}
          />
          <AsOf plan={plan} />
        </>
      )}
    </div>
  );
};
