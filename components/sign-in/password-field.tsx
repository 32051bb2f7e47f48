'use client';

import { TextField } from '@/components/ui/field';

/** A field for a password that somebody has, which browsers and password managers offer to fill in. `error`: why it was not taken. */
export const PasswordField = (props: {
  readonly label: string;
  readonly name?: string;
  readonly autoFocus?: boolean;
  readonly error?: string | null;
  readonly password: string;
  readonly onPassword: (text: string) => void;
}) => (
  <TextField
    label={props.label}
    type="password"
    autoComplete="current-password"
    required
    {...(props.name === undefined ? {} : { name: props.name })}
    {...(props.autoFocus === true ? { autoFocus: true } : {})}
    error={props.error ?? null}
    value={props.password}
    onChange={(event) => props.onPassword(event.target.value)}
  />
);
