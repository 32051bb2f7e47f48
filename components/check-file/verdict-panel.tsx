'use client';

import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { SEVERITY_ICON, SEVERITY_INK } from '@/components/nic-editor/severity-mark';
import { Finding } from '@/components/restore/finding';
import { groupFindings } from '@/components/restore/verdict-order';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/class-names';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';
import { linkClass } from '@/components/ui/text-link';
import { countBySeverity } from '@/lib/restore/check';
import type { Diagnostic, Fix } from '@/lib/restore/diagnostic';
import { CORRECTED_ID } from './corrected-panel';
import { useSummary } from './summary';
import type { Verdict } from './use-checked-file';

/** Where the focus goes when the finding that it was in has been solved: to the one that took its place, else to the list. */
const useFocusAfterFix = (findings: readonly Diagnostic[]) => {
  const list = useRef<HTMLDivElement>(null);
  const leftAt = useRef<number | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks at the page after each new verdict
  useEffect(() => {
    const at = leftAt.current;
    leftAt.current = null;
    if (at === null || (document.activeElement !== null && document.activeElement !== document.body)) return;
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[data-finding]') ?? [])].filter((item) => item.checkVisibility());
    (items[Math.min(at, items.length - 1)] ?? list.current)?.focus();
  }, [findings]);
  const leave = (): void => {
    const items = [...(list.current?.querySelectorAll('[data-finding]') ?? [])].filter((item) => item.checkVisibility());
    leftAt.current = Math.max(
      0,
      items.findIndex((item) => item.contains(document.activeElement)),
    );
  };
  return { list, leave };
};

const CorrectButton = ({ verdict, onCorrect }: { readonly verdict: Verdict; readonly onCorrect: () => void }) => {
  const t = useTranslations('check-file.verdict');
  const total = countBySeverity(verdict.findings).error;
  if (verdict.correction === null) return null;
  const { solved } = verdict.correction;
  return (
    <Button size="small" icon="done" onClick={onCorrect}>
      {solved === total ? t('correct', { count: solved }) : t('correctSome', { count: solved, total })}
    </Button>
  );
};

/** The findings about the file, gravest first, each with its remedies; and one button for all errors that have one. */
export const VerdictPanel = (props: {
  readonly verdict: Verdict;
  readonly corrected: boolean;
  /** Whether AWS answered; otherwise what only it can tell is unknown, and need not be read one by one. */
  readonly asked: boolean;
  readonly head: ReactNode;
  /** Stands between the counts and the findings. */
  readonly children?: ReactNode;
  /** Said where a part of the file cannot be read. */
  readonly unread: string | null;
  /** Why a remedy cannot be applied yet; `null` where it can. */
  readonly reasonOf: (fix: Fix) => string | null;
  readonly pointers: boolean;
  readonly onPointers: (shown: boolean) => void;
  readonly onCorrect: () => void;
  readonly onFix: (fix: Fix) => void;
  readonly onShow: (finding: Diagnostic) => void;
}) => {
  const { verdict, corrected, unread, onFix, onShow } = props;
  const t = useTranslations('check-file.verdict');
  const groupTitles = useTranslations('restore.verdict.groups');
  const more = useTranslations('check-file.corrected');
  const summary = useSummary();
  const groups = useMemo(() => groupFindings(verdict.findings), [verdict.findings]);
  const { list, leave } = useFocusAfterFix(verdict.findings);
  const counts = countBySeverity(verdict.findings);
  // What is not known is no reason for a tick.
  const gravest = (['error', 'warning', 'unknown'] as const).find((severity) => counts[severity] > 0) ?? null;
  return (
    <Panel
      title={corrected ? t('ofCorrected') : t('title')}
      flush
      actions={
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          {corrected && (
            <a href={`#${CORRECTED_ID}`} className={linkClass}>
              {more('jump')}
            </a>
          )}
          <CorrectButton
            verdict={verdict}
            onCorrect={() => {
              leave();
              props.onCorrect();
            }}
          />
        </span>
      }
    >
      <div ref={list} tabIndex={-1} className="outline-none">
        <div className="border-b border-line px-3 py-2.5">{props.head}</div>
        <div
          className={cx(
            'flex flex-wrap items-center gap-2 border-b border-line px-3 py-1 font-semibold',
            gravest === 'error' && SEVERITY_INK.error,
          )}
        >
          <Icon
            name={gravest === null ? 'done' : SEVERITY_ICON[gravest]}
            className={gravest === null ? 'text-ok' : SEVERITY_INK[gravest]}
          />
          <p role="status" className="min-w-0 flex-1 basis-40">
            {summary(verdict.findings)}
          </p>
          <Button size="small" tone="quiet" aria-pressed={props.pointers} onClick={() => props.onPointers(!props.pointers)}>
            {t('pointers')}
          </Button>
        </div>
        {props.children}
        {unread !== null && <p className="border-b border-line px-3 py-2 text-text-dim">{unread}</p>}
        {groups.map(({ severity, findings }) => (
          <details
            key={severity}
            open={severity !== 'info' && (severity !== 'unknown' || props.asked)}
            className="group/severity border-b border-line last:border-b-0"
          >
            <summary className="flex h-8 list-none items-center gap-2 bg-surface-2 px-3 text-xs font-semibold">
              <Icon name="right" className="size-3.5 transition-transform group-open/severity:rotate-90" />
              {groupTitles(severity)}
              <span className="mono ml-auto">{findings.length}</span>
            </summary>
            <ul>
              {findings.map(({ key, finding }) => (
                <Finding
                  key={key}
                  finding={finding}
                  reasonOf={props.reasonOf}
                  pointer={props.pointers}
                  self={t('self')}
                  onFix={(_, fix) => {
                    leave();
                    onFix(fix);
                  }}
                  {...(corrected ? {} : { onShow })}
                />
              ))}
            </ul>
          </details>
        ))}
      </div>
    </Panel>
  );
};
