'use client';

import { useId } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { Badge, type Tone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code-block';
import { Icon } from '@/components/ui/icon';
import type { BeforeEnd, Step, Way } from '@/lib/restore/ways/way';
import { EFFECT_TONES, StepItem } from './step-item';
import { valuesOf } from './values';

const STATE_TONES: Readonly<Record<BeforeEnd['state'], Tone>> = { fine: 'ok', mind: 'warn', unknown: 'neutral' };

/** What to look at before the step that cannot be undone: known or not, and the command that tells. */
const BeforeList = ({ before }: { readonly before: readonly BeforeEnd[] }) => {
  const t = useTranslations('ways');
  const format = useFormatter();
  return (
    <section className="flex flex-col gap-1.5">
      <h4 className="font-semibold text-xs">{t('before')}</h4>
      <ul className="flex flex-col gap-2">
        {before.map(({ code, state, params, command, action }) => (
          <li key={code} className="flex flex-col gap-1">
            <p className="flex items-start gap-2">
              <Badge tone={STATE_TONES[state]}>{t(`beforeState.${state}`)}</Badge>
              <span className="min-w-0 wrap-anywhere">
                {t(`beforeEnd.${code}.${state}`, { ...valuesOf(t, format, params), action: action ?? '' })}
              </span>
            </p>
            {command !== null && <CodeBlock text={command} label={t('command')} />}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Losses = ({ way }: { readonly way: Way }) => {
  const t = useTranslations('ways');
  const format = useFormatter();
  if (way.losses.length === 0) return null;
  return (
    <section className="flex flex-col gap-1">
      <h4 className="font-semibold text-xs">{t('losses')}</h4>
      <ul className="list-disc pl-5">
        {way.losses.map(({ code, params }) => (
          <li key={code} className="wrap-anywhere">
            {t(`loss.${code}`, valuesOf(t, format, params))}
          </li>
        ))}
      </ul>
    </section>
  );
};

const WAITS: readonly Way['kind'][] = ['wait', 'ask-owner', 'terminate-first'];

/** One way: its name, what it breaks, and, opened, what it costs, what to look at before, and its steps. */
export const WayItem = (props: {
  readonly way: Way;
  readonly open: boolean;
  readonly locked: string | null;
  readonly onEdit: (step: Step) => void;
  /** Sets up a start that waits; only of ways that end with waiting for the address. */
  readonly onWait: () => void;
  /** Begins to go it step by step; `null`: it has no steps to go, or the plan has one under way. */
  readonly onBegin: (() => void) | null;
  /** Why it cannot be begun. */
  readonly whyNotBegin: string | null;
  readonly beginning: boolean;
}) => {
  const { way, open, locked, onEdit, onWait, onBegin, whyNotBegin, beginning } = props;
  const t = useTranslations('ways');
  const waits = useTranslations('waits.set');
  const format = useFormatter();
  const id = useId();
  const values = valuesOf(t, format, { address: null, role: null, ...way.steps[0]?.params });
  return (
    <li>
      <details open={open} className="group/way rounded-md border border-line">
        <summary aria-describedby={`${id}-text`} className="flex list-none flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2">
          <Icon name="right" className="transition-transform group-open/way:rotate-90" />
          <h3 className="min-w-0 font-semibold wrap-anywhere">{t(`way.${way.kind}.name`, values)}</h3>
          <span className="ml-auto flex flex-wrap gap-1">
            {way.experimental && <Badge tone="violet">{t('experimental')}</Badge>}
            <Badge tone={EFFECT_TONES[way.breaks]}>{t(`breaks.${way.breaks}`)}</Badge>
          </span>
          <span id={`${id}-text`} className="basis-full text-xs text-text-dim">
            {t(`way.${way.kind}.text`)}
          </span>
        </summary>
        <div className="flex flex-col gap-3 border-t border-line px-3 py-2">
          {way.experimental && <p className="text-xs text-text-dim">{t('experimentalWhy')}</p>}
          <Losses way={way} />
          {way.before.length > 0 && <BeforeList before={way.before} />}
          <section aria-label={t('steps')}>
            <ol className="flex list-decimal flex-col gap-3 pl-5">
              {way.steps.map((step) => (
                <StepItem key={step.code} step={step} locked={locked} onEdit={onEdit} />
              ))}
            </ol>
          </section>
          {onBegin !== null && (
            <div className="flex flex-col items-start gap-1">
              <Button size="small" tone="primary" reason={whyNotBegin} busy={beginning} onClick={onBegin}>
                {t('begin')}
              </Button>
              <p className="text-xs text-text-dim">{t('beginText')}</p>
            </div>
          )}
          {WAITS.includes(way.kind) && (
            <Button size="small" tone={onBegin === null ? 'primary' : 'secondary'} className="self-start" reason={locked} onClick={onWait}>
              {waits('open')}
            </Button>
          )}
        </div>
      </details>
    </li>
  );
};
