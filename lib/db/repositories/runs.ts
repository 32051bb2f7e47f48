import { eq, sql } from 'drizzle-orm';
import { mayTouchDraft, type NotOwner } from '@/lib/access/drafts';
import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { askedOf } from '@/lib/jobs/compare-addresses';
import { canonicalJson } from '@/lib/record/canonical-json';
import { sha256 } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import type { RestorePlan } from '@/lib/restore/plan';
import type { Result } from '@/lib/result';
import { db } from '../client';
import { attempts, restores, runs } from '../schema/restores';
import { type Claim, claim, type HeldClaim } from './claims';
import { tieDraft } from './drafts';
import { recordChange } from './events';
import type { Transaction } from './executor';
import { insertAddresses, type RestoreAddress } from './restore-addresses';
import { refreshSearchText } from './search-text';
import { handOverWait } from './waits';

/** Everything that one decision to start commits, before AWS is asked. */
export interface Start {
  readonly run: Omit<typeof runs.$inferSelect, 'createdAt'>;
  readonly restore: Pick<
    typeof restores.$inferSelect,
    | 'id'
    | 'recoveryPointArn'
    | 'vault'
    | 'resourceArn'
    | 'resourceName'
    | 'metadata'
    | 'diagnostics'
    | 'accepted'
    | 'resourceType'
    | 'roleArn'
    | 'copyTags'
    | 'intendedAt'
  > & { readonly plan: RestorePlan };
  readonly attempt: { readonly id: string; readonly requestId: string; readonly idempotencyToken: string };
  readonly claims: readonly Claim[];
  readonly addresses: readonly RestoreAddress[];
  /** The draft it comes from, at the revision that was reviewed. */
  readonly draft: { readonly id: string; readonly revision: number };
}

/** That a start may be made: with which approval, or why without the one that it needs; `events` tell it. */
export interface StartPermit {
  readonly approvalId: string | null;
  readonly withoutApproval: string | null;
  readonly events: readonly NewEvent[];
}

/** What else is done in the transaction of a start. */
export interface StartSteps<R> {
  /** Whether it may be made, asked with its draft locked. */
  readonly permit: (tx: Transaction) => Promise<Result<StartPermit, R>>;
  /** Sends the task that will carry it out. */
  readonly send: (tx: Transaction) => Promise<void>;
  /** Whether what it was judged by still counts. Asked last, when everything is written and nothing is waited for any more. */
  readonly isInTime: () => boolean;
}

/** What became of committing a start. Only `committed` has changed anything. */
export type StartOutcome<R> =
  | { readonly outcome: 'committed' }
  /** The step `permit` said no. */
  | { readonly outcome: 'not-permitted'; readonly refusal: R }
  /** The draft was edited or started meanwhile. */
  | { readonly outcome: 'draft-moved' }
  /** Only the draft's owner may start it. */
  | { readonly outcome: 'not-owner'; readonly refusal: NotOwner }
  | { readonly outcome: 'claimed'; readonly holders: readonly HeldClaim[] }
  /** Writing it took so long that what it was judged by counts no more. */
  | { readonly outcome: 'too-late' };

/** Carries what stopped a transaction out of it, after the roll-back. */
class Stopped<R> extends Error {
  readonly outcome: StartOutcome<R>;
  constructor(outcome: StartOutcome<R>) {
    super(outcome.outcome);
    this.outcome = outcome;
  }
}

/**
 * Commits a run with its restore, its first attempt and its claims in one transaction, with what `steps` add to it. What a wait of the same draft has claimed is handed over. All or nothing; of two that race for a draft, an approval or an
 * address exactly one commits.
 */
export const commitStart = async <R>(start: Start, steps: StartSteps<R>): Promise<StartOutcome<R>> => {
  try {
    await db().transaction(async (tx) => {
      const { run, restore, draft } = start;
      const tied = await tieDraft(tx, draft.id, draft.revision, restore.id);
      if (tied === null) throw new Stopped<R>({ outcome: 'draft-moved' });
      const allowed = mayTouchDraft({ owner: tied.owner, actor: run.actor, act: 'start' });
      if (!allowed.ok) throw new Stopped<R>({ outcome: 'not-owner', refusal: allowed.error });
      const permit = await steps.permit(tx);
      if (!permit.ok) throw new Stopped<R>({ outcome: 'not-permitted', refusal: permit.error });
      await insertStart(tx, start, permit.value);
      const waited = await handOverWait(tx, draft.id, { restoreId: restore.id, by: run.actor, at: restore.intendedAt });
      const holders = await claim(tx, run, start.claims, {
        restoreId: restore.id,
        claimedBy: run.actor,
        claimedAt: restore.intendedAt,
      });
      if (holders.length > 0) throw new Stopped<R>({ outcome: 'claimed', holders });
      await steps.send(tx);
      await recordChange(tx, run, [startedEvent(start), ...permit.value.events, ...waited]);
      if (!steps.isInTime()) throw new Stopped<R>({ outcome: 'too-late' });
    });
    return { outcome: 'committed' };
  } catch (error) {
    if (error instanceof Stopped) return (error as Stopped<R>).outcome;
    throw error;
  }
};

const insertStart = async (tx: Transaction, { run, restore, attempt, addresses }: Start, permit: StartPermit): Promise<void> => {
  const { connection, account, region, actor, draftId } = run;
  await tx.insert(runs).values({ ...run, createdAt: restore.intendedAt });
  await tx.insert(restores).values({
    ...restore,
    runId: run.id,
    connection,
    account,
    region,
    startedBy: actor,
    draftId,
    approvalId: permit.approvalId,
    withoutApproval: permit.withoutApproval,
    outcome: 'starting',
    asked: restore.plan === null ? [] : askedOf(restore.plan),
    addressesRecorded: true,
  });
  await tx.insert(attempts).values({
    ...attempt,
    restoreId: restore.id,
    number: 1,
    account,
    region,
    state: 'open',
    // The database's clock, which leases and looks are measured by.
    createdAt: sql`now()`,
    maySendUntil: sql`now()`,
  });
  await insertAddresses(tx, restore.id, addresses);
  await refreshSearchText(tx, [restore.id]);
};

const startedEvent = ({ run, restore, claims }: Start): NewEvent => ({
  at: restore.intendedAt,
  actor: run.actor,
  kind: 'restore-started',
  subject: restore.id,
  data: {
    restoreId: restore.id,
    region: run.region,
    recoveryPointArn: restore.recoveryPointArn ?? '',
    vault: restore.vault ?? '',
    resourceArn: restore.resourceArn,
    roleArn: restore.roleArn,
    metadataSha256: sha256(canonicalJson(restore.metadata)),
    claims: claims.map(({ subnetId, address }) => ({ subnetId, address })),
    accepted: restore.diagnostics
      .filter((each) => restore.accepted.includes(acceptanceKey(each)))
      .map(({ rule, code, at }) => ({ rule, code, at })),
    reason: run.reason,
    ticket: run.ticket,
  },
});

export type RunRow = typeof runs.$inferSelect;

/** One run, `null` where there is none of that id. */
export const readRun = async (id: string): Promise<RunRow | null> => {
  const rows = await db().select().from(runs).where(eq(runs.id, id));
  return rows[0] ?? null;
};
