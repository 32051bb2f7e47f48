'use client';

import { useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { useEditor } from '../editor-context';
import { useSetting } from './use-setting';
import { userDataBase64, userDataText } from './user-data';

/** User data, written as text and sent as base64. */
export const UserDataField = () => {
  const t = useTranslations('restore.settings');
  const set = useSetting();
  const id = useId();
  const stored = useEditor((state) => state.plan.settings.userData);
  const locked = useEditor((state) => state.locked);
  const [typing, setTyping] = useState<string | null>(null);
  const text = stored === null ? '' : userDataText(stored);
  const shown = typing ?? text ?? '';
  const encoded = userDataBase64(shown);
  const error = encoded === null ? t('userDataTooLong') : null;
  const apply = () => {
    if (encoded === null) return;
    setTyping(null);
    set('user-data', { userData: shown === '' ? null : encoded });
  };
  return (
    <div className="flex flex-col gap-1 px-3 pb-3">
      <textarea
        aria-label={t('userData')}
        rows={6}
        spellCheck={false}
        disabled={locked}
        value={shown}
        aria-invalid={error === null ? undefined : true}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setTyping(event.target.value)}
        className="mono w-full rounded-md border border-line-strong bg-surface-1 px-2 py-1 disabled:opacity-60 aria-invalid:border-danger"
      />
      <p id={`${id}-hint`} className={error === null ? 'text-xs text-text-dim' : 'text-xs text-danger'}>
        {error ?? (text === null && typing === null ? t('userDataBinary') : t('userDataHint'))}
      </p>
      {typing !== null && typing !== text && (
        <span>
          <Button size="small" reason={error} onClick={apply}>
            {t('apply')}
          </Button>
        </span>
      )}
    </div>
  );
};
