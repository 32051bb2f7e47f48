'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { beginOwnLinkAction, removeOwnLinkAction } from '@/lib/actions/oidc';
import { paths } from '@/lib/paths';
import { problemOf, valueIn } from '@/lib/queries/problem-error';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import { useOidcWords } from './oidc-words';

interface Props {
  /** What the identity provider of this console is called; `null`: there is none, and nothing is shown. */
  readonly provider: string | null;
  readonly linked: boolean;
  /** There is another way to sign in. */
  readonly removable: boolean;
}

/** One's own link with the identity provider: made by oneself alone, from here, and removed where one can sign in without it. */
export const OwnProvider = ({ provider, linked, removable }: Props) => {
  const t = useTranslations('sign-in.account.provider');
  const router = useRouter();
  const words = useOidcWords(provider ?? '');
  const link = useMutation({
    mutationFn: async () => valueIn(await withFreshSignIn(() => heard(beginOwnLinkAction({ to: paths.account() })))),
    onSuccess: ({ url }) => window.location.assign(url),
  });
  const remove = useMutation({
    mutationFn: async () => valueIn(await withFreshSignIn(() => heard(removeOwnLinkAction({})))),
    onSuccess: () => {
      flash({ tone: 'ok', text: t('removed') });
      router.refresh();
    },
  });
  if (provider === null) return null;
  const error = link.error ?? remove.error;
  const problem = error === null ? null : problemOf(error);
  return (
    <Panel title={t('title')}>
      <div className="flex flex-col items-start gap-3">
        {problem !== null && (
          <Notice tone="danger" live>
            <p>{words(problem)}</p>
          </Notice>
        )}
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-semibold">{provider}</span>
          <Badge tone={linked ? 'ok' : 'neutral'}>{t(linked ? 'linked' : 'notLinked')}</Badge>
        </p>
        <p className="text-text-dim">{t(linked ? 'linkedAbout' : 'about', { provider })}</p>
        {linked ? (
          <Button busy={remove.isPending} reason={removable ? null : t('onlyWay')} onClick={() => remove.mutate()}>
            {t('remove')}
          </Button>
        ) : (
          <Button busy={link.isPending || link.isSuccess} onClick={() => link.mutate()}>
            {t('link', { provider })}
          </Button>
        )}
      </div>
    </Panel>
  );
};
