'use client';

import { useTranslations } from 'use-intl';
import { TextField } from '@/components/ui/field';

/** As lib/auth/password-rules.ts has them, which stays on the server with its word lists. */
export const PASSWORD_BOUNDS = { min: 12, max: 128 } as const;

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
