'use client';

import { useTranslations } from 'use-intl';
import { Notice } from '@/components/ui/notice';

/** Why a change of one's own sign-in came to nothing; nothing where it did not. */
export const ChangeError = ({ error }: { readonly error: string | null }) => {
  const t = useTranslations('factors.problems');
  return error === null ? null : (
    <Notice tone="danger" live title={t('failed')}>
      <p>{error}</p>
    </Notice>
  );
};
