'use client';

import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import { signInAction } from '@/lib/actions/sign-in';
import { problemOf, unwrap } from '@/lib/queries/problem-error';
import { goOn } from './go-to';
import { PasswordField } from './password-field';

/** E-mail address and password; leads to `to` once they are right. `second`: there is another way that comes first. */
export const SignInForm = ({ to, second = false }: { readonly to: string; readonly second?: boolean }) => {
  const t = useTranslations('sign-in');
  const problems = useTranslations('problems');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const field = useRef<HTMLFormElement>(null);
  const { error, isPending, isSuccess, mutate } = useMutation({
    mutationFn: () => unwrap(signInAction({ email, password })),
    onSuccess: (entered) => goOn(entered, to),
    onError: () => {
      setPassword('');
      field.current?.querySelector<HTMLInputElement>('input[type="password"]')?.focus();
    },
  });
  const problem = error === null ? null : problemOf(error);
  const refused = problem !== null && ['wrong-credentials', 'bad-input'].includes(problem.code);
  return (
    <form
      ref={field}
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending && !isSuccess) mutate();
      }}
    >
      {problem !== null && (
        <Notice tone="danger" live title={refused ? t('refused.title') : t('failed')}>
          <p>{refused ? t('refused.text') : problemWords(problems, problem).text}</p>
        </Notice>
      )}
      <TextField
        label={t('email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <PasswordField label={t('password')} name="password" password={password} onPassword={setPassword} />
      <Button type="submit" tone={second ? 'secondary' : 'primary'} busy={isPending || isSuccess}>
        {t('submit')}
      </Button>
      {/* A refusal says so itself. */}
      {!refused && <p className="text-xs text-text-dim">{t('forgotten')}</p>}
    </form>
  );
};
