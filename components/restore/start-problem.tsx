'use client';

import { useTranslations } from 'use-intl';
import { useWho, type WhoWords } from '@/components/people/use-who';
import { EncodedMessage } from '@/components/problems/encoded-message';
import { Button } from '@/components/ui/button';
import { LinkButton } from '@/components/ui/link-button';
import { Notice } from '@/components/ui/notice';
import { problemWords, type Tellable } from '@/components/ui/problem-words';
import { TextLink } from '@/components/ui/text-link';
import type { ApprovalProblem } from '@/lib/data/approval/views';
import type { HolderView, StartProblem } from '@/lib/data/start-restore/views';
import { paths } from '@/lib/paths';
import { mayBeDone, type Problem } from '@/lib/problem';
import { useDraft } from './draft-context';
import { ErrorsToFix } from './errors-to-fix';
import { GetAddress } from './ways/get-address';

/** Why a start came to nothing, or (`offline`) why nobody here knows. */
export type StartFailure = Problem | StartProblem | ApprovalProblem | { readonly code: 'offline' };

const OWN = [
  'check-failed',
  'not-acknowledged',
  'draft-changed',
  'already-started',
  'address-claimed',
  'reason-required',
  'approval-needed',
  'emergency-reason',
  'facts-outdated',
  'refused',
  'invalid-plan',
  'offline',
] as const;

/** Told below `approvals.problem`. */
const OF_APPROVAL = ['approval-not-needed', 'approval-open'] as const;

/** Why the approval is missing, as the words of that problem want it. */
const approvalOf = (failure: StartFailure): { readonly state: string; readonly given: number; readonly needed: number } => {
  if (failure.code !== 'approval-needed') return { state: '', given: 0, needed: 0 };
  const { request, changed, needed } = failure;
  return { state: changed ? 'changed' : (request?.state ?? 'none'), given: request?.given ?? 0, needed };
};

/** Where to read of whoever has claimed an address: the restore, or the plan whose start waits. */
const HolderLink = ({ restoreId, draftId }: Pick<HolderView, 'restoreId' | 'draftId'>) => {
  const t = useTranslations('restore.problem.address-claimed');
  const { place } = useDraft();
  if (restoreId !== null) return <TextLink href={paths.historyEntry(restoreId)}>{t('holderLink')}</TextLink>;
  return draftId === null ? null : <TextLink href={paths.restore(place, draftId)}>{t('holderPlan')}</TextLink>;
};

const Holders = ({ holders }: { readonly holders: readonly HolderView[] }) => {
  const t = useTranslations('restore.problem.address-claimed');
  const who = useWho();
  return (
    <ul className="pt-1">
      {holders.map(({ address, subnetId, claimedBy, restoreId, draftId }) => (
        <li key={`${subnetId} ${address}`}>
          {claimedBy === null ? t('holderElsewhere', { address }) : t('holder', { address, user: who.inText(claimedBy) })} (
          <HolderLink restoreId={restoreId} draftId={draftId} />) <GetAddress wanted={{ subnetId, address }} />
        </li>
      ))}
    </ul>
  );
};

/** AWS's own words about a refused call, and what is encoded in them. */
const Refused = ({ problem }: { readonly problem: Tellable }) => {
  const tProblem = useTranslations('problems');
  const words = problemWords(tProblem, { code: 'aws', problem } as Tellable);
  return (
    <>
      <p className="pt-1 font-semibold">{words.title}</p>
      <p>{words.text}</p>
      {words.quote !== undefined && (
        <figure className="mt-1 border-l-2 border-line-strong pl-3">
          <figcaption className="text-xs text-text-dim">{tProblem('quote')}</figcaption>
          <blockquote className="wrap-anywhere">{words.quote}</blockquote>
        </figure>
      )}
      {words.encoded !== undefined && (
        <div className="pt-1">
          <EncodedMessage encoded={words.encoded} />
        </div>
      )}
    </>
  );
};

