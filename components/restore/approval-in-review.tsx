'use client';

import { useTranslations } from 'use-intl';
import { findingsSince } from '@/components/approvals/compare-findings';
import { RulesList } from '@/components/approvals/rules-list';
import { useKeptText } from '@/components/sign-in/kept-text';
import { Button } from '@/components/ui/button';
import { TextArea } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { MIN_EMERGENCY_REASON } from '@/lib/access/approval/emergency';
import { readableLength } from '@/lib/access/written';
import type { ApprovalView } from '@/lib/data/approval/views';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { useDraft } from './draft-context';
import { Finding } from './finding';
import type { ApprovalState } from './use-approval';

/** What has changed in the findings since others looked at them. */
const Since = ({ request, now }: { readonly request: ApprovalView; readonly now: readonly Diagnostic[] }) => {
  const t = useTranslations('approvals.restore');
  const { fresh, gone } = findingsSince(request.diagnostics, now);
  if (fresh.length + gone.length === 0) return <p className="text-text-dim">{t('sinceSame')}</p>;
  return (
    <div className="flex flex-col gap-2">
      {(['sinceNew', 'sinceGone'] as const).map((key) => {
        const findings = key === 'sinceNew' ? fresh : gone;
        if (findings.length === 0) return null;
        return (
          <div key={key}>
            <p className="font-semibold">{t(key, { count: findings.length })}</p>
            <ul className="rounded-md border border-line bg-surface-1">
              {findings.map((finding) => (
                <Finding key={`${finding.rule} ${finding.code} ${finding.at}`} finding={finding} />
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
};

/** What the review says about approval: which rules ask for it, or that others gave it and what has changed since. */
export const ApprovalInReview = ({
  state,
  diagnostics,
}: {
  readonly state: ApprovalState;
  readonly diagnostics: readonly Diagnostic[];
}) => {
  const t = useTranslations('approvals.restore');
  const { known } = state;
  const request = known?.request ?? null;
  if (known !== null && request?.state === 'approved')
    return (
      <Notice tone="ok" title={t('approved')}>
        <p className="pt-1 font-semibold">{t('since')}</p>
        <Since request={request} now={diagnostics} />
      </Notice>
    );
  if (known === null || known.needs.approvals === 0) return null;
  const waiting = request?.state === 'waiting';
  return (
    <Notice
      tone="info"
      title={waiting ? t('waiting', { given: request.given, needed: request.needed }) : t('needs', { count: known.needs.approvals })}
    >
      <div className="pt-1">
        <RulesList needs={known.needs} />
      </div>
    </Notice>
  );
};

/** The way past a missing approval, for administrators: with a written reason, and told. `reason`: what else keeps the plan from its start. */
export const WithoutApproval = (props: {
  readonly reason: string | null;
  readonly busy: boolean;
  readonly onStart: (why: string) => void;
}) => {
  const t = useTranslations('approvals.restore');
  const { draft } = useDraft();
  const [why, setWhy] = useKeptText(`without approval ${draft.id}`);
  const short = readableLength(why) < MIN_EMERGENCY_REASON ? t('emergencyShort') : null;
  return (
    <details className="rounded-md border border-danger/40">
      <summary className="px-3 py-1.5 font-semibold text-danger">{t('emergencyTitle')}</summary>
      <div className="flex flex-col items-start gap-3 border-t border-danger/40 px-3 py-3">
        <p>{t('emergencyText')}</p>
        <TextArea
          className="w-full"
          label={t('emergencyReason')}
          hint={t('emergencyHint', { min: MIN_EMERGENCY_REASON })}
          maxLength={2_000}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
        <Button tone="danger" busy={props.busy} reason={props.reason ?? short} onClick={() => props.onStart(why)}>
          {t('emergency')}
        </Button>
      </div>
    </details>
  );
};
