'use client';

import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { acceptanceKey, needsAcknowledgement, unacknowledged } from '@/lib/jobs/acknowledge';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { useDraft } from './draft-context';
import { DryRun } from './dry-run';
import { useEditor } from './editor-context';
import { ReviewSummary } from './review-summary';
import { ReviewWarnings } from './review-warnings';
import { ReviewWhy, type Why } from './review-why';
import { type StartFailure, StartProblemNotice } from './start-problem';
import { useKeeps, useKeepsWords } from './use-keeps';
import { useStart } from './use-start';

/** Findings that the server saw and this page did not yet. */
const seenByServer = (failure: StartFailure | 'not-saved' | null): readonly Diagnostic[] =>
  failure !== null && failure !== 'not-saved' && failure.code === 'not-acknowledged' ? failure.missing : [];

const useReview = (open: boolean) => {
  const t = useTranslations('restore');
  const { saver, required } = useDraft();
  const keeps = useKeeps();
  const keepsWords = useKeepsWords();
  const [why, setWhy] = useState<Why>({ reason: '', ticket: '' });
  const plan = useEditor((state) => state.plan);
  const own = useEditor((state) => state.diagnostics);
  const { busy, failure, start } = useStart();
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (open) saver.flush().catch(() => undefined);
  }, [open, saver]);
  const known = new Set(own.map(acceptanceKey));
  const diagnostics = [...own, ...seenByServer(failure).filter((each) => !known.has(acceptanceKey(each)))];
  const missing = unacknowledged(diagnostics, [...accepted]);
  const lacking = (['reason', 'ticket'] as const).find((each) => required[each] && why[each].trim() === '');
  const reason =
    keeps !== null
      ? keepsWords(keeps)
      : missing.length > 0
        ? t('review.mustAccept', { count: missing.length })
        : lacking !== undefined
          ? t('review.mustGive', { what: lacking })
          : null;
  return {
    plan,
    diagnostics,
    accepted,
    accept: (key: string, on: boolean) => setAccepted((now) => new Set(on ? [...now, key] : [...now].filter((each) => each !== key))),
    required,
    why,
    setWhy,
    busy,
    failure,
    reason,
    begin: () =>
      start({
        ...why,
        acknowledged: diagnostics
          .filter(needsAcknowledgement)
          .map(acceptanceKey)
          .filter((key) => accepted.has(key)),
      }),
  };
};

/** Who has accepted a warning at the end of the review must see what came of the start, which stands at its beginning. */
const bringIntoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' });

/** The last look before something that cannot be stopped: what, where, with which addresses, under which role, and which warnings are accepted. */
export const ReviewDialog = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const t = useTranslations('restore.review');
  const { plan, diagnostics, accepted, accept, required, why, setWhy, busy, failure, reason, begin } = useReview(open);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('title')}
      busy={busy}
      footer={
        <>
          <p role="status" className="mr-auto self-center text-xs font-semibold text-text-dim">
            {busy ? t('starting') : reason}
          </p>
          <Button onClick={onClose} reason={busy ? t('starting') : null}>
            {t('backToPlan')}
          </Button>
          <Button tone="primary" busy={busy} reason={reason} onClick={begin}>
            {t('start')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-5">
        {failure !== null && (
          <div ref={bringIntoView}>
            {failure === 'not-saved' ? (
              <Notice tone="danger" live>
                <p>{t('notSaved')}</p>
              </Notice>
            ) : (
              <StartProblemNotice failure={failure} />
            )}
          </div>
        )}
        <Notice tone="info">
          <p>{t('lead')}</p>
        </Notice>
        <ReviewSummary plan={plan} />
        <ReviewWarnings diagnostics={diagnostics} accepted={accepted} onAccept={accept} />
        <ReviewWhy why={why} required={required} onChange={setWhy} />
        <DryRun />
      </div>
    </Dialog>
  );
};
