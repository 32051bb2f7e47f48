'use client';

import { Suspense } from 'react';
import { useTranslations } from 'use-intl';
import { wordedPart } from '@/components/layout/worded-part';
import { Button } from '@/components/ui/button';
import { lazyComponent } from '@/components/ui/lazy-component';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import { useSentences } from '@/components/ui/use-sentences';
import type { DraftView } from '@/lib/data/drafts/views';
import { mayBeDone } from '@/lib/problem';
import { useDraft, useSaver } from './draft-context';
import { useEditor } from './editor-context';
import { useFacts } from './facts-context';
import type { SaveProblem } from './saver-state';
import { useApproval } from './use-approval';

const versions = () => import('./version-notices');
// Few plans have two versions, changed by themselves, or are started already. What fails to load is only told, never lost: both versions are kept elsewhere.
const Locked = lazyComponent(() => versions().then((module) => module.LockedNotice));
const Conflict = lazyComponent(() => versions().then((module) => module.ConflictNotice));
const Aside = lazyComponent(() => versions().then((module) => module.AsideNotice));
const News = lazyComponent(() => versions().then((module) => module.NewsNotice));

/** The plan is started, or somebody else's: why nothing can be edited, and what can be done instead. */
export const LockedNotice = () => {
  const { draft, user, whyNot } = useDraft();
  return draft.started === null && draft.owner === user && whyNot.plan === null ? null : (
    <Suspense>
      <Locked />
    </Suspense>
  );
};

const FailedBefore = lazyComponent(() => import('./failed-before').then((module) => module.FailedBeforePanel));

const Approval = lazyComponent(() => import('./approval-notice').then((module) => module.ApprovalNotice));

/** Others have to approve the plan: why, and what has become of that. Most plans need none, and then nothing of this is loaded. */
export const ApprovalNotice = () => {
  const { need, known } = useApproval();
  return need === 'none' && known?.request?.state !== 'approved' ? null : (
    <Suspense>
      <Approval />
    </Suspense>
  );
};

const WaitOnPlan = lazyComponent(() => import('./wait-on-plan').then((module) => module.WaitOnPlan));

/** A start of the plan waits, or was given up. Few plans have one. */
export const WaitOnPlanNotice = () =>
  useDraft().draft.wait === null ? null : (
    <Suspense>
      <WaitOnPlan />
    </Suspense>
  );

const Way = wordedPart('way-run', () => import('./ways/way-panel').then((module) => module.WayPanel));

/** An address that is held, could not be, or whose reservation nobody watches any more. */
const isTold = ({ state, endedAt, steps }: DraftView['holds'][number]): boolean =>
  endedAt === null || state === 'failed' || steps.some(({ undo }) => undo !== null);

/** A way to an address of the plan is gone, or was. Few plans have one. */
export const WayOnPlan = () => {
  const { way, holds } = useDraft().draft;
  // An address that was held and is not any more is told by the record alone.
  const all = [...(way === null ? [] : [way]), ...holds.filter(isTold)];
  return all.length === 0 ? null : (
    <Suspense>
      {all.map((each) => (
        <Way key={each.id} way={each} />
      ))}
    </Suspense>
  );
};

/** The plan is tried again after a failure: what failed. */
export const FailedBeforeNotice = () =>
  useEditor(({ plan }) => plan.source.failed !== undefined) ? (
    <Suspense>
      <FailedBefore />
    </Suspense>
  ) : null;

/** Two versions of the plan: the choice between them, and one's own that is set aside. */
const VersionNotices = () => {
  const any = useSaver(({ save, aside }) => save.kind === 'conflict' || aside !== null);
  return !any ? null : (
    <Suspense>
      <Conflict />
      <Aside />
    </Suspense>
  );
};

/** Why a save failed, in words. */
const useSaveProblem = (): ((problem: SaveProblem) => string) => {
  const t = useTranslations('restore.notices');
  const tProblem = useTranslations('problems');
  const sentences = useSentences();
  return (problem) => {
    if (problem.code === 'invalid-plan') return t('invalid', { reason: problem.reason });
    const words = problemWords(tProblem, problem);
    return sentences(tProblem('asSentence', { title: words.title }), words.text);
  };
};

const FailedNotice = () => {
  const t = useTranslations('restore');
  const { saver } = useDraft();
  const failed = useSaver(({ save }) => (save.kind === 'failed' ? save : null));
  const say = useSaveProblem();
  const sentences = useSentences();
  if (failed === null) return null;
  const { problem, retrying } = failed;
  return (
    <Notice
      tone="warn"
      live
      title={t(mayBeDone(problem) ? 'notices.failedMaybeTitle' : 'notices.failedTitle')}
      actions={
        <Button size="small" onClick={() => void saver.flush()}>
          {t('saved.retry')}
        </Button>
      }
    >
      <p>{sentences(say(problem), t(retrying ? 'notices.failedRetrying' : 'notices.failedFinal'))}</p>
    </Notice>
  );
};

/** AWS, or the console itself, gives no new facts: those that are known stay, and why is said. */
const StaleNotice = () => {
  const t = useTranslations('restore.notices');
  const tProblem = useTranslations('problems');
  const sentences = useSentences();
  const { problem, silence } = useFacts();
  if (problem === null && silence === null) return null;
  const why =
    silence !== null
      ? t(`staleReason.${silence.code}`, { source: silence.source })
      : t('staleReason.other', { why: problem === null ? '' : problemWords(tProblem, problem).text });
  return (
    <Notice tone="warn" live title={t(silence === null ? 'staleHereTitle' : 'staleTitle')}>
      <p>{sentences(why, t('staleText'))}</p>
    </Notice>
  );
};

/** What happened while nobody pressed anything. */
const NewsNotice = () => {
  const any = useSaver(({ news, recovered, leftOut }) => news !== null || recovered !== null || leftOut > 0);
  return !any ? null : (
    <Suspense>
      <News />
    </Suspense>
  );
};

/** The last refusal, said where it can be seen from every column; it leaves with the next edit. */
const RefusalNotice = () => {
  const t = useTranslations('restore');
  const refusal = useEditor((state) => state.refusal);
  if (refusal === null) return null;
  return (
    <Notice tone="danger" live title={t('notices.refused')}>
      <p>{t(`refused.${refusal.code}`, { address: String(refusal.params.address ?? ''), count: String(refusal.params.count ?? '') })}</p>
    </Notice>
  );
};

/**
 * What happens while one works, above the bar at the foot: in view wherever one is, and nothing of the page moves when it comes or goes.
 */
export const Notices = () => (
  <div className="flex max-h-[40dvh] flex-col gap-2 overflow-y-auto rounded-md empty:hidden [&>div]:shadow-float">
    <VersionNotices />
    <FailedNotice />
    <StaleNotice />
    <NewsNotice />
    <RefusalNotice />
  </div>
);
