'use client';

import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { type AfterRestore, afterRestore, type RestoredFacts } from '@/lib/jobs/after-restore';
import { paths } from '@/lib/paths';

const useText = (): ((item: AfterRestore) => ReactNode) => {
  const t = useTranslations('jobs.checklist');
  const format = useFormatter();
  return (item) => {
    switch (item.code) {
      case 'secondary':
        return t('secondary.text', { addresses: format.list(item.addresses) });
      case 'mac':
        return item.macs.length === 0 ? t('mac.text') : `${t('mac.text')} ${t('mac.now', { macs: format.list(item.macs) })}`;
      case 'tags':
        return t(`tags.${item.copied === null ? 'unknown' : item.copied ? 'copied' : 'notCopied'}`);
      default:
        return t(`${item.code}.text`);
    }
  };
};

/** What a person has to see to after a restore, because AWS does not bring it back. */
export const AfterRestoreList = ({ facts, restoreId }: { readonly facts: RestoredFacts; readonly restoreId: string | null }) => {
  const t = useTranslations('jobs');
  const text = useText();
  return (
    <Panel title={t('checklist.title')}>
      <p className="pb-2 text-text-dim">{t('checklist.about')}</p>
      <ul className="flex flex-col">
        {afterRestore(facts).map((item) => (
          <li key={item.code} className="flex items-start gap-3 border-t border-line py-2">
            <span className="w-10 shrink-0 pt-px">
              <Badge>{item.rule}</Badge>
            </span>
            <div className="min-w-0">
              <h3>{t(`checklist.${item.code}.title`)}</h3>
              <p className="text-text-dim">{text(item)}</p>
            </div>
          </li>
        ))}
      </ul>
      {restoreId !== null && (
        <p className="border-t border-line pt-2">
          {t('checklist.notes')}{' '}
          <TextLink href={paths.historyEntry(restoreId)} className="underline">
            {t('detail.history')}
          </TextLink>
        </p>
      )}
    </Panel>
  );
};
