'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { useTranslations } from 'use-intl';
import { Button, type ButtonProps } from '@/components/ui/button';

/** Asks the server for the page again; busy until it has answered. `before` runs first. */
export const RetryButton = ({ tone = 'primary', before }: { readonly tone?: ButtonProps['tone']; readonly before?: () => void }) => {
  const t = useTranslations('common.actions');
  const router = useRouter();
  const [pending, start] = useTransition();
  const retry = () =>
    start(() => {
      before?.();
      router.refresh();
    });
  return (
    <Button {...(tone === undefined ? {} : { tone })} icon="refresh" busy={pending} onClick={retry}>
      {t('retry')}
    </Button>
  );
};
