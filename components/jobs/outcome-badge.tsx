'use client';

import { useTranslations } from 'use-intl';
import { Badge, type Tone } from '@/components/ui/badge';
import type { IconName } from '@/components/ui/icon';
import { type Outcome, outcomeOf } from '@/lib/jobs/status';
import { statusWord } from './job-title';

const LOOKS: Readonly<Record<Outcome, readonly [Tone, IconName]>> = {
  starting: ['neutral', 'point'],
  waiting: ['neutral', 'point'],
  running: ['info', 'job'],
  completed: ['ok', 'done'],
  failed: ['danger', 'error'],
  aborted: ['warn', 'close'],
  refused: ['danger', 'error'],
  absent: ['warn', 'unknown'],
  forgotten: ['warn', 'unknown'],
};

/** What became of a restore, as icon and word. */
export const OutcomeBadge = ({ outcome }: { readonly outcome: Outcome }) => {
  const t = useTranslations('jobs');
  const [tone, icon] = LOOKS[outcome];
  return (
    <Badge tone={tone} icon={icon} title={t(`outcomeWhy.${outcome}`)}>
      {t(`outcome.${outcome}`)}
    </Badge>
  );
};

/** A job's status as icon and word. */
export const StatusBadge = ({ status }: { readonly status: string }) => {
  const t = useTranslations('jobs');
  const outcome = outcomeOf('started', status);
  const [tone, icon] = LOOKS[outcome];
  return (
    <Badge tone={tone} icon={icon} title={t(`outcomeWhy.${outcome}`)}>
      {statusWord(t, status)}
    </Badge>
  );
};
