'use client';

import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import { removeOwnPasskeyAction } from '@/lib/actions/factors';
import type { OwnPasskey } from '@/lib/data/people/own-views';
import { hearing } from '@/lib/queries/signed-out';
import { Confirm } from './confirm';
import { useOwnChange } from './use-own-change';

/** Removes a passkey. */
export const PasskeyRemove = ({ passkey, onClose }: { readonly passkey: OwnPasskey; readonly onClose: () => void }) => {
  const t = useTranslations('factors.passkeys');
  const { id, name } = passkey;
  const { busy, error, change } = useOwnChange(hearing(removeOwnPasskeyAction), () => {
    flash({ tone: 'ok', text: t('removed', { name }) });
    onClose();
  });
  return (
    <Confirm
      title={t('removeOf', { name })}
      text={t('removeText')}
      cancel={t('cancel')}
      confirm={t('remove')}
      busy={busy}
      error={error}
      onConfirm={() => change({ id })}
      onClose={onClose}
    />
  );
};
