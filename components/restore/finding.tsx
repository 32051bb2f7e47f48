'use client';

import { type ReactNode, Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { SeverityMark } from '@/components/nic-editor/severity-mark';
import { useFindingWords } from '@/components/people/use-finding-words';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import { lazyComponent } from '@/components/ui/lazy-component';
import { RelativeTime } from '@/components/ui/relative-time';
import { fixWords, placeWords } from '@/lib/i18n/words';
import type { Diagnostic, Evidence, Fix } from '@/lib/restore/diagnostic';
import { PointerLine } from './pointer-line';
import { tellsHolder } from './ways/ask-ways';
import { GetAddress } from './ways/get-address';

// Few restores lack iam:PassRole; those that do can wait a moment for the statement.
const PolicyPanel = lazyComponent(() => import('./policy-panel').then((module) => module.PolicyPanel));
const PASS_ROLE: readonly string[] = ['F1', 'F14'];

/** What stands behind a finding: the call and when it answered, or the plan itself. */
const EvidenceLine = ({ evidence, self }: { readonly evidence: Evidence; readonly self: string | undefined }) => {
  const t = useTranslations('restore.verdict');
  const itself = evidence.source === 'request';
  return (
    <span className="text-xs text-text-dim wrap-anywhere">
      {t('evidence', { source: itself ? (self ?? t('planItself')) : evidence.source })}
      {!itself && evidence.asOf !== null && (
        <>
          {' · '}
          <RelativeTime at={evidence.asOf} />
        </>
      )}
    </span>
  );
};

/** One finding: how grave, which rule, what it says, what it rests on, and its remedies. Without `onFix` it is only read. */
export const Finding = (props: {
  readonly finding: Diagnostic;
  readonly lit?: boolean;
  readonly fresh?: boolean;
  readonly fixReason?: string | null;
  /** Why one remedy cannot be applied, where that is not the same for all. */
  readonly reasonOf?: (fix: Fix) => string | null;
  /** Given, the place is named also where it cannot be shown; `true` tells its JSON pointer besides. */
  readonly pointer?: boolean;
  /** What a finding that needs no facts rests on, where it is not a plan. */
  readonly self?: string;
  /** What can be done about it besides, where that is no change of the plan. */
  readonly below?: ReactNode;
  readonly onShow?: (finding: Diagnostic) => void;
  readonly onFix?: (finding: Diagnostic, fix: Fix) => void;
  /** Where the page has the plan that it is about: an address that somebody holds then has a button for how to get it. */
  readonly ways?: boolean;
}) => {
  const { finding, onShow, onFix } = props;
  const t = useTranslations('restore.verdict');
  const checks = useTranslations('checks');
  const words = useFindingWords();
  const place = placeWords(checks, finding.at);
  const held = props.ways === true && tellsHolder(finding);
  return (
    <li
      data-finding=""
      tabIndex={-1}
      aria-current={props.lit || undefined}
      className={cx(
        'flex flex-col gap-1 border-b border-line px-3 py-2 last:border-b-0',
        props.lit && 'bg-accent-soft shadow-[inset_2px_0_0_var(--accent)] fc-edge',
        props.fresh && 'animate-changed',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-2">
        <SeverityMark severity={finding.severity} />
        <span className="mono text-text-dim">{finding.rule}</span>
        {onShow !== undefined && finding.at !== '' && (
          <button
            type="button"
            className="ml-auto rounded-sm text-xs text-accent hover:underline"
            aria-label={t('show', { place })}
            onClick={() => onShow(finding)}
          >
            {place}
          </button>
        )}
        {onShow === undefined && props.pointer !== undefined && finding.at !== '' && (
          <span className="ml-auto text-xs text-text-dim">{place}</span>
        )}
      </div>
      <p className="wrap-anywhere">{words(finding)}</p>
      {props.pointer === true && finding.at !== '' && <PointerLine at={finding.at} />}
      <EvidenceLine evidence={finding.evidence} self={props.self} />
      {PASS_ROLE.includes(finding.rule) && (
        <Suspense>
          <PolicyPanel finding={finding} />
        </Suspense>
      )}
      {props.below}
      {(held || (onFix !== undefined && finding.fixes.length > 0)) && (
        <ul aria-label={t('fixes')} className="flex flex-wrap gap-1.5 pt-0.5">
          {held && (
            <li>
              <GetAddress wanted={{ at: finding.at }} />
            </li>
          )}
          {(onFix === undefined ? [] : finding.fixes).map((fix) => (
            <li key={`${fix.code} ${JSON.stringify(fix.params)}`}>
              <Button size="small" reason={props.reasonOf?.(fix) ?? props.fixReason ?? null} onClick={() => onFix?.(finding, fix)}>
                {fixWords(checks, fix)}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
};
