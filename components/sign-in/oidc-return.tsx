'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { finishOidcAction } from '@/lib/actions/oidc';
import { paths } from '@/lib/paths';
import { problemOf, unwrap } from '@/lib/queries/problem-error';
import { goTo } from './go-to';
import { useOidcWords } from './oidc-words';

/** The page that the identity provider leads back to: hands its answer to the console, and goes where one wanted to go. */
export const OidcReturn = ({ provider }: { readonly provider: string }) => {
  const t = useTranslations('sign-in');
  const words = useOidcWords(provider);
  const { data, error, mutate } = useMutation({
    mutationFn: (said: URLSearchParams) =>
      unwrap(finishOidcAction({ code: said.get('code'), state: said.get('state') ?? '', iss: said.get('iss'), error: said.get('error') })),
    onSuccess: ({ to, keptAdministrator }) => (keptAdministrator ? undefined : goTo(to)),
  });
  const problem = error === null ? null : problemOf(error);
  const linking = problem !== null && 'linking' in problem;
  const handed = useRef(false);
  useEffect(() => {
    // An answer counts once.
    if (handed.current) return;
    handed.current = true;
    mutate(new URLSearchParams(window.location.search));
  }, [mutate]);
  return (
    <>
      <PageHeader title={t('title')} />
      {data?.keptAdministrator === true && (
        <Notice
          tone="warn"
          live
          title={t('oidc.kept.title')}
          actions={
            <LinkButton anew href={data.to}>
              {t('goOn')}
            </LinkButton>
          }
        >
          <p>{t('oidc.kept.text', { provider })}</p>
        </Notice>
      )}
      {error === null && data?.keptAdministrator !== true && (
        <p role="status" className="text-text-dim">
          {t('oidc.finishing', { provider })}
        </p>
      )}
      {problem !== null && (
        <Notice
          tone="danger"
          live
          title={t(linking ? 'oidc.notLinked' : 'refused.title')}
          actions={
            <LinkButton anew href={linking ? paths.account() : paths.signIn()}>
              {t(linking ? 'oidc.backToAccount' : 'oidc.again')}
            </LinkButton>
          }
        >
          <p>{words(problem)}</p>
        </Notice>
      )}
    </>
  );
};
