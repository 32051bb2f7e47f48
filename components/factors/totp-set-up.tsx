'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { beginOwnTotpAction, confirmOwnTotpAction } from '@/lib/actions/factors';
import { hearing } from '@/lib/queries/signed-out';
import { ChangeError } from './change-error';
import { CodeField } from './code-field';
import { useOwnChange } from './use-own-change';

interface Offered {
  readonly secret: string;
  readonly qr: { readonly size: number; readonly path: string };
}

/** Dark on light whatever the theme: many apps read nothing else. */
const QrCode = ({ qr, label }: { readonly qr: Offered['qr']; readonly label: string }) => (
  <svg role="img" aria-label={label} viewBox={`0 0 ${qr.size} ${qr.size}`} shapeRendering="crispEdges" className="size-52 rounded-md">
    <rect width={qr.size} height={qr.size} fill="#fff" />
    <path d={qr.path} fill="#000" />
  </svg>
);

/** The secret, and the field for the first code that the app shows by it. */
const Confirm = (props: {
  readonly offered: Offered;
  readonly onAdded: (codes: readonly string[] | null) => void;
  readonly onCancel: () => void;
}) => {
  const { offered, onAdded, onCancel } = props;
  const t = useTranslations('factors.totp');
  const [code, setCode] = useState('');
  const { busy, code: problem, error, change } = useOwnChange(hearing(confirmOwnTotpAction), ({ codes }) => onAdded(codes));
  const wrong = problem === 'wrong-code';
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) change({ code });
      }}
    >
      <p>{t('scan')}</p>
      <QrCode qr={offered.qr} label={t('qr')} />
      <div>
        <p className="text-text-dim">{t('secret')}</p>
        <p className="flex items-start gap-1">
          <span data-secret="" className="mono wrap-anywhere select-all">
            {offered.secret}
          </span>
          <CopyButton text={offered.secret.replaceAll(' ', '')} label={t('secretName')} />
        </p>
      </div>
      {!wrong && <ChangeError error={error} />}
      <CodeField digits label={t('code')} hint={t('codeHint')} error={wrong ? error : null} code={code} onCode={setCode} />
      <p className="flex flex-wrap gap-2">
        <Button type="submit" tone="primary" busy={busy}>
          {t('confirm')}
        </Button>
        <Button onClick={onCancel}>{t('cancel')}</Button>
      </p>
    </form>
  );
};

/** Sets up an authenticator app: it is offered a secret, and counts once a code has shown that it has it. `onAdded` is told the recovery codes, where there are new ones. */
export const TotpSetUp = ({ onAdded }: { readonly onAdded: (codes: readonly string[] | null) => void }) => {
  const t = useTranslations('factors.totp');
  const [offered, setOffered] = useState<Offered | null>(null);
  const { busy, error, change } = useOwnChange(hearing(beginOwnTotpAction), setOffered);
  if (offered !== null) return <Confirm key={offered.secret} offered={offered} onAdded={onAdded} onCancel={() => setOffered(null)} />;
  return (
    <div className="flex flex-col items-start gap-2">
      <ChangeError error={error} />
      <Button busy={busy} onClick={() => change({})}>
        {t('add')}
      </Button>
    </div>
  );
};
