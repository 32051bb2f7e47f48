'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { beginOidcAction } from '@/lib/actions/oidc';
import { problemOf, unwrap } from '@/lib/queries/problem-error';
import { useOidcWords } from './oidc-words';

/** The way to sign in with the identity provider, which the browser goes to and comes back from (oidc-return.tsx). */
export const ProviderButton = ({ provider, to }: { readonly provider: string; readonly to: string }) => {
  const t = useTranslations('sign-in');
  const words = useOidcWords(provider);
  const { error, isPending, isSuccess, mutate, reset } = useMutation({
    mutationFn: () => unwrap(beginOidcAction({ to })),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  useEffect(() => {
    // Back from there by the browser's own button, the page may be as it was left.
    const shown = (event: PageTransitionEvent): void => {
      if (event.persisted) reset();
    };
    window.addEventListener('pageshow', shown);
    return () => window.removeEventListener('pageshow', shown);
  }, [reset]);
  return (
    <div className="flex flex-col gap-3">
      {error !== null && (
        <Notice tone="danger" live title={t('failed')}>
          <p>{words(problemOf(error))}</p>
        </Notice>
      )}
      <Button tone="primary" busy={isPending || isSuccess} onClick={() => mutate()}>
        {t('oidc.with', { provider })}
      </Button>
      <p className="flex items-center gap-3 text-xs text-text-dim before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        {t('oidc.or')}
      </p>
    </div>
  );
};
