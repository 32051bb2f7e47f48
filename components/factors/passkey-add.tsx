'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { makePasskey } from './browser-passkey';
import { ChangeError } from './change-error';
import { useOwnChange } from './use-own-change';

/** As the operations have it. */
export const MAX_NAME = 60;

/** Adds a passkey under a name. `here`: passkeys can be made for the address by which the console is reached. */
export const PasskeyAdd = (props: {
  readonly here: boolean;
  readonly onAdded: (name: string, codes: readonly string[] | null) => void;
}) => {
  const t = useTranslations('factors.passkeys');
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState(t('suggestion'));
  const { busy, error, change, reset } = useOwnChange(makePasskey, ({ codes }, made) => {
    setNaming(false);
    props.onAdded(made, codes);
  });
  if (!naming)
    return (
      <div className="flex flex-col items-start gap-1">
        <Button reason={props.here ? null : t('noHost')} onClick={() => setNaming(true)}>
          {t('add')}
        </Button>
        {!props.here && <p className="text-xs text-text-dim">{t('noHost')}</p>}
      </div>
    );
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && name.trim() !== '') change(name.trim());
      }}
    >
      <ChangeError error={error} />
      <TextField
        label={t('what')}
        hint={t('whatHint')}
        required
        autoFocus
        maxLength={MAX_NAME}
        className="max-w-80"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <p className="flex flex-wrap gap-2">
        <Button type="submit" tone="primary" busy={busy}>
          {t('make')}
        </Button>
        <Button
          onClick={() => {
            reset();
            setNaming(false);
          }}
        >
          {t('cancel')}
        </Button>
      </p>
    </form>
  );
};
