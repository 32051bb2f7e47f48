'use client';

import { useFormatter, useTranslations } from 'use-intl';
import { useFindingWords } from '@/components/people/use-finding-words';
import { Badge, type Tone } from '@/components/ui/badge';
import type { IconName } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';
import { placeWords, severityWords } from '@/lib/i18n/words';
import type { Diagnostic, Severity } from '@/lib/restore/diagnostic';

const LOOKS: Readonly<Record<Severity, readonly [Tone, IconName]>> = {
  error: ['danger', 'error'],
  warning: ['warn', 'warning'],
  unknown: ['neutral', 'unknown'],
  info: ['info', 'info'],
};

const ORDER: readonly Severity[] = ['error', 'warning', 'unknown', 'info'];

/** One finding with its severity, place and evidence. */
export const FindingRow = ({ finding }: { readonly finding: Diagnostic }) => {
  const t = useTranslations('checks');
  const words = useFindingWords();
  const own = useTranslations('history.entry');
  const format = useFormatter();
  const [tone, icon] = LOOKS[finding.severity];
  const { source, asOf } = finding.evidence;
  const time = asOf === null ? null : format.dateTime(new Date(asOf), { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
  return (
    <li className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-3 border-t border-line py-2 first:border-t-0">
      <span className="flex items-start">
        <Badge tone={tone} icon={icon}>
          {severityWords(t, finding.severity)}
        </Badge>
      </span>
      <div className="min-w-0">
        <p className="wrap-anywhere">{words(finding)}</p>
        <p className="text-xs text-text-dim">
          {finding.rule} · {placeWords(t, finding.at)} · {time === null ? own('findingPlan') : own('findingEvidence', { source, time })}
        </p>
      </div>
    </li>
  );
};

/** What the review showed when the person said "start", gravest first. */
export const EntryFindings = ({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) => {
  const t = useTranslations('history.entry');
  const sorted = [...diagnostics].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  return (
    <Panel title={t('findings')}>
      <p className="pb-2 text-text-dim">{sorted.length === 0 ? t('findingsNone') : t('findingsAbout')}</p>
      <ul className="flex flex-col">
        {sorted.map((finding) => (
          <FindingRow key={`${finding.code} ${finding.at}`} finding={finding} />
        ))}
      </ul>
    </Panel>
  );
};
