'use client';

import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { beginOidcAction } from '@/lib/actions/oidc';
import { unwrap } from '@/lib/queries/problem-error';
import { tellLeaving } from './kept-text';

/** The way to prove once more who one is with the identity provider. The browser goes there and comes back to the page that is open now. */
export const ProviderAgain = ({ provider }: { readonly provider: string }) => {
  const t = useTranslations('common.signInAgain');
  const { error, isPending, isSuccess, mutate } = useMutation({
    mutationFn: () => {
      const { pathname, search, hash } = window.location;
      return unwrap(beginOidcAction({ to: `${pathname}${search}${hash}`, again: true }));
    },
    onSuccess: ({ url }) => {
      tellLeaving();
      window.location.assign(url);
    },
  });
  return (
    <div className="flex flex-col gap-2">
      {error !== null && (
        <Notice tone="danger" live title={t('providerAway', { provider })}>
          <p>{t('providerTodo')}</p>
        </Notice>
      )}
      <Button busy={isPending || isSuccess} onClick={() => mutate()}>
        {t('provider', { provider })}
      </Button>
      <p className="text-xs text-text-dim">{t('providerHint')}</p>
    </div>
  );
};
