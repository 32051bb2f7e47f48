'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useWhyNot } from '@/components/people/use-permission';
import { useWho } from '@/components/people/use-who';
import { useKeptText } from '@/components/sign-in/kept-text';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { TextArea } from '@/components/ui/field';
import { flash } from '@/components/ui/flash';
import { Notice } from '@/components/ui/notice';
import { Panel } from '@/components/ui/panel';
import type { Tellable } from '@/components/ui/problem-words';
import { RelativeTime } from '@/components/ui/relative-time';
import { useProblemSentence } from '@/components/ui/use-problem-sentence';
import type { MayNotAnswer, RequestState } from '@/lib/access/approval/request';
import { answerApprovalAction, withdrawApprovalAction } from '@/lib/actions/approvals';
import type { ApprovalProblem, ApprovalView } from '@/lib/data/approval/views';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { withFreshSignIn } from '@/lib/queries/sign-in-again';
import { heard } from '@/lib/queries/signed-out';
import type { Result } from '@/lib/result';

type Failure = Problem | ApprovalProblem | { readonly code: 'offline' };

const OWN = ['approval-ended', 'own-restore', 'answered-before', 'not-requester', 'other-bytes', 'comment-required'] as const;

/** Why nothing was recorded, in words. */
const useFailureWords = (): ((failure: Failure) => string) => {
  const t = useTranslations('approvals.problem');
  const tState = useTranslations('approvals.state');
  const sentence = useProblemSentence();
  return (failure) => {
    const own = OWN.find((each) => each === failure.code);
    if (own !== undefined) return t(own, { state: 'state' in failure ? tState(failure.state) : '' });
    return sentence(failure as Tellable);
  };
};

/** Why the person may not answer; `null`: they may. */
const useWhyNoAnswer = (mayNot: MayNotAnswer | null): string | null => {
  const t = useTranslations('approvals.answer.may');
  const role = useWhyNot('approve-restore');
  if (mayNot === null) return role;
  if (mayNot.code === 'own-restore') return t(mayNot.as);
  return mayNot.code === 'answered-before' ? t(`answered-${mayNot.answer}`) : t('ended');
};

/** Does something to the request, and looks at it again whatever came of it. */
const useAct = () => {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const run = async (act: () => Promise<Result<{ readonly state: RequestState }, Problem | ApprovalProblem>>, done: string) => {
    setBusy(true);
    setFailure(null);
    try {
      const answer = await act();
      if (answer.ok) flash({ tone: 'ok', text: done });
      else setFailure(answer.error);
    } catch {
      setFailure({ code: 'offline' });
    } finally {
      const keys = ['approval', 'approvals', 'approvals-waiting', 'approval-inbox', 'draft-approval'];
      await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: [key] }))).catch(() => undefined);
      setBusy(false);
    }
  };
  return { busy, failure, act: (...wanted: Parameters<typeof run>) => void run(...wanted).catch(() => undefined) };
};

/** The place where an approver says yes or no; for everybody else why they may not. */
export const AnswerPanel = ({ place, view }: { readonly place: Place; readonly view: ApprovalView }) => {
  const t = useTranslations('approvals.answer');
  const words = useFailureWords();
  const whyNot = useWhyNoAnswer(view.mayNotAnswer);
  const [comment, setComment] = useKeptText(`comment ${view.id}`);
  const { busy, failure, act } = useAct();
  const answer = (said: 'approve' | 'refuse') =>
    act(
      () => withFreshSignIn(() => heard(answerApprovalAction({ place, id: view.id, sha256: view.sha256, answer: said, comment }))),
      t('done'),
    );
  return (
    <Panel title={t('title')}>
      <div className="flex flex-col gap-3">
        {failure !== null && (
          <Notice tone="danger" live>
            <p>{words(failure)}</p>
          </Notice>
        )}
        <p className="text-text-dim">{whyNot ?? t('lead')}</p>
        {whyNot === null && (
          <TextArea
            label={t('comment')}
            hint={t('commentHint')}
            maxLength={2_000}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
        )}
        <div className="flex flex-wrap gap-2">
          <Button tone="primary" icon="done" busy={busy} reason={whyNot} onClick={() => answer('approve')}>
            {t('approve')}
          </Button>
          <Button
            tone="danger"
            icon="close"
            busy={busy}
            reason={whyNot ?? (comment.trim() === '' ? t('commentFirst') : null)}
            onClick={() => answer('refuse')}
          >
            {t('refuse')}
          </Button>
          <span role="status" className="self-center text-xs text-text-dim">
            {busy ? t('busy') : ''}
          </span>
        </div>
      </div>
    </Panel>
  );
};

/** Takes the request back; only for whose it is. */
export const WithdrawButton = ({ place, view }: { readonly place: Place; readonly view: ApprovalView }) => {
  const t = useTranslations('approvals.withdraw');
  const words = useFailureWords();
  const { busy, failure, act } = useAct();
  if (!view.mayWithdraw) return null;
  return (
    <>
      {failure !== null && (
        <span role="alert" className="self-center text-danger">
          {words(failure)}
        </span>
      )}
      <Button busy={busy} onClick={() => act(() => heard(withdrawApprovalAction({ place, id: view.id })), t('done'))}>
        {t('button')}
      </Button>
    </>
  );
};

/** Who said what, when, and whether it counts. */
export const AnswersPanel = ({ view }: { readonly view: ApprovalView }) => {
  const t = useTranslations('approvals.answers');
  const who = useWho();
  return (
    <Panel title={t('title')} flush>
      {view.answers.length === 0 && <p className="px-4 py-3 text-text-dim">{t('none')}</p>}
      <ul>
        {view.answers.map(({ person, answer, comment, at, counts }) => (
          <li key={person} className="border-b border-line px-4 py-2 last:border-b-0">
            <p className="flex flex-wrap items-center gap-x-2">
              <Badge tone={answer === 'approve' ? 'ok' : 'danger'} icon={answer === 'approve' ? 'done' : 'close'}>
                {t(answer)}
              </Badge>
              <span className="font-semibold">{who.label(person)}</span>
              <RelativeTime at={at} className="text-text-dim" />
            </p>
            <p className={comment === '' ? 'text-text-dim' : 'wrap-anywhere whitespace-pre-wrap'}>
              {comment === '' ? t('noComment') : comment}
            </p>
            {!counts && <p className="font-semibold text-warn">{t('counts')}</p>}
          </li>
        ))}
      </ul>
    </Panel>
  );
};
