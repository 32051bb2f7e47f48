'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useWho } from '@/components/people/use-who';
import { Notice, type NoticeTone } from '@/components/ui/notice';
import { ExactTime, RelativeTime } from '@/components/ui/relative-time';
import type { WaitView } from '@/lib/data/waits/views';
import { isWaiting, waitName } from './wait-words';

const TONES: Readonly<Record<WaitView['state'], NoticeTone>> = {
  waiting: 'info',
  asking: 'warn',
  started: 'ok',
  cancelled: 'info',
  expired: 'warn',
  stopped: 'danger',
};

/** What kept it from starting until its deadline. */
const whyExpired = ({ findings, problem, held }: WaitView): 'asking' | 'silent' | 'held' | 'other' => {
  if (findings.length > 0) return 'asking';
  if (problem !== null) return 'silent';
  return held.length > 0 ? 'held' : 'other';
};

const Said = ({ wait }: { readonly wait: WaitView }) => {
  const t = useTranslations('waits.text');
  const who = useWho();
  switch (wait.state) {
    case 'asking':
      return t('asking', { count: wait.findings.length, who: who.inText(wait.actor) });
    case 'expired':
      return t('expired', { why: whyExpired(wait), held: wait.held.join(', '), count: wait.held.length });
    case 'stopped':
      return t('stopped', { cause: (wait.stopCause ?? '').replaceAll('-', '_') });
    default:
      if (wait.notBefore !== null) return t.rich('time', { time: () => <ExactTime at={wait.notBefore ?? ''} /> });
      return wait.held.length === 0 ? t('free') : t('address', { held: wait.held.join(', '), count: wait.held.length });
  }
};

/** A start that waits, or that was given up: for what, until when, by whom, and what can be done. */
export const WaitNotice = (props: {
  readonly wait: WaitView;
  readonly className?: string;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}) => {
  const { wait, className, actions, children } = props;
  const t = useTranslations('waits');
  const who = useWho();
  return (
    <Notice
      tone={TONES[wait.state]}
      live
      title={t(`title.${wait.state}`, { name: waitName(wait) })}
      {...(className === undefined ? {} : { className })}
      actions={actions}
    >
      <p>
        <Said wait={wait} />
      </p>
      {wait.problem !== null && isWaiting(wait) && <p>{t('silent')}</p>}
      <p className="flex flex-wrap gap-x-3 text-xs text-text-dim">
        <span>{t.rich('by', { who: who.inText(wait.actor), time: () => <RelativeTime at={wait.createdAt} /> })}</span>
        {isWaiting(wait) && <span>{t.rich('until', { time: () => <ExactTime at={wait.until} /> })}</span>}
        {wait.endedAt !== null && <span>{t.rich('ended', { time: () => <ExactTime at={wait.endedAt ?? ''} /> })}</span>}
        {isWaiting(wait) && wait.wanted.length > 0 && (
          <span className="mono wrap-anywhere">{t('claims', { addresses: wait.wanted.join(', ') })}</span>
        )}
      </p>
      {children}
    </Notice>
  );
};
