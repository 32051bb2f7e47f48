'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useFrame } from '@/components/layout/frame-context';
import { wordedPart } from '@/components/layout/worded-part';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import { signInAgainAction } from '@/lib/actions/sign-in';
import type { SecondStep } from '@/lib/data/people/own-views';
import { api } from '@/lib/paths';
import { getJson } from '@/lib/queries/get-json';
import { problemOf, unwrap } from '@/lib/queries/problem-error';
import { answerAsked } from '@/lib/queries/sign-in-again';
import { PasswordField } from './password-field';
import { ProviderAgain } from './provider-again';

const SecondStepWays = wordedPart('factors', () => import('./second-step-ways').then((module) => module.SecondStepWays));

/** How the person who is signed in proves who they are. */
interface Ways {
  readonly again: { readonly oneClick: boolean; readonly password: boolean; readonly provider: string | null } | null;
}

/** The first step once more: how it can be done, and how it stands. `onRight` is told what the second step asks for, `null` where there is none. */
const useFirstStep = (open: boolean, onRight: (more: SecondStep | null) => void) => {
  const { user } = useFrame();
  const [password, setPassword] = useState('');
  const { data: ways } = useQuery({
    queryKey: ['sign-in-again', user],
    queryFn: () => getJson<Ways>(api.session()),
    enabled: open,
    staleTime: 0,
  });
  const oneClick = ways?.again?.oneClick === true;
  const provider = ways?.again?.provider ?? null;
  /** Whoever signs in with an identity provider alone has no password to type. */
  const typed = ways !== undefined && !oneClick && (provider === null || ways.again?.password === true);
  const { error, isPending, mutate, reset } = useMutation({
    mutationFn: () => unwrap(signInAgainAction({ password: oneClick ? null : password })),
    onSuccess: onRight,
  });
  const forget = (): void => {
    setPassword('');
    reset();
  };
  const problem = error === null ? null : problemOf(error);
  return { oneClick, provider: oneClick ? null : provider, typed, password, setPassword, problem, isPending, mutate, forget };
};

/** Asks whoever is signed in to prove it once more; what they wanted goes on then. `name`: who that is, where the frame does not know it. */
export const SignInAgain = ({ open, name }: { readonly open: boolean; readonly name?: string | undefined }) => {
  const t = useTranslations('common.signInAgain');
  const [second, setSecond] = useState<SecondStep | null>(null);
  const first = useFirstStep(open, (more) => (more === null ? close(true) : setSecond(more)));
  const close = (done: boolean): void => {
    first.forget();
    setSecond(null);
    answerAsked(done);
  };
  const cancel = <Button onClick={() => close(false)}>{t('cancel')}</Button>;
  return (
    <Dialog open={open} onClose={() => close(false)} title={t('title')} width="small" busy={first.isPending}>
      {second === null ? (
        <FirstStep first={first} name={name} cancel={cancel} />
      ) : (
        <div className="flex flex-col gap-4">
          <p role="status">{t('secondStep')}</p>
          <Suspense>
            <SecondStepWays ways={second} onDone={() => close(true)} />
          </Suspense>
          <div className="flex justify-end">{cancel}</div>
        </div>
      )}
    </Dialog>
  );
};

interface FirstStepProps {
  readonly first: ReturnType<typeof useFirstStep>;
  readonly name: string | undefined;
  readonly cancel: ReactNode;
}

const FirstStep = ({ first, name, cancel }: FirstStepProps) => {
  const t = useTranslations('common.signInAgain');
  const problems = useTranslations('problems');
  const { user, people } = useFrame();
  const { oneClick, provider, typed, problem, isPending } = first;
  const code: string | undefined = problem?.code;
  const wrong = code === 'wrong-credentials';
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending && (oneClick || typed)) first.mutate();
      }}
    >
      <p>{t('text', { name: name ?? people[user]?.name ?? user })}</p>
      {problem !== null && !wrong && (
        <Notice tone="danger" live title={problemWords(problems, problem).title}>
          <p>{problemWords(problems, problem).text}</p>
        </Notice>
      )}
      {oneClick && <p className="text-text-dim">{t('oneClick')}</p>}
      {provider !== null && <ProviderAgain provider={provider} />}
      {typed && (
        <PasswordField
          autoFocus
          label={t('password')}
          error={wrong ? t('wrong') : null}
          password={first.password}
          onPassword={first.setPassword}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {cancel}
        {(oneClick || typed) && (
          <Button type="submit" tone="primary" busy={isPending}>
            {t('submit')}
          </Button>
        )}
      </div>
    </form>
  );
};
