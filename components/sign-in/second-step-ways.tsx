'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { proveByPasskey } from '@/components/factors/browser-passkey';
import { CodeField } from '@/components/factors/code-field';
import { useFactorWords } from '@/components/factors/use-factor-words';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { finishByCodeAction } from '@/lib/actions/second-step';
import type { SecondStep } from '@/lib/data/people/own-views';
import { problemOf, unwrap } from '@/lib/queries/problem-error';

type Kind = 'totp' | 'recovery';

interface SecondStepProps {
  readonly ways: SecondStep;
  /** Once it is done. */
  readonly onDone: () => void;
}

/** A code of the app, or a recovery code; one way is shown at a time. */
const ByCode = ({ ways, onDone }: SecondStepProps) => {
  const t = useTranslations('factors.secondStep');
  const words = useFactorWords();
  const [kind, setKind] = useState<Kind>(ways.totp ? 'totp' : 'recovery');
  const [code, setCode] = useState('');
  const { error, isPending, isSuccess, mutate, reset } = useMutation({
    mutationFn: () => unwrap(finishByCodeAction({ code })),
    onSuccess: onDone,
    onError: () => setCode(''),
  });
  const problem = error === null ? null : problemOf(error);
  const app = kind === 'totp';
  const other = app ? ways.recoveryCodes : ways.totp;
  return (
    <form
      className="flex flex-col items-stretch gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending && !isSuccess) mutate();
      }}
    >
      {problem !== null && (
        <Notice tone="danger" live title={t('failed')}>
          <p>{words(problem)}</p>
        </Notice>
      )}
      <CodeField
        key={kind}
        digits={app}
        label={t(app ? 'code' : 'recoveryCode')}
        hint={t(app ? 'codeHint' : 'recoveryHint')}
        error={null}
        code={code}
        onCode={setCode}
      />
      <Button type="submit" tone="primary" busy={isPending || isSuccess}>
        {t('submit')}
      </Button>
      {other && (
        <Button
          tone="quiet"
          onClick={() => {
            reset();
            setCode('');
            setKind(app ? 'recovery' : 'totp');
          }}
        >
          {t(app ? 'useRecovery' : 'useApp')}
        </Button>
      )}
    </form>
  );
};

const ByPasskey = ({ onDone }: Pick<SecondStepProps, 'onDone'>) => {
  const t = useTranslations('factors.secondStep');
  const words = useFactorWords();
  const { error, isPending, isSuccess, mutate } = useMutation({
    mutationFn: () => unwrap(proveByPasskey()),
    onSuccess: onDone,
  });
  return (
    <div className="flex flex-col gap-3">
      {error !== null && (
        <Notice tone="danger" live title={t('failed')}>
          <p>{words(problemOf(error))}</p>
        </Notice>
      )}
      <Button tone="primary" icon="lock" busy={isPending || isSuccess} onClick={() => mutate()}>
        {t('passkey')}
      </Button>
    </div>
  );
};

/** The second step of whoever has done the first in this browser, by what they have. */
export const SecondStepWays = ({ ways, onDone }: SecondStepProps) => {
  const t = useTranslations('factors.secondStep');
  return (
    <>
      {ways.passkeys === 'here' && <ByPasskey onDone={onDone} />}
      {ways.passkeys === 'elsewhere' && (
        <Notice tone="info">
          <p>{t('elsewhere')}</p>
        </Notice>
      )}
      {(ways.totp || ways.recoveryCodes) && <ByCode ways={ways} onDone={onDone} />}
      <p className="text-xs text-text-dim">{t('stuck')}</p>
    </>
  );
};
