'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Notice } from '@/components/ui/notice';
import { saveText } from '@/components/ui/save-text';

/** Recovery codes, the only time that they are shown. */
export const RecoveryCodes = ({ codes, onKept }: { readonly codes: readonly string[]; readonly onKept: () => void }) => {
  const t = useTranslations('factors.codes');
  const text = `${codes.join('\n')}\n`;
  return (
    <Notice tone="warn" live title={t('title')}>
      <p>{t('once')}</p>
      <ul aria-label={t('label')} className="mono my-3 grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <p className="flex flex-wrap items-center gap-2">
        <Button tone="primary" onClick={onKept}>
          {t('kept')}
        </Button>
        <Button icon="download" onClick={() => saveText(`rehome-recovery-codes-${window.location.hostname}.txt`, text, 'text/plain')}>
          {t('save')}
        </Button>
        <CopyButton text={text} label={t('copy')} />
      </p>
    </Notice>
  );
};
