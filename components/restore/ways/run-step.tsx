'use client';

import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Badge, type Tone } from '@/components/ui/badge';
import { CodeBlock } from '@/components/ui/code-block';
import { ExternalLink } from '@/components/ui/external-link';
import type { IconName } from '@/components/ui/icon';
import { RelativeTime } from '@/components/ui/relative-time';
import type { WayRunView, WayStepView } from '@/lib/data/way-runs/views';

const TONES: Readonly<Record<WayStepView['state'], Tone>> = {
  waiting: 'neutral',
  doing: 'info',
  done: 'ok',
  undone: 'neutral',
  failed: 'danger',
};
const ICONS: Partial<Record<WayStepView['state'], IconName>> = { done: 'check', failed: 'error' };

/** The commands that carry a step out, or take it back. */
const Todo = ({ step }: { readonly step: WayStepView }) => {
  const t = useTranslations('way-run');
  return (
    <div className="flex flex-col gap-1.5">
      {step.command !== null && <CodeBlock text={step.command} label={t('command')} />}
      {step.undo !== null && <CodeBlock text={step.undo} label={t('undoCommand')} />}
      {step.link !== null && <ExternalLink href={step.link}>{t('console')}</ExternalLink>}
    </div>
  );
};

/** One step: what, in which state since when and by whom; of the one that is next, who is to do it and how. */
export const RunStepItem = (props: { readonly way: WayRunView; readonly step: WayStepView; readonly current: boolean }) => {
  const { way, step, current } = props;
  const t = useTranslations('way-run');
  const who = useWho();
  const { address, name } = way;
  const isDone = step.state === 'done' || step.state === 'undone';
  return (
    <li aria-current={current ? 'step' : undefined}>
      <div className="flex flex-col gap-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className={current ? 'font-semibold wrap-anywhere' : 'wrap-anywhere'}>{t(`step.${step.code}`, { address, name })}</span>
          <Badge tone={TONES[step.state]} {...(ICONS[step.state] === undefined ? {} : { icon: ICONS[step.state] })}>
            {t(`stepState.${step.state}`)}
          </Badge>
        </p>
        <p className="flex flex-wrap gap-x-2 text-xs text-text-dim">
          {!isDone && <span>{t(`who.${step.who}`)}</span>}
          {step.since !== null && <RelativeTime at={step.since} />}
          {step.since !== null && step.who !== 'page' && (
            <span>{step.by === null ? t('seen') : t('by', { who: who.inText(step.by) })}</span>
          )}
        </p>
        {step.failure !== null && <p className="text-danger">{t(`failure.${step.failure}`, { address })}</p>}
        {(current || way.state === 'stopped') && (step.command !== null || step.undo !== null || step.link !== null) && (
          <Todo step={step} />
        )}
      </div>
    </li>
  );
};
