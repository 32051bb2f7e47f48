'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { TextField } from '@/components/ui/field';

/** As lib/auth/password-rules.ts has them, which stays on the server with its word lists. */
const PASSWORD_BOUNDS = { min: 12, max: 128 } as const;

/** Why a new password was not taken, as the console says it. */
type Weakness = 'too-short' | 'too-long' | 'common' | 'own-name';

/** What came of a form with a new password. */
export interface PasswordFailure {
  readonly code: string;
  readonly why?: Weakness;
}

/** A new password as it is typed, twice. `failure`: what came of the last one. */
export const useNewPassword = (failure: PasswordFailure | null) => {
  const t = useTranslations('sign-in.link.weak');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [differed, setDiffered] = useState(false);
  const weak = failure?.code === 'weak-password' && failure.why !== undefined ? t(failure.why, PASSWORD_BOUNDS) : null;
  return {
    weak,
    fields: { password, again, weak, differs: differed && password !== again, onPassword: setPassword, onAgain: setAgain },
    /** Whether it is the same twice; if not, the fields say so. */
    check: (): boolean => {
      setDiffered(password !== again);
      return password === again;
    },
    clear: (): void => {
      setPassword('');
      setAgain('');
    },
  };
};

/** A new password, twice. `weak`: why the last one was not taken. `differs`: the two were not the same. */
export const NewPasswordFields = (props: {
  readonly password: string;
  readonly again: string;
  readonly weak: string | null;
  readonly differs: boolean;
  readonly onPassword: (text: string) => void;
  readonly onAgain: (text: string) => void;
}) => {
  const t = useTranslations('sign-in.link');
  return (
    <>
      <TextField
        label={t('newPassword')}
        type="password"
        autoComplete="new-password"
        required
        hint={t('rules', PASSWORD_BOUNDS)}
        error={props.weak}
        value={props.password}
        onChange={(event) => props.onPassword(event.target.value)}
      />
      <TextField
        label={t('repeat')}
        type="password"
        autoComplete="new-password"
        required
        error={props.differs ? t('differs') : null}
        value={props.again}
        onChange={(event) => props.onAgain(event.target.value)}
      />
    </>
  );
};
