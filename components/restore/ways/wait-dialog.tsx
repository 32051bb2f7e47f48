'use client';

import { useState } from 'react';
import { useFormatter, useTimeZone, useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import type { WaitProblem } from '@/lib/data/waits/views';
import { acceptanceKey, needsAcknowledgement, unacknowledged } from '@/lib/jobs/acknowledge';
import { heldBeside, isHeld, MAX_WAIT_MS } from '@/lib/jobs/wait';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { ApprovalInReview } from '../approval-in-review';
import { isWaitingPlan, useDraft, useSaver } from '../draft-context';
import { useEditor } from '../editor-context';
import { whatKeeps } from '../keeps';
import { ReviewSummary } from '../review-summary';
import { ReviewWarnings } from '../review-warnings';
import { ReviewWhy, type Why } from '../review-why';
import { type StartFailure, StartProblemNotice } from '../start-problem';
import { useApproval } from '../use-approval';
import { useKeepsWords } from '../use-keeps';
import { useKeptWhy } from '../use-kept-why';
import { useSubmit } from '../use-submit';
import { type NotBefore, notBeforeMs } from './not-before';
import { useWait } from './use-wait';
import { DAY_HOURS, WaitWhen } from './wait-when';

const HOUR_MS = 3_600_000;

type Failure = ReturnType<typeof useWait>['failure'];

const OWN: readonly string[] = ['already-waiting', 'wait-time', 'wait-over', 'not-yours'] satisfies readonly WaitProblem['code'][];

const isOwn = (failure: StartFailure | WaitProblem): failure is WaitProblem => OWN.includes(failure.code);

const FailureNotice = ({ failure }: { readonly failure: Failure }) => {
  const t = useTranslations('waits');
  if (failure === null) return null;
  if (failure !== 'not-saved') {
    if (!isOwn(failure)) return <StartProblemNotice failure={failure} />;
    const key = failure.code === 'not-yours' ? 'wait-over' : failure.code;
    return (
      <Notice tone="danger" live>
        <p>{t(`problem.${key}`, { days: MAX_WAIT_MS / HOUR_MS / DAY_HOURS })}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="danger" live>
      <p>{t('set.notSaved')}</p>
    </Notice>
  );
};

const seenByServer = (failure: Failure): readonly Diagnostic[] =>
  failure !== null && failure !== 'not-saved' && failure.code === 'not-acknowledged' ? failure.missing : [];

/** Why the wait cannot be set up as it is, in words; `null`: it can. */
const useReason = (diagnostics: readonly Diagnostic[], accepted: readonly string[], why: Why, submits: boolean): string | null => {
  const t = useTranslations('waits.set');
  const review = useTranslations('restore.review');
  const { draft, user, whyNot, required } = useDraft();
  const save = useSaver((state) => state.save);
  const say = useKeepsWords();
  const errors = diagnostics.filter((each) => each.severity === 'error' && !isHeld(each));
  if (errors.length > 0) return t('otherErrors', { count: errors.length });
  const keeps = whatKeeps({
    started: draft.started !== null,
    waits: isWaitingPlan(draft),
    whyNot: whyNot.start,
    owner: draft.owner,
    user,
    save,
    diagnostics: errors,
  });
  if (keeps !== null) return say(keeps);
  const missing = unacknowledged(diagnostics, accepted);
  if (missing.length > 0) return review('mustAccept', { count: missing.length });
  // Others have to judge it.
  const wanted = { reason: required.reason || submits, ticket: required.ticket };
  const lacking = (['reason', 'ticket'] as const).find((each) => wanted[each] && why[each].trim() === '');
  return lacking === undefined ? null : review('mustGive', { what: lacking });
};

/** The instants that are meant: the deadline counts from the time that is waited for. */
const instantsOf = (hours: number, notBefore: number | null): { readonly notBefore: string | null; readonly until: string } => {
  const until = Math.min((notBefore ?? Date.now()) + hours * HOUR_MS, Date.now() + MAX_WAIT_MS - HOUR_MS / 60);
  return { notBefore: notBefore === null ? null : new Date(notBefore).toISOString(), until: new Date(until).toISOString() };
};

/** The last look before a start that is made later: what a start asks and until when it may wait on one side, the interfaces and what is created on the other. */
export const WaitDialog = ({ address, onClose }: { readonly address: string | null; readonly onClose: () => void }) => {
  const t = useTranslations('waits.set');
  const tApproval = useTranslations('approvals.restore');
  const common = useTranslations('common.actions');
  const format = useFormatter();
  const { required } = useDraft();
  const plan = useEditor((state) => state.plan);
  const own = useEditor((state) => state.diagnostics);
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [why, setWhy] = useKeptWhy('wait');
  const [hours, setHours] = useState<number>(DAY_HOURS);
  const [notBefore, setNotBefore] = useState<NotBefore>({ day: '', time: '' });
  const timeZone = useTimeZone() ?? 'UTC';
  const from = notBeforeMs(notBefore, timeZone);
  const waiting = useWait(onClose);
  const submitting = useSubmit(onClose);
  const approval = useApproval();
  const busy = waiting.busy || submitting.busy;
  const failure = waiting.failure ?? submitting.failure;
  const known = new Set(own.map(acceptanceKey));
  const diagnostics = [...own, ...seenByServer(failure).filter((each) => !known.has(acceptanceKey(each)))];
  const beside = heldBeside(diagnostics, address ?? '');
  const submits = approval.need === 'submit';
  const lacks = useReason(diagnostics, [...accepted], why, submits);
  const unread = from === 'bad' && !submits ? t('badTime') : null;
  const reason = approval.need === 'wait' ? tApproval('waitFirst') : (unread ?? lacks);
  const acknowledged = diagnostics
    .filter(needsAcknowledgement)
    .map(acceptanceKey)
    .filter((key) => accepted.has(key));
  const confirm = () => {
    if (submits) submitting.submit({ ...why, acknowledged });
    else if (from !== 'bad') waiting.setUp({ ...why, acknowledged, ...instantsOf(hours, from) });
  };
  return (
    <Dialog
      open={address !== null}
      onClose={onClose}
      title={t('title', { address: address ?? '' })}
      width="large"
      busy={busy}
      footer={
        <>
          <p role="status" className="mr-auto self-center text-xs font-semibold text-text-dim">
            {busy ? t('setting') : reason}
          </p>
          <Button onClick={onClose}>{common('cancel')}</Button>
          <Button tone="primary" busy={busy} reason={reason} onClick={confirm}>
            {submits ? tApproval('submit') : t('submit')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <FailureNotice failure={failure} />
        <Notice tone="info">
          <p>{t('lead')}</p>
          {beside.length > 0 && <p>{t('beside', { addresses: format.list(beside), count: beside.length })}</p>}
        </Notice>
        <div className="grid items-start gap-x-6 gap-y-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="flex min-w-0 flex-col gap-4 lg:order-last">
            {!submits && (
              <WaitWhen hours={hours} notBefore={notBefore} bad={from === 'bad'} onHours={setHours} onNotBefore={setNotBefore} />
            )}
            <ApprovalInReview state={approval} diagnostics={diagnostics} />
            <ReviewWarnings
              diagnostics={diagnostics}
              accepted={accepted}
              onAccept={(key, on) => setAccepted((now) => new Set(on ? [...now, key] : [...now].filter((each) => each !== key)))}
            />
            <ReviewWhy why={why} required={required} onChange={setWhy} />
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <ReviewSummary plan={plan} />
          </div>
        </div>
      </div>
    </Dialog>
  );
};
