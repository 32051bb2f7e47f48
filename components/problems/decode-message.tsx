'use client';

import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { usePlace } from '@/components/layout/frame-context';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { CopyButton } from '@/components/ui/copy-button';
import { CopyableId } from '@/components/ui/copyable-id';
import { FactList } from '@/components/ui/panel';
import { problemWords } from '@/components/ui/problem-words';
import { useSentences } from '@/components/ui/use-sentences';
import { decodeAuthorizationMessageAction } from '@/lib/actions/preflight';
import type { DecodedAuthorization, NotEncoded } from '@/lib/data/preflight/views';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { problemOf, unwrap } from '@/lib/queries/problem-error';

/** AWS's CLI call that opens the message with other credentials (STS API Reference, DecodeAuthorizationMessage). */
const decodeCommand = (place: Place, encoded: string): string =>
  `aws sts decode-authorization-message --region ${place.region} --encoded-message ${encoded} --query DecodedMessage --output text`;

/** Why the call was not allowed, as far as AWS tells. */
const useWhy = (decoded: DecodedAuthorization): string => {
  const t = useTranslations('problems.decode');
  if (decoded.deniedBy.length > 0) return t('why.statement', { statements: decoded.deniedBy.join(', '), count: decoded.deniedBy.length });
  if (decoded.explicitDeny === true) return t('why.explicit');
  if (decoded.allowed === false) return t('why.implicit');
  return decoded.allowed === true ? t('why.allowed') : t('why.unsaid');
};

const Statement = ({ decoded }: { readonly decoded: DecodedAuthorization }) => {
  const t = useTranslations('problems.decode');
  const why = useWhy(decoded);
  const { action, resource, principal } = decoded;
  const fact = (name: string, value: string | null): { readonly name: string; readonly value: ReactNode } => ({
    name,
    value: value === null ? t('unsaid') : <CopyableId value={value} max={72} />,
  });
  return (
    <>
      <FactList
        facts={[
          fact(t('action'), action),
          fact(t('resource'), resource),
          fact(t('principal'), principal),
          { name: t('why.name'), value: why },
        ]}
      />
      <details>
        <summary className="py-1 text-text-dim">{t('whole')}</summary>
        <CodeBlock text={decoded.whole} label={t('whole')} className="max-h-72" />
      </details>
    </>
  );
};

const missingAction = (problem: Problem | NotEncoded | { readonly code: 'offline' }): string | null =>
  problem.code === 'aws' && problem.problem.code === 'access-denied' ? problem.problem.action : null;

const Failure = (props: {
  readonly place: Place;
  readonly encoded: string;
  readonly problem: Problem | NotEncoded | { readonly code: 'offline' };
}) => {
  const t = useTranslations('problems');
  const { place, encoded, problem } = props;
  const sentences = useSentences();
  const action = missingAction(problem);
  if (problem.code === 'not-encoded') return <p>{t('decode.notEncoded')}</p>;
  if (action === null) {
    const words = problemWords(t, problem);
    return <p>{sentences(t('decode.failed', { title: words.title }), words.text)}</p>;
  }
  return (
    <>
      <p>{t('decode.denied', { action })}</p>
      <CodeBlock text={decodeCommand(place, encoded)} label={t('decode.command')} />
    </>
  );
};

interface Props {
  readonly encoded: string;
  /** Told once it was opened. */
  readonly onDecoded?: (decoded: DecodedAuthorization) => void;
}

const Decoder = ({ place, encoded, onDecoded }: Props & { readonly place: Place }) => {
  const t = useTranslations('problems.decode');
  const decode = useMutation({
    mutationFn: () => unwrap(decodeAuthorizationMessageAction({ place, text: encoded })),
    onSuccess: (opened) => onDecoded?.(opened),
  });
  const { data, error, isPending } = decode;
  return (
    <>
      <Button size="small" busy={isPending} onClick={() => decode.mutate()}>
        {t('button')}
      </Button>
      <div role="status" className="min-w-0 basis-full">
        {(data !== undefined || error !== null) && (
          <div className="mt-2 flex flex-col gap-2">
            {data !== undefined && <Statement decoded={data} />}
            {error !== null && <Failure place={place} encoded={encoded} problem={problemOf(error)} />}
          </div>
        )}
      </div>
    </>
  );
};

/** What `EncodedMessage` shows; a page of no account and region can only have it copied. */
export const DecodeMessage = ({ encoded, onDecoded }: Props) => {
  const t = useTranslations('problems');
  const place = usePlace();
  return (
    <section aria-label={t('encoded')} className="flex min-w-0 flex-wrap items-center gap-x-3">
      <span className="inline-flex items-center gap-1 text-text-dim">
        {t('encoded')}
        <CopyButton text={encoded} label={t('encoded')} />
      </span>
      {place !== null && <Decoder place={place} encoded={encoded} {...(onDecoded === undefined ? {} : { onDecoded })} />}
    </section>
  );
};
