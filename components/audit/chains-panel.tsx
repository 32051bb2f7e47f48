'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { CopyableId } from '@/components/ui/copyable-id';
import { DownloadLink } from '@/components/ui/download-link';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import { RelativeTime } from '@/components/ui/relative-time';
import type { AuditChain, Signing } from '@/lib/data/audit/views';
import { api } from '@/lib/paths';
import { useEventSpeech } from './use-event-speech';
import { useVerification } from './use-verification';
import { VerificationResult } from './verification-result';

const HEAD = /^[1-9]\d{0,14}:[0-9a-f]{64}$/;

const ChainPart = ({ chain, exportable }: { readonly chain: AuditChain; readonly exportable: boolean }) => {
  const t = useTranslations('audit.chains');
  const name = useEventSpeech().chain(chain.chain);
  const { verification, verify, stop } = useVerification(chain.chain);
  const [noted, setNoted] = useState('');
  const text = noted.trim().toLowerCase();
  const wrong = text !== '' && !HEAD.test(text);
  const running = verification.state === 'running';
  return (
    <li className="flex flex-col gap-2 border-b border-line px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h3 className="font-semibold">{name}</h3>
          <p className="text-text-dim">
            {t('events')}: <span className="mono">{chain.seq}</span> · {t('last')}: <RelativeTime at={chain.at} />
          </p>
          <p className="flex min-w-0 items-center gap-1 text-text-dim">
            {t('head')}: <CopyableId value={`${chain.seq}:${chain.hash}`} max={40} />
          </p>
        </div>
        <TextField
          mono
          label={t('noted')}
          hint={t('notedHint')}
          error={wrong ? t('notedWrong') : null}
          className="w-80 max-w-full"
          value={noted}
          onChange={(event) => setNoted(event.target.value)}
        />
        <div className="flex gap-2">
          {running ? (
            <Button aria-label={t('stopOf', { chain: name })} onClick={stop}>
              {t('stop')}
            </Button>
          ) : (
            <Button
              icon="audit"
              aria-label={t('verifyOf', { chain: name })}
              reason={wrong ? t('notedWrong') : null}
              onClick={() => void verify(null, text)}
            >
              {t('verify')}
            </Button>
          )}
          {exportable && (
            <DownloadLink href={api.auditExport(chain.chain)} label={t('exportOf', { chain: name })}>
              {t('export')}
            </DownloadLink>
          )}
        </div>
      </div>
      <VerificationResult
        chain={chain.chain}
        name={name}
        verification={verification}
        onGoOn={() => void verify(verification.part, verification.noted)}
      />
    </li>
  );
};

/** Each chain that one may see: taken as a file, and verified here and now. */
export const ChainsPanel = ({ chains, signing }: { readonly chains: readonly AuditChain[]; readonly signing: Signing | null }) => {
  const t = useTranslations('audit');
  const unusable = signing?.state === 'unusable';
  return (
    <Panel title={t('chains.title')} flush className="mb-4">
      <div className="flex flex-col gap-2 px-4 py-3 text-text-dim">
        <p>{t('chains.about')}</p>
        {unusable ? (
          <Notice tone="danger" title={t('signing.unusable')}>
            {t(`signing.${signing.why}`)}
          </Notice>
        ) : (
          <p>{signing?.state === 'key' ? t('signing.key', { fingerprint: signing.fingerprint }) : t('signing.none')}</p>
        )}
      </div>
      <ul className="border-t border-line">
        {chains.map((chain) => (
          <ChainPart key={chain.chain} chain={chain} exportable={!unusable} />
        ))}
      </ul>
    </Panel>
  );
};
