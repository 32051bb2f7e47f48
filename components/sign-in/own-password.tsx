'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { flash } from '@/components/ui/flash';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import { changeOwnPasswordAction } from '@/lib/actions/own-account';
import { problemOf } from '@/lib/queries/problem-error';
import { heard } from '@/lib/queries/signed-out';
import { NewPasswordFields, PASSWORD_BOUNDS } from './new-password-fields';

interface Failure {
  readonly code: string;
  readonly why?: 'too-short' | 'too-long' | 'common' | 'own-name';
}

/** Asks for the old password and a new one. */
const Change = ({ email }: { readonly email: string }) => {
  const t = useTranslations('sign-in');
  const problems = useTranslations('problems');
  const [old, setOld] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [differs, setDiffers] = useState(false);
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: () => heard(changeOwnPasswordAction({ old, password })),
    onSuccess: (answer) => {
      if (!answer.ok) return;
      for (const empty of [setOld, setPassword, setAgain]) empty('');
      flash({ tone: 'ok', text: t('account.changed') });
    },
  });
  const failure: Failure | null = error !== null ? problemOf(error) : data === undefined || data.ok ? null : data.error;
  const wrong = failure?.code === 'wrong-password';
  const weak = failure?.code === 'weak-password' && failure.why !== undefined ? t(`link.weak.${failure.why}`, PASSWORD_BOUNDS) : null;
  return (
    <form
      className="flex max-w-sm flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setDiffers(password !== again);
        if (password === again && !isPending) mutate();
      }}
    >
      {failure !== null && !wrong && weak === null && (
        <Notice tone="danger" live title={problemWords(problems, failure).title}>
          <p>{problemWords(problems, failure).text}</p>
        </Notice>
      )}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label={t('account.old')}
        type="password"
        autoComplete="current-password"
        required
        error={wrong ? t('account.wrong') : null}
        value={old}
        onChange={(event) => setOld(event.target.value)}
      />
      <NewPasswordFields
        password={password}
        again={again}
        weak={weak}
        differs={differs && password !== again}
        onPassword={setPassword}
        onAgain={setAgain}
      />
      <Button type="submit" tone="primary" busy={isPending} className="self-start">
        {t('account.change')}
      </Button>
    </form>
  );
};

/** One's own password. Whoever signs in by other means has none, and reads so. */
export const OwnPassword = ({ email, hasPassword }: { readonly email: string; readonly hasPassword: boolean }) => {
  const t = useTranslations('sign-in');
  return (
    <Panel title={t('password')}>
      <p className="pb-3 text-text-dim">{t(hasPassword ? 'account.about' : 'account.none')}</p>
      {hasPassword && <Change email={email} />}
    </Panel>
  );
};
