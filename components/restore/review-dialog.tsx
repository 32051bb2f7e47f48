'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Icon } from '@/components/ui/icon';
import { Notice } from '@/components/ui/notice';
import { acceptanceKey, needsAcknowledgement, unacknowledged } from '@/lib/jobs/acknowledge';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { instanceIdOf } from '@/lib/restore/original';
import type { RestorePlan } from '@/lib/restore/plan';
import { ApprovalInReview, WithoutApproval } from './approval-in-review';
import { useDraft } from './draft-context';
import { DryRun } from './dry-run';
import { useEditor } from './editor-context';
import { ErrorsToFix } from './errors-to-fix';
import { ReviewSummary } from './review-summary';
import { ReviewWarnings } from './review-warnings';
import { ReviewWhy } from './review-why';
import { type StartFailure, StartProblemNotice } from './start-problem';
import { type ApprovalState, useApproval } from './use-approval';
import { useKeeps, useKeepsWords } from './use-keeps';
import { useKeptWhy } from './use-kept-why';
import { useStart } from './use-start';
import { useSubmit } from './use-submit';

type Failure = StartFailure | 'not-saved' | null;

/** Findings that the server saw and this page did not yet. */
const seenByServer = (failure: Failure): readonly Diagnostic[] =>
  failure !== null && failure !== 'not-saved' && failure.code === 'not-acknowledged' ? failure.missing : [];

/** Whether the start was stopped by what the check on the server found, which is then told with its remedies. */
const foundByCheck = (failure: Failure): boolean => failure !== null && failure !== 'not-saved' && failure.code === 'check-failed';

/** The failure of the last try. What a check found counts for the plan that was checked: once that is changed, the verdict of this page says what is left. */
const useFailureOf = (plan: RestorePlan, failure: Failure): Failure => {
  const [seen, setSeen] = useState<{ readonly failure: Failure; readonly plan: RestorePlan }>({ failure: null, plan });
  if (seen.failure !== failure) setSeen({ failure, plan });
  return foundByCheck(failure) && seen.failure === failure && seen.plan !== plan ? null : failure;
};

/** Why somebody does it, with what they said when they submitted it. */
const useWhy = ({ known }: ApprovalState) => {
  const [why, setWhy] = useKeptWhy('review');
  const approved = known?.request?.state === 'approved' ? known.request : null;
  const [taken, setTaken] = useState<string | null>(null);
  if (approved !== null && taken !== approved.id) {
    setTaken(approved.id);
    setWhy({ reason: why.reason || approved.reason, ticket: why.ticket || (approved.ticket ?? '') });
  }
  return [why, setWhy] as const;
};

const useReview = (open: boolean, onClose: () => void) => {
  const t = useTranslations('restore');
  const { saver, required: always } = useDraft();
  const approval = useApproval();
  const keeps = useKeeps();
  const keepsWords = useKeepsWords();
  const [why, setWhy] = useWhy(approval);
  const plan = useEditor((state) => state.plan);
  const own = useEditor((state) => state.diagnostics);
  const starting = useStart();
  const submitting = useSubmit(onClose);
  const failure = useFailureOf(plan, starting.failure ?? submitting.failure);
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (open) saver.flush().catch(() => undefined);
  }, [open, saver]);
  const submits = approval.need === 'submit';
  const required = submits ? { reason: true, ticket: always.ticket || (approval.known?.needs.ticketRequired ?? false) } : always;
  const known = new Set(own.map(acceptanceKey));
  const diagnostics = [...own, ...seenByServer(failure).filter((each) => !known.has(acceptanceKey(each)))];
  const missing = unacknowledged(diagnostics, [...accepted]);
  const lacking = (['reason', 'ticket'] as const).find((each) => required[each] && why[each].trim() === '');
  const beforeWhy = keeps !== null ? keepsWords(keeps) : missing.length > 0 ? t('review.mustAccept', { count: missing.length }) : null;
  const acknowledged = diagnostics
    .filter(needsAcknowledgement)
    .map(acceptanceKey)
    .filter((key) => accepted.has(key));
  return {
    plan,
    approval,
    submits,
    diagnostics,
    accepted,
    accept: (key: string, on: boolean) => setAccepted((now) => new Set(on ? [...now, key] : [...now].filter((each) => each !== key))),
    required,
    why,
    setWhy,
    busy: starting.busy || submitting.busy,
    failure,
    beforeWhy,
    reason: beforeWhy ?? (lacking !== undefined ? t('review.mustGive', { what: lacking }) : null),
    begin: (withoutApproval?: string) =>
      starting.start({ ...why, acknowledged, ...(withoutApproval === undefined ? {} : { withoutApproval }) }),
    submit: () => submitting.submit({ ...why, acknowledged }),
  };
};

