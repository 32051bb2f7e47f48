import 'server-only';
import { isOpen } from '@/lib/access/approval/request';
import { type ApprovalNeeds, approvalNeeds, type RestoreTraits } from '@/lib/access/approval/rules';
import {
  type ApprovalRequestRow,
  lockOpenRequest,
  ofRequest,
  requestsOfDraft,
  voidRequest,
  writeRequestState,
} from '@/lib/db/repositories/approvals';
import type { Transaction } from '@/lib/db/repositories/executor';
import type { Start, StartPermit } from '@/lib/db/repositories/runs';
import type { NewEvent } from '@/lib/record/kinds';
import { restoreRequestSha256 } from '@/lib/record/restore-request';
import { err, ok, type Result } from '@/lib/result';
import { storedRules } from './rules';
import { requestOfStart } from './sent';
import { type Standing, standingOf } from './standing';
import type { ApprovalNeeded } from './views';

/** What a start is asked with. `withoutApproval`: the written reason of somebody who may start without one. */
export interface Asked {
  readonly start: Start;
  readonly traits: RestoreTraits;
  readonly withoutApproval: string | null;
}

/** The open request of the plan as it is in this moment, and whether it is of what this start sends. */
interface Found {
  readonly request: ApprovalRequestRow;
  readonly standing: Standing;
  readonly same: boolean;
}

/**
 * Whether a start may be made, in its transaction and with its draft locked: the rules are read, the request is locked and judged by answers and roles of this moment, its hash is
 * compared with that of the rows that this start writes, and it is marked used. Of two starts with one approval the second finds it used.
 */
export const permitStart = async (tx: Transaction, asked: Asked): Promise<Result<StartPermit, ApprovalNeeded>> => {
  const { start } = asked;
  const rules = await storedRules(tx);
  const needs = approvalNeeds(rules, asked.traits);
  const found = await openRequest(tx, start, needs);
  if (found?.same && found.standing.state === 'approved') return ok(await use(tx, start, found));
  if (needs.approvals === 0) return ok({ approvalId: null, withoutApproval: null, events: await voided(tx, found, 'not-needed', start) });
  if (asked.withoutApproval === null) return err(await needed(tx, start, needs, found));
  const events = await voided(tx, found, 'started-without-approval', start);
  return ok({
    approvalId: null,
    withoutApproval: asked.withoutApproval,
    events: [...events, emergency(start, needs, asked.withoutApproval)],
  });
};

/**
 * Whether a start could be made at this moment, and with which approval, or why without the one that it needs: what `permitStart` asks, without using anything up. For a start that is to be made later, which asks again.
 */
export const couldStart = async (
  tx: Transaction,
  { start, traits, withoutApproval }: Asked,
): Promise<Result<{ readonly approvalId: string | null; readonly withoutApproval: string | null }, ApprovalNeeded>> => {
  const needs = approvalNeeds(await storedRules(tx), traits);
  const found = await openRequest(tx, start, needs);
  if (found?.same && found.standing.state === 'approved') return ok({ approvalId: found.request.id, withoutApproval: null });
  if (needs.approvals === 0) return ok({ approvalId: null, withoutApproval: null });
  return withoutApproval !== null ? ok({ approvalId: null, withoutApproval }) : err(await needed(tx, start, needs, found));
};

const openRequest = async (tx: Transaction, start: Start, needs: ApprovalNeeds): Promise<Found | null> => {
  const request = await lockOpenRequest(tx, start.draft.id);
  if (request === null) return null;
  const known = { starter: start.run.actor, ...(needs.approvals === 0 ? {} : { needs }) };
  const standing = await standingOf(tx, request, known);
  return { request, standing, same: restoreRequestSha256(requestOfStart(start)) === request.sha256 };
};

const use = async (tx: Transaction, start: Start, { request, standing }: Found): Promise<StartPermit> => {
  const { actor } = start.run;
  const { id: restoreId, intendedAt: at } = start.restore;
  await writeRequestState(tx, request.id, { state: 'used', endedAt: at, endedBy: actor, restoreId });
  const data = { ...ofRequest(request), restoreId, sha256: request.sha256, approvedBy: [...standing.counting] };
  return { approvalId: request.id, withoutApproval: null, events: [{ at, actor, kind: 'approval-used', subject: request.id, data }] };
};

const voided = async (
  tx: Transaction,
  found: Found | null,
  cause: 'not-needed' | 'started-without-approval',
  { run, restore }: Start,
): Promise<readonly NewEvent[]> =>
  found === null ? [] : [await voidRequest(tx, found.request, { cause, by: run.actor, at: restore.intendedAt })];

const emergency = (start: Start, needs: ApprovalNeeds, reason: string): NewEvent => ({
  at: start.restore.intendedAt,
  actor: start.run.actor,
  kind: 'started-without-approval',
  subject: start.restore.id,
  data: {
    restoreId: start.restore.id,
    region: start.run.region,
    approvals: needs.approvals,
    rules: needs.rules.map(({ ruleId, name }) => ({ ruleId, name })),
    sha256: restoreRequestSha256(requestOfStart(start)),
    reason,
  },
});

/** Why it may not: what the newest request of the plan is, whatever became of it. */
const needed = async (tx: Transaction, start: Start, needs: ApprovalNeeds, found: Found | null): Promise<ApprovalNeeded> => {
  const base = { code: 'approval-needed' as const, needed: needs.approvals, rules: needs.rules.map(({ name }) => name ?? '') };
  if (found !== null) {
    const { request, standing, same } = found;
    return {
      ...base,
      request: { id: request.id, state: standing.state, given: standing.counting.length },
      changed: !same && isOpen(standing.state),
    };
  }
  const last = (await requestsOfDraft(tx, start.draft.id, 1))[0];
  if (last === undefined) return { ...base, request: null, changed: false };
  const standing = await standingOf(tx, last, { needs });
  return { ...base, request: { id: last.id, state: standing.state, given: standing.counting.length }, changed: false };
};
