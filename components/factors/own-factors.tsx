'use client';

import { type ReactNode, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import type { OwnAccount, OwnPasskey } from '@/lib/data/people/own-views';
import { PasskeyAdd } from './passkey-add';
import { PasskeyRemove } from './passkey-remove';
import { PasskeyRename } from './passkey-rename';
import { RecoveryCodes } from './recovery-codes';
import { RenewCodes } from './renew-codes';
import { TotpRemove } from './totp-remove';
import { TotpSetUp } from './totp-set-up';

type Changing =
  | { readonly what: 'totp' }
  | { readonly what: 'codes' }
  | { readonly what: 'rename' | 'remove'; readonly passkey: OwnPasskey };

const Part = ({ title, about, children }: { readonly title: string; readonly about: ReactNode; readonly children: ReactNode }) => (
  <section aria-label={title} className="flex flex-col gap-2 border-t border-line pt-3 first:border-t-0 first:pt-0">
    <div>
      <h3 className="font-semibold">{title}</h3>
      <p className="text-text-dim">{about}</p>
    </div>
    {children}
  </section>
);

const Passkey = (props: { readonly passkey: OwnPasskey; readonly onRename: () => void; readonly onRemove: () => void }) => {
  const { passkey, onRename, onRemove } = props;
  const t = useTranslations('factors.passkeys');
  const { name, addedAt, lastUsedAt } = passkey;
  const added = () => <RelativeTime at={addedAt} />;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0">
      <span className="flex min-w-0 flex-1 basis-60 flex-col">
        <span className="flex flex-wrap items-center gap-2 font-semibold wrap-anywhere">
          {name}
          {passkey.synced && <Badge>{t('synced')}</Badge>}
          {passkey.elsewhere !== null && <Badge tone="warn">{t('elsewhere', { host: passkey.elsewhere })}</Badge>}
        </span>
        <span className="text-text-dim">
          {lastUsedAt === null ? t.rich('unused', { added }) : t.rich('used', { added, used: () => <RelativeTime at={lastUsedAt} /> })}
        </span>
      </span>
      <Button size="small" tone="quiet" aria-label={t('renameOf', { name })} onClick={onRename}>
        {t('rename')}
      </Button>
      <Button size="small" aria-label={t('removeOf', { name })} onClick={onRemove}>
        {t('remove')}
      </Button>
    </li>
  );
};

/** One's own second factors: what there is, and how it is set up and taken away. */
export const OwnFactors = ({ own }: { readonly own: OwnAccount }) => {
  const t = useTranslations('factors');
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [changing, setChanging] = useState<Changing | null>(null);
  const close = (): void => setChanging(null);
  const { totpSince, passkeys } = own;
  const some = totpSince !== null || passkeys.length > 0;
  return (
    <Panel title={t('panel.title')}>
      <div className="flex flex-col gap-4">
        <p className="text-text-dim">
          {t('panel.about')} {own.required && t('panel.required')} {!some && t('panel.none')}
        </p>
        {some && !own.proved && (
          <Notice tone="warn">
            <p>{t('needed.has')}</p>
          </Notice>
        )}
        {codes !== null && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
        <Part
          title={t('totp.name')}
          about={totpSince === null ? t('totp.absent') : t.rich('totp.since', { time: () => <RelativeTime at={totpSince} /> })}
        >
          {totpSince === null ? (
            <TotpSetUp
              onAdded={(made) => {
                flash({ tone: 'ok', text: t('totp.added') });
                setCodes(made);
              }}
            />
          ) : (
            <Button size="small" className="self-start" onClick={() => setChanging({ what: 'totp' })}>
              {t('totp.remove')}
            </Button>
          )}
        </Part>
        <Part title={t('passkeys.name')} about={t('passkeys.absent')}>
          {passkeys.length > 0 && (
            <ul aria-label={t('passkeys.name')}>
              {passkeys.map((passkey) => (
                <Passkey
                  key={passkey.id}
                  passkey={passkey}
                  onRename={() => setChanging({ what: 'rename', passkey })}
                  onRemove={() => setChanging({ what: 'remove', passkey })}
                />
              ))}
            </ul>
          )}
          <PasskeyAdd
            here={own.passkeysHere}
            onAdded={(name, made) => {
              flash({ tone: 'ok', text: t('passkeys.added', { name }) });
              setCodes(made);
            }}
          />
        </Part>
        {some && (
          <Part title={t('codes.name')} about={t('codes.left', { count: own.recoveryCodesLeft })}>
            <Button size="small" className="self-start" onClick={() => setChanging({ what: 'codes' })}>
              {t('codes.renew')}
            </Button>
          </Part>
        )}
      </div>
      {changing?.what === 'totp' && <TotpRemove onClose={close} />}
      {changing?.what === 'codes' && <RenewCodes onClose={close} onMade={setCodes} />}
      {changing?.what === 'rename' && <PasskeyRename passkey={changing.passkey} onClose={close} />}
      {changing?.what === 'remove' && <PasskeyRemove passkey={changing.passkey} onClose={close} />}
    </Panel>
  );
};
