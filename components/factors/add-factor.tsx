'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { AskAgain } from '@/components/sign-in/ask-again';
import { useSignOut } from '@/components/sign-in/use-sign-out';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { OwnAccount } from '@/lib/data/people/own-views';
import { PasskeyAdd } from './passkey-add';
import { RecoveryCodes } from './recovery-codes';
import { TotpSetUp } from './totp-set-up';

/** The first second factor of somebody whose role needs one. `needed`: it still is; once it is not, the way leads on to `to`. */
export const AddFactor = ({ own, needed, to }: { readonly own: OwnAccount; readonly needed: boolean; readonly to: string }) => {
  const t = useTranslations('factors');
  const signOut = useSignOut();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const some = own.totpSince !== null || own.passkeys.length > 0;
  const onAdded = (made: readonly string[] | null): void => setCodes(made);
  return (
    <div className="flex flex-col gap-4">
      {codes !== null && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {codes === null && !needed && (
        <Notice
          tone="ok"
          live
          actions={
            <LinkButton anew tone="primary" href={to}>
              {t('needed.goOn')}
            </LinkButton>
          }
        >
          <p>{t('needed.done')}</p>
        </Notice>
      )}
      {needed && (
        <Notice tone="info">
          <p>{t(some ? 'needed.has' : 'needed.about')}</p>
        </Notice>
      )}
      {needed && !some && (
        <>
          <Panel title={t('totp.name')}>
            <p className="pb-2 text-text-dim">{t('totp.absent')}</p>
            <TotpSetUp onAdded={onAdded} />
          </Panel>
          <Panel title={t('passkeys.name')}>
            <p className="pb-2 text-text-dim">{t('passkeys.absent')}</p>
            <PasskeyAdd here={own.passkeysHere} onAdded={(_name, made) => onAdded(made)} />
          </Panel>
        </>
      )}
      {needed && (
        <Button className="self-start" onClick={signOut}>
          {t('needed.signOut')}
        </Button>
      )}
      <AskAgain name={own.name} />
    </div>
  );
};