/** Who has accepted a warning at the end of the review must see what came of the start, which stands at its beginning. */
const bringIntoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

const FailureNotice = ({ failure, onFixed }: { readonly failure: Failure; readonly onFixed: () => void }) => {
  const t = useTranslations('restore.review');
  if (failure === null) return null;
  return (
    <div ref={bringIntoView}>
      {failure === 'not-saved' ? (
        <Notice tone="danger" live>
          <p>{t('notSaved')}</p>
        </Notice>
      ) : (
        <StartProblemNotice failure={failure} onFixed={onFixed} />
      )}
    </div>
  );
};

/** Errors that the page's own verdict has by now: after a failed check these are what is left to fix. */
const OwnErrors = ({ diagnostics, onFixed }: { readonly diagnostics: readonly Diagnostic[]; readonly onFixed: () => void }) => {
  const t = useTranslations('restore.review');
  if (!diagnostics.some(({ severity }) => severity === 'error')) return null;
  return (
    <section aria-label={t('errors')} className="flex flex-col gap-1.5">
      <h3 className="text-danger">{t('errors')}</h3>
      <ErrorsToFix findings={diagnostics} onFixed={onFixed} />
    </section>
  );
};

const Lead = () => {
  const t = useTranslations('restore.review');
  return (
    <p className="flex items-start gap-2">
      <Icon name="info" className="mt-0.5 text-info" />
      {t('lead')}
    </p>
  );
};

/**
 * The last look before something that cannot be stopped: on one side the interfaces before and after with who has the addresses today, and what is created; on the other
 * what is asked: approval, findings to accept, reason and ticket. Where others have to approve it, it is submitted from here.
 */
export const ReviewDialog = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const t = useTranslations('restore.review');
  const tApproval = useTranslations('approvals.restore');
  const review = useReview(open, onClose);
  const { plan, approval, submits, diagnostics, accepted, accept, required, why, setWhy, busy, failure, beforeWhy, begin, submit } = review;
  const body = useRef<HTMLDivElement>(null);
  const mayGoPast = useWhyNot('start-without-approval') === null;
  const waits = approval.need === 'wait';
  const reason = waits ? tApproval('waitFirst') : review.reason;
  const working = submits ? tApproval('submitting') : t('starting');
  const { resourceName, resourceArn } = plan.source;
  const keepFocus = () => body.current?.focus();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('titleOf', { name: resourceName ?? instanceIdOf(resourceArn) ?? '' })}
      width="large"
      busy={busy}
      footer={
        <>
          <p role="status" className="mr-auto self-center text-xs font-semibold text-text-dim">
            {busy ? working : reason}
          </p>
          <Button onClick={onClose} reason={busy ? working : null}>
            {t('backToPlan')}
          </Button>
          <Button tone="primary" busy={busy} reason={reason} onClick={() => (submits ? submit() : begin())}>
            {submits ? tApproval('submit') : t('start')}
          </Button>
        </>
      }
    >
      <div ref={body} tabIndex={-1} className="flex flex-col gap-3 outline-none">
        <FailureNotice failure={failure} onFixed={keepFocus} />
        <Lead />
        <div className="grid items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_20rem] print:grid-cols-1">
          <div className="flex min-w-0 flex-col gap-4">
            <ReviewSummary plan={plan} />
          </div>
          <div className="flex min-w-0 flex-col gap-3">
            {!foundByCheck(failure) && <OwnErrors diagnostics={diagnostics} onFixed={keepFocus} />}
            <ApprovalInReview state={approval} diagnostics={diagnostics} />
            <ReviewWarnings diagnostics={diagnostics} accepted={accepted} onAccept={accept} />
            <ReviewWhy why={why} required={required} onChange={setWhy} />
            {(submits || waits) && mayGoPast && <WithoutApproval reason={beforeWhy} busy={busy} onStart={begin} />}
            <DryRun />
          </div>
        </div>
      </div>
    </Dialog>
  );
};
