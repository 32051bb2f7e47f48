'use client';

import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { ExternalLink } from '@/components/ui/external-link';
import { TextField } from '@/components/ui/field';
import type { Effect, Step } from '@/lib/restore/ways/way';
import { valuesOf } from './values';

export const EFFECT_TONES: Readonly<Record<Effect, Tone>> = { nothing: 'ok', reversible: 'warn', destroys: 'danger' };

/** What cannot be undone is shown to whoever has typed the machine's name: nobody copies it by accident. */
const Confirmed = ({ name, children }: { readonly name: string; readonly children: React.ReactNode }) => {
  const t = useTranslations('ways');
  const [typed, setTyped] = useState('');
  if (typed.trim() === name) return children;
  return <TextField mono label={t('confirm', { name })} value={typed} onChange={(event) => setTyped(event.target.value)} />;
};

const Doing = ({ step }: { readonly step: Step }) => {
  const t = useTranslations('ways');
  return (
    <div className="flex flex-col gap-1.5">
      {step.command !== null && <CodeBlock text={step.command} label={t('command')} />}
      {step.link !== null && <ExternalLink href={step.link}>{t('console')}</ExternalLink>}
    </div>
  );
};

/** One step: what, who does it, the exact command, how it is taken back, and which permission it needs. */
export const StepItem = (props: { readonly step: Step; readonly locked: string | null; readonly onEdit: (step: Step) => void }) => {
  const { step, locked, onEdit } = props;
  const t = useTranslations('ways');
  const format = useFormatter();
  const who = useWho();
  const { by } = step.params;
  const values: Record<string, string> = {
    ...valuesOf(t, format, step.params),
    by: typeof by === 'string' ? who.inText(by) : t('outsider'),
  };
  const hasTodo = step.command !== null || step.link !== null;
  return (
    <li>
      <div className="flex flex-col gap-1.5">
        <p className="wrap-anywhere">{t(`step.${step.code}`, values)}</p>
        <p className="flex flex-wrap items-center gap-2 text-xs text-text-dim">
          {t(`by.${step.by}`)}
          {step.effect !== 'nothing' && <Badge tone={EFFECT_TONES[step.effect]}>{t(`effect.${step.effect}`)}</Badge>}
        </p>
        {hasTodo &&
          (step.effect === 'destroys' ? (
            <Confirmed name={values.name ?? ''}>
              <Doing step={step} />
            </Confirmed>
          ) : (
            <Doing step={step} />
          ))}
        {step.edit.length > 0 && (
          <Button size="small" className="self-start" reason={locked} onClick={() => onEdit(step)}>
            {t('doIt')}
          </Button>
        )}
        {step.undo !== null && (
          <details className="text-xs">
            <summary className="text-text-dim">{t('undo')}</summary>
            <div className="pt-1">
              <CodeBlock text={step.undo} label={t('undo')} />
            </div>
          </details>
        )}
        {step.needs.map(({ action, granted }) => (
          <p key={action} className="text-xs text-text-dim wrap-anywhere">
            {t('needs', { action, granted })}
          </p>
        ))}
      </div>
    </li>
  );
};
