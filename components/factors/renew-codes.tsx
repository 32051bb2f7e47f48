'use client';

import { useTranslations } from 'use-intl';
import { newRecoveryCodesAction } from '@/lib/actions/factors';
import { hearing } from '@/lib/queries/signed-out';
import { Confirm } from './confirm';
import { useOwnChange } from './use-own-change';

/** Makes new recovery codes, which `onMade` is told. */
export const RenewCodes = (props: { readonly onClose: () => void; readonly onMade: (codes: readonly string[]) => void }) => {
  const t = useTranslations('factors.codes');
  const { busy, error, change } = useOwnChange(hearing(newRecoveryCodesAction), ({ codes }) => {
    props.onMade(codes);
    props.onClose();
  });
  return (
    <Confirm
      title={t('renewTitle')}
      text={t('renewText')}
      cancel={t('cancel')}
      confirm={t('renew')}
      busy={busy}
      error={error}
      onConfirm={() => change({})}
      onClose={props.onClose}
    />
  );
};
