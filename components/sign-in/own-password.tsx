'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import { changeOwnPasswordAction } from '@/lib/actions/own-account';
import { problemOf } from '@/lib/queries/problem-error';
import { heard } from '@/lib/queries/signed-out';
import { NewPasswordFields, type PasswordFailure, useNewPassword } from './new-password-fields';
import { PasswordField } from './password-field';

/** Asks for the old password and a new one. */
const Change = ({ email }: { readonly email: string }) => {
  const t = useTranslations('sign-in');
  const problems = useTranslations('problems');
  const [old, setOld] = useState('');
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: (password: string) => heard(changeOwnPasswordAction({ old, password })),
    onSuccess: (answer) => {
      if (!answer.ok) return;
      setOld('');
      next.clear();
      flash({ tone: 'ok', text: t('account.changed') });
    },
  });
  const failure: PasswordFailure | null = error !== null ? problemOf(error) : data === undefined || data.ok ? null : data.error;
  const next = useNewPassword(failure);
  const wrong = failure?.code === 'wrong-password';
  return (
    <form
      className="flex max-w-sm flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (next.check() && !isPending) mutate(next.fields.password);
      }}
    >
      {failure !== null && !wrong && next.weak === null && (
        <Notice tone="danger" live title={problemWords(problems, failure).title}>
          <p>{problemWords(problems, failure).text}</p>
        </Notice>
      )}
      <input type="email" name="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField label={t('account.old')} error={wrong ? t('account.wrong') : null} password={old} onPassword={setOld} />
      <NewPasswordFields {...next.fields} />
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
