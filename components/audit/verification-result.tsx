'use client';

import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { CopyableId } from '@/components/ui/copyable-id';
import { Notice } from '@/components/ui/notice';
import type { VerifiedPart } from '@/lib/data/audit/views';
import type { Verification } from './use-verification';

interface ResultProps {
  readonly chain: string;
  readonly name: string;
  readonly verification: Verification;
  readonly onGoOn: () => void;
}

const Done = ({
  chain,
  name,
  part,
  noted,
}: {
  readonly chain: string;
  readonly name: string;
  readonly part: VerifiedPart;
  readonly noted: string;
}) => {
  const t = useTranslations('audit.chains');
  const fault = useTranslations('record.fault');
  if (part.fault !== null)
    return (
      <Notice tone="danger" live title={t('wrong', { chain: name, text: fault(part.fault.code, { chain, seq: String(part.fault.seq) }) })}>
        {t('wrongNext')}
      </Notice>
    );
  if (part.head.seq === 0)
    return (
      <Notice tone="info" live>
        {t('none')}
      </Notice>
    );
  return (
    <Notice tone="ok" live title={t('right', { chain: name, seq: part.head.seq })}>
      <CopyableId value={`${part.head.seq}:${part.head.hash}`} max={90} />
      <p>{noted === '' ? t('limits') : t('rightNoted')}</p>
    </Notice>
  );
};

/** What the verification of a chain has found so far. */
export const VerificationResult = ({ chain, name, verification, onGoOn }: ResultProps) => {
  const t = useTranslations('audit.chains');
  const { state, part } = verification;
  const seq = part?.head.seq ?? 0;
  if (state === 'done' && part !== null) return <Done chain={chain} name={name} part={part} noted={verification.noted} />;
  if (state === 'stopped' || state === 'failed')
    return (
      <Notice
        tone={state === 'failed' ? 'warn' : 'info'}
        live
        title={t(state, { seq })}
        actions={
          <Button size="small" onClick={onGoOn}>
            {t('goOn')}
          </Button>
        }
      />
    );
  if (state !== 'running') return null;
  const total = part?.total ?? 0;
  return (
    <span className="flex items-center gap-3 text-text-dim">
      <progress className="h-2 w-40 accent-accent" aria-label={name} {...(total === 0 ? {} : { value: seq, max: total })} />
      {t('progress', { done: seq, total })}
    </span>
  );
};
