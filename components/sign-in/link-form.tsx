'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { PageHeader } from '@/components/ui/page-header';
import { problemWords } from '@/components/ui/problem-words';
import { spendLinkAction } from '@/lib/actions/sign-in';
import { paths } from '@/lib/paths';
import { type ProblemError, problemOf } from '@/lib/queries/problem-error';
import { heard } from '@/lib/queries/signed-out';
import { goOn } from './go-to';
import { NewPasswordFields, type PasswordFailure, useNewPassword } from './new-password-fields';
import type { LinkAbout } from './one-time-link';

interface Failure extends PasswordFailure {
  readonly fields?: readonly string[];
}

/** What is chosen behind a one-time link: of the first administrator who they are, of everybody a password. */
export const LinkForm = ({ token, about }: { readonly token: string; readonly about: LinkAbout }) => {
  const t = useTranslations('sign-in');
  const problems = useTranslations('problems');
  const first = about.purpose === 'first-start';
  const [name, setName] = useState(about.name ?? '');
  const [email, setEmail] = useState(about.email ?? '');
  const { data, error, isPending, mutate } = useMutation({
    mutationFn: (password: string) => heard(spendLinkAction({ token, name, email, password })),
    onSuccess: (answer) => {
      if (answer.ok) goOn(answer.value, paths.home());
    },
  });
  const failure: Failure | null = error === null ? (data === undefined || data.ok ? null : data.error) : problemOf(error as ProblemError);
  const next = useNewPassword(failure);
  const badEmail = failure?.code === 'bad-input' && failure.fields?.includes('email') === true;
  const words = { name: about.name ?? '' };
  return (
    <>
      <PageHeader title={t(`link.${about.purpose}.title`, words)} about={t(`link.${about.purpose}.about`, words)} />
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (next.check() && !isPending && data?.ok !== true) mutate(next.fields.password);
        }}
      >
        {failure !== null && next.weak === null && !badEmail && (
          <Notice tone="danger" live title={failure.code === 'link-spent' ? t('link.spent.title') : t('failed')}>
            <p>{failure.code === 'link-spent' ? t('link.spent.text') : problemWords(problems, failure).text}</p>
          </Notice>
        )}
        {first && (
          <TextField
            label={t('link.name')}
            hint={t('link.nameHint')}
            autoComplete="name"
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
        <TextField
          label={t('email')}
          type="email"
          autoComplete="username"
          required
          readOnly={!first}
          error={badEmail ? t('link.badEmail') : null}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <NewPasswordFields {...next.fields} />
        <Button type="submit" tone="primary" busy={isPending || data?.ok === true}>
          {t('link.submit')}
        </Button>
      </form>
    </>
  );
};
