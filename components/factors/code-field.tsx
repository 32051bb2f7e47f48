'use client';

import { TextField } from '@/components/ui/field';

/** A field for a code: of an app, which phones and browsers offer to fill in, or a recovery code. */
export const CodeField = (props: {
  readonly label: string;
  readonly hint?: string;
  readonly error: string | null;
  /** Six digits of an app; else also a recovery code, which has letters. */
  readonly digits: boolean;
  readonly code: string;
  readonly onCode: (code: string) => void;
}) => (
  <TextField
    mono
    label={props.label}
    hint={props.hint}
    error={props.error}
    required
    autoFocus
    maxLength={60}
    {...(props.digits ? { inputMode: 'numeric', autoComplete: 'one-time-code' } : { autoCapitalize: 'characters' })}
    className="max-w-md"
    value={props.code}
    onChange={(event) => props.onCode(event.target.value)}
  />
);
