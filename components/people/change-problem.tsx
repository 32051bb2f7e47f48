'use client';

import { useTranslations } from 'use-intl';
import { Notice } from '@/components/ui/notice';

/** Why a change came to nothing; nothing where it did not. */
export const ChangeProblem = ({ error }: { readonly error: string | null }) => {
  const t = useTranslations('people');
  return error === null ? null : (
    <Notice tone="danger" live title={t('failed')}>
      <p>{error}</p>
    </Notice>
  );
};
