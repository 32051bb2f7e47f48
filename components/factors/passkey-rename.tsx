import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { TextField } from '@/components/ui/field';
import { flash } from '@/components/ui/flash';
import { renameOwnPasskeyAction } from '@/lib/actions/factors';
import type { OwnPasskey } from '@/lib/data/people/own-views';
import { Confirm } from './confirm';
import { MAX_NAME } from './passkey-add';
import { useOwnChange } from './use-own-change';

/** Gives a passkey another name. */
export const PasskeyRename = ({ passkey, onClose }: { readonly passkey: OwnPasskey; readonly onClose: () => void }) => {
  const t = useTranslations('factors.passkeys');
  const [name, setName] = useState(passkey.name);
  const { busy, error, change } = useOwnChange(renameOwnPasskeyAction, (_value, given) => {
    flash({ tone: 'ok', text: t('renamed', { name: given.name }) });
    onClose();
  });
  return (
    <Confirm
      harmless
      title={t('renameOf', { name: passkey.name })}
      text={t('whatHint')}
      cancel={t('cancel')}
      confirm={t('rename')}
      busy={busy}
      error={error}
      onConfirm={() => {
        if (name.trim() !== '') change({ id: passkey.id, name: name.trim() });
      }}
      onClose={onClose}
    >
      <TextField
        label={t('what')}
        required
        autoFocus
        maxLength={MAX_NAME}
        value={name}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setName(event.target.value)}
      />
    </Confirm>
  );
};