const Details = ({ failure, onFixed }: { readonly failure: StartFailure; readonly onFixed: (() => void) | undefined }) => {
  switch (failure.code) {
    case 'address-claimed':
      return <Holders holders={failure.holders} />;
    case 'check-failed':
      return (
        <div className="mt-2">
          <ErrorsToFix findings={failure.diagnostics} {...(onFixed === undefined ? {} : { onFixed })} />
        </div>
      );
    case 'refused':
      return <Refused problem={failure.problem} />;
    default:
      return null;
  }
};

const Ways = ({ failure }: { readonly failure: StartFailure }) => {
  const t = useTranslations('restore');
  const { place, lookAgain } = useDraft();
  if (failure.code === 'already-started')
    return failure.jobId === null ? (
      <LinkButton size="small" href={paths.historyEntry(failure.restoreId)}>
        {t('notices.toHistory')}
      </LinkButton>
    ) : (
      <LinkButton size="small" href={paths.job(place, failure.jobId)}>
        {t('notices.toJob')}
      </LinkButton>
    );
  if (failure.code === 'refused')
    return (
      <LinkButton size="small" href={paths.historyEntry(failure.restoreId)}>
        {t('problem.refused.link')}
      </LinkButton>
    );
  if (failure.code !== 'offline' && mayBeDone(failure))
    return (
      <LinkButton size="small" href={paths.jobs(place)}>
        {t('problem.toJobs')}
      </LinkButton>
    );
  if (failure.code === 'offline' || failure.code === 'draft-changed')
    return (
      <Button size="small" onClick={lookAgain}>
        {t('problem.lookAgain')}
      </Button>
    );
  return null;
};

/** Who has started the plan already, as the words of that problem want it. */
const starterOf = (who: WhoWords, failure: StartFailure): { readonly startedBy: string; readonly known: 'self' | 'yes' | 'no' } => {
  const startedBy = failure.code === 'already-started' ? failure.startedBy : null;
  if (startedBy === null) return { startedBy: '', known: 'no' };
  return { startedBy: who.inText(startedBy), known: who.isMe(startedBy) ? 'self' : 'yes' };
};

/** Why a start came to nothing: what, who holds what, AWS's words, and what to do. `onFixed` is told when one of the remedies was applied. */
export const StartProblemNotice = ({ failure, onFixed }: { readonly failure: StartFailure; readonly onFixed?: () => void }) => {
  const t = useTranslations('restore.problem');
  const tProblem = useTranslations('problems');
  const who = useWho();
  const updatedBy = 'updatedBy' in failure ? failure.updatedBy : '';
  const own = OWN.find((each) => each === failure.code);
  const general = problemWords(tProblem, failure);
  const tApproval = useTranslations('approvals.problem');
  const ofApproval = OF_APPROVAL.find((each) => each === failure.code);
  const values = {
    updatedBy: who.inText(updatedBy),
    self: who.isMe(updatedBy) ? 'yes' : 'no',
    reason: 'reason' in failure ? failure.reason : '',
    what: 'what' in failure ? failure.what : '',
    ...starterOf(who, failure),
    ...approvalOf(failure),
    min: 'min' in failure ? failure.min : 0,
    seconds: 'seconds' in failure ? failure.seconds : 0,
  };
  if (ofApproval !== undefined)
    return (
      <Notice tone="danger" live>
        <p>{tApproval(ofApproval)}</p>
      </Notice>
    );
  return (
    <Notice tone="danger" live title={own === undefined ? general.title : t(`${own}.title`, values)} actions={<Ways failure={failure} />}>
      <p>{own === undefined ? general.text : t(`${own}.text`, values)}</p>
      {own === undefined && general.todo !== undefined && <p>{general.todo}</p>}
      {own === undefined && general.quote !== undefined && <blockquote className="wrap-anywhere">{general.quote}</blockquote>}
      <Details failure={failure} onFixed={onFixed} />
    </Notice>
  );
};
