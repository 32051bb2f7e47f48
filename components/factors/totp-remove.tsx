'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import { removeOwnTotpAction } from '@/lib/actions/factors';
import { hearing } from '@/lib/queries/signed-out';
import { CodeField } from './code-field';
import { Confirm } from './confirm';
import { useOwnChange } from './use-own-change';

/** Removes the authenticator app, by a code. */
export const TotpRemove = ({ onClose }: { readonly onClose: () => void }) => {
  const t = useTranslations('factors.totp');
  const either = useTranslations('factors.secondStep')('either');
  const [code, setCode] = useState('');
  const {
    busy,
    code: problem,
    error,
    change,
  } = useOwnChange(hearing(removeOwnTotpAction), () => {
    flash({ tone: 'ok', text: t('removed') });
    onClose();
  });
  const wrong = problem === 'wrong-code';
  return (
    <Confirm
      title={t('removeTitle')}
      text={t('removeText')}
      cancel={t('cancel')}
      confirm={t('remove')}
      busy={busy}
      error={wrong ? null : error}
      onConfirm={() => change({ code })}
      onClose={onClose}
    >
      <CodeField digits={false} label={either} error={wrong ? error : null} code={code} onCode={setCode} />
    </Confirm>
  );
};
