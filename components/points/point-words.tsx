'use client';

import { useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { Icon } from '@/components/ui/icon';
import { isKnownStatus, pointStatusRow } from './point-status';

/** A status in the reader's language; one that AWS added is told by its own name. */
export const useStatusText = (): ((status: string) => string) => {
  const t = useTranslations('points.status');
  return (status) => (isKnownStatus(status) ? t(status) : status);
};

const useStatusWhy = (status: string): string => {
  const t = useTranslations('points');
  return isKnownStatus(status) ? t(`statusWhy.${status}`) : t('statusUnknown');
};

/** A point's status as a badge, with what it means on hover. */
export const StatusBadge = ({ status }: { readonly status: string }) => {
  const text = useStatusText();
  const row = pointStatusRow(status);
  return (
    <Badge tone={row.tone} icon={row.icon} title={useStatusWhy(status)}>
      {text(status)}
    </Badge>
  );
};

/** That a malware scan found something in a point, where it did. */
export const MalwareBadge = ({ inList = false }: { readonly inList?: boolean }) => {
  const t = useTranslations('points.scanOf');
  return (
    <Badge tone="danger" icon="warning" title={t('malware')}>
      {/* In a narrow list the sign has to do. */}
      <span className={inList ? 'hidden whitespace-nowrap @6xl/grid:inline' : ''}>{t('malware')}</span>
      {inList && <span className="sr-only @6xl/grid:hidden">{t('malware')}</span>}
    </Badge>
  );
};

const INK: Readonly<Record<string, string>> = { ok: 'text-ok', warn: 'text-warn', info: 'text-info' };

/** A point's status in a row of a list: quiet, so that what is not as it should be stands out. */
export const StatusCell = ({ status }: { readonly status: string }) => {
  const text = useStatusText();
  const { tone, icon, restorable } = pointStatusRow(status);
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5" title={useStatusWhy(status)}>
      <Icon name={icon} className={INK[tone] ?? 'text-text-dim'} />
      <span className={restorable === 'yes' ? 'truncate text-text-dim' : 'truncate'}>{text(status)}</span>
    </span>
  );
};

/** What a status means for a restore, in a sentence. */
export const StatusMeaning = ({ status }: { readonly status: string }) => <>{useStatusWhy(status)}</>;

/** Marks a resource that is gone. */
export const DeletedBadge = () => {
  const t = useTranslations('points');
  return (
    <Badge tone="warn" title={t('deletedWhy')}>
      {t('deleted')}
    </Badge>
  );
};

/** Whether a resource has a name besides its id; a table's or a bucket's id is its name. */
export const hasOwnName = (of: { readonly resourceName: string | null; readonly resourceId: string }): boolean =>
  of.resourceName !== null && of.resourceName !== of.resourceId;
