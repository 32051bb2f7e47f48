'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { EncodedMessage } from '@/components/problems/encoded-message';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { type Decoded, decodedFailure } from '@/lib/jobs/authorization-failures';
import type { KnownFailure } from '@/lib/jobs/known-failures';

const Quote = ({ words }: { readonly words: string }) => {
  const t = useTranslations('problems');
  return (
    <figure className="border-l-2 border-line-strong pl-3">
      <figcaption className="text-xs text-text-dim">{t('quote')}</figcaption>
      <blockquote className="mono wrap-anywhere">{words}</blockquote>
    </figure>
  );
};

/** What AWS said of a job that did not complete, what that means and what to do. */
export const JobFailure = ({ message, failure }: { readonly message: string; readonly failure: KnownFailure | null }) => {
  const t = useTranslations('jobs.failure');
  if (failure === null)
    return (
      <Panel title={t('title')}>
        <div className="flex flex-col gap-3">
          <Quote words={message} />
          <p className="text-text-dim">{t('unknown')}</p>
        </div>
      </Panel>
    );
  return <KnownJobFailure message={message} known={failure} />;
};

const KnownJobFailure = ({ message, known }: { readonly message: string; readonly known: KnownFailure }) => {
  const t = useTranslations('jobs.failure');
  // Once its encoded message is opened, a refusal is told by the action in there.
  const [decoded, setDecoded] = useState<Decoded | null>(null);
  const failure = decoded === null || decoded.action === null ? known : decodedFailure(known, decoded);
  return (
    <Panel title={t('title')} actions={<Badge>{t('rule', { rule: failure.rule })}</Badge>}>
      <div className="flex flex-col gap-3">
        <p className="text-md">{t(`${failure.code}.means`, { subject: failure.subject ?? 'none' })}</p>
        {failure.denial !== undefined && <p>{t(`denied.${failure.denial}`)}</p>}
        <Quote words={message} />
        {failure.encoded !== undefined && <EncodedMessage encoded={failure.encoded} onDecoded={setDecoded} />}
        <div>
          <h3 className="font-semibold">{t('todo')}</h3>
          <p>{t(`${failure.code}.todo`)}</p>
        </div>
      </div>
    </Panel>
  );
};

/** What AWS said of a job that goes on or completed. */
export const JobMessage = ({ message }: { readonly message: string }) => {
  const t = useTranslations('jobs.detail');
  return (
    <Panel title={t('message')}>
      <Quote words={message} />
    </Panel>
  );
};
