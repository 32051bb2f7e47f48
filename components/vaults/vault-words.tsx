'use client';

import { useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';
import { Icon } from '@/components/ui/icon';
import { shortenMiddle } from '@/components/ui/shorten';
import type { VaultView } from '@/lib/data/inventory/views';

const TYPES = ['BACKUP_VAULT', 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT', 'RESTORE_ACCESS_BACKUP_VAULT'] as const;

/** A vault's type in words; one that AWS added is told by its own name. What it means for a restore is on hover. */
export const VaultType = ({ type }: { readonly type: string }) => {
  const t = useTranslations('vaults');
  const known = TYPES.find((each) => each === type);
  if (known === undefined) return <Badge>{type}</Badge>;
  return (
    <Badge tone={known === 'BACKUP_VAULT' ? 'neutral' : 'info'} title={t(`typeWhy.${known}`)}>
      {t(`type.${known}`)}
    </Badge>
  );
};

/** Whether a vault is locked, and how long it must and may keep its points. */
export const VaultLock = ({ vault }: { readonly vault: VaultView }) => {
  const t = useTranslations('vaults');
  const { locked, minRetentionDays: min, maxRetentionDays: max } = vault;
  const words = () => {
    if (min !== null && max !== null) return t('lock.range', { min, max });
    if (min !== null) return t('lock.min', { min });
    return max === null ? t('lock.plain') : t('lock.max', { max });
  };
  if (!locked) return <span className="text-text-dim">{t('lock.none')}</span>;
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap" title={t('lockWhy')}>
      <Icon name="lock" className="text-text-dim" />
      {words()}
    </span>
  );
};

const KEY_ID_CHARS = 18;

/** The key that a vault encrypts with: its id shows, its ARN is on hover and in what is copied. */
export const VaultKey = ({ arn }: { readonly arn: string | null }) => {
  const t = useTranslations('vaults');
  if (arn === null) return <span className="text-text-dim">{t('awsManaged')}</span>;
  return (
    <span className="inline-flex items-center gap-0.5 align-middle">
      <span className="mono whitespace-nowrap" title={arn}>
        {shortenMiddle(arn.slice(arn.lastIndexOf('/') + 1), KEY_ID_CHARS)}
      </span>
      <CopyButton text={arn} />
    </span>
  );
};
