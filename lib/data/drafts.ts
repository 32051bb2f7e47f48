import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Caller } from '@/lib/auth/caller';
import { describePoint, restoreMetadata } from '@/lib/aws/points';
import { roleByName } from '@/lib/aws/roles';
import { rawExecutor } from '@/lib/db/raw';
import {
  type DraftHead,
  type DraftRow,
  deleteDraft,
  insertDraft,
  type PlannedDraft,
  readDraft,
  resumableDraft,
  unstartedDrafts,
  writeHistory,
} from '@/lib/db/repositories/drafts';
import { awsProblem, type Problem } from '@/lib/problem';
import type { PlanHistory } from '@/lib/restore/history';
import type { Arn } from '@/lib/restore/ids';
import { metadataValue } from '@/lib/restore/keys';
import { parseTemplate } from '@/lib/restore/parse';
import type { PlanSource } from '@/lib/restore/plan';
import { begin } from '@/lib/restore/undo';
import { err, ok, type Result } from '@/lib/result';
import { voidOfChanged, voidOfDiscarded } from './approval/end';
import { sendNoteSurroundings } from './checklist/note';
import { draftIn, draftView, planOfDraft, trusted } from './drafts/stored';
import { touchDraft } from './drafts/touch';
import type { CreateDraftProblem, CreatedDraft, DraftHeadView, DraftView, SaveDraftProblem, UnreadableDraft } from './drafts/views';
import { knownValue } from './facts/known';
import { typeFact } from './facts/network';
import { resourceIdOf } from './inventory/resource-id';
import type { Scope } from './scope';
import { hasWayLeft } from './way-runs/left';

const DAY_MS = 24 * 3_600_000;
const PLANNED_LATELY_MS = 7 * DAY_MS;
const DEFAULT_ROLE = 'AWSBackupDefaultServiceRole';

/**
 * A draft for restoring an EC2 recovery point. The caller's own unstarted draft of the last day is resumed, unless a `fresh` one is asked for, or it cannot be read: then a new one stands in for it. AWS's metadata
 * becomes the plan; what cannot be read comes back raw with its scope (F26 and malformed metadata are the page's to explain).
 */
export const createDraft = async (
  scope: Scope,
  caller: Caller,
  wanted: { readonly vault: string; readonly recoveryPointArn: string; readonly fresh: boolean },
): Promise<Result<CreatedDraft, Problem | CreateDraftProblem>> => {
  let unreadable = false;
  if (!wanted.fresh) {
    const since = new Date(Date.now() - DAY_MS);
    const mine = await resumableDraft(scope, caller.user, wanted.recoveryPointArn, wanted.vault, since);
    const stored = mine === null ? null : await readDraft(mine.id);
    const plan = stored === null ? null : planOfDraft(stored);
    if (stored !== null && plan?.ok === true) {
      // The original may have changed since the plan was begun.
      await sendNoteSurroundings(rawExecutor(), scope, plan.value.source);
      return ok(created(stored, 'resumed'));
    }
    unreadable = stored !== null;
  }
  const source = await sourceOf(scope, wanted.vault, wanted.recoveryPointArn);
  if (!source.ok) return source;
  const [type, restoreRoleArn] = await Promise.all([backedUpType(scope, source.value), defaultRole(scope)]);
  const plan = parseTemplate(source.value, { type, restoreRoleArn });
  if (!plan.ok) return err({ code: 'unreadable-metadata', metadata: source.value.template, problem: plan.error });
  return ok(created(await storeDraft(scope, caller.user, begin(plan.value)), unreadable ? 'instead' : 'new'));
};

/** Stores a draft that begins with `history`, owned by `user`. `others` worked on it before, where it is a copy. */
export const storeDraft = async (scope: Scope, user: string, history: PlanHistory, others: readonly string[] = []): Promise<DraftRow> => {
  const now = new Date();
  const { vault, recoveryPointArn } = history.base.source;
  const row = {
    id: randomUUID(),
    connection: scope.aws.connection,
    account: scope.account,
    region: scope.region,
    owner: user,
    recoveryPointArn,
    vault,
    history,
    revision: 1,
    createdAt: now,
    updatedAt: now,
    updatedBy: user,
    editors: [...new Set([...others, user])],
    restoreId: null,
  } satisfies DraftRow;
  await insertDraft(row);
  await sendNoteSurroundings(rawExecutor(), scope, history.base.source);
  return row;
};

const created = (row: DraftHead, how: CreatedDraft['how']): CreatedDraft => ({
  draftId: row.id,
  revision: row.revision,
  how,
  updatedAt: row.updatedAt.toISOString(),
});

const sourceOf = async (scope: Scope, vault: string, arn: string): Promise<Result<PlanSource, Problem | CreateDraftProblem>> => {
  const [point, template] = await Promise.all([describePoint(scope.aws, vault, arn), restoreMetadata(scope.aws, vault, arn)]);
  if (!point.ok) {
    const absent = point.error.code === 'not-found' || point.error.code === 'invalid-request';
    return err(absent ? { code: 'not-found', what: 'point', id: arn } : awsProblem(point.error));
  }
  if (point.value.resourceType !== 'EC2') return err({ code: 'not-ec2', resourceType: point.value.resourceType });
  if (!template.ok) return err(awsProblem(template.error));
  return ok({
    account: scope.account,
    region: scope.region,
    vault,
    recoveryPointArn: arn as Arn,
    resourceArn: point.value.resourceArn === '' ? null : (point.value.resourceArn as Arn),
    resourceName: point.value.resourceName,
    createdAt: point.value.createdAt.toISOString(),
    template: template.value,
  });
};

/** Facts of the backed-up type, for the rule of CpuOptions (facts 1.3); `null` where they cannot be had. */
const backedUpType = async (scope: Scope, source: PlanSource) => {
  const name = metadataValue(source.template, 'InstanceType');
  return name === null ? null : knownValue(await typeFact({ scope, reading: null }, name));
};

/** AWS's default restore role, where the account has it; `null` where it has not, or where that cannot be learnt: the person then chooses. */
const defaultRole = async (scope: Scope): Promise<Arn | null> => {
  const role = await roleByName(scope.aws, DEFAULT_ROLE);
  return role.ok && role.value.arn !== '' ? (role.value.arn as Arn) : null;
};

/** One draft. */
export const getDraft = async (scope: Scope, id: string): Promise<Result<DraftView, Problem | UnreadableDraft>> => {
  const row = await draftIn(scope, id);
  return row.ok ? draftView(row.value) : row;
};

/**
 * Saves what a person did since `revision`. `history` is whatever was sent: it must be a history whose steps replay, and what was backed up is taken from what is
 * stored here, never from the caller: a history whose source differs is refused. Whoever saves over a newer revision gets that one back instead.
 */
export const saveDraft = (
  scope: Scope,
  caller: Caller,
  save: { readonly id: string; readonly revision: number; readonly history: unknown },
): Promise<Result<{ readonly revision: number; readonly updatedAt: string }, Problem | SaveDraftProblem>> =>
  touchDraft(scope, { id: save.id, actor: caller.user, act: 'save' }, async (on, row) => {
    const history = trusted(row, save.history);
    if (!history.ok) return history;
    if (row.restoreId !== null) return err({ code: 'already-started', restoreId: row.restoreId });
    if (row.revision !== save.revision) {
      const newer = await draftView(row);
      return newer.ok ? err({ code: 'draft-conflict', newer: newer.value }) : newer;
    }
    const at = new Date();
    const revision = await writeHistory(on, row, { history: history.value, by: caller.user, at });
    await voidOfChanged(on, row, history.value, caller.user);
    return ok({ revision, updatedAt: at.toISOString() });
  });

/**
 * Stores `history` as a new draft of the caller's own, beside the draft it began from: a colleague's plan to go on from, one's own version after a conflict, or
 * the plan of a restore that was started. What was backed up is taken from the stored draft, as in `saveDraft`.
 */
export const copyDraft = async (
  scope: Scope,
  caller: Caller,
  copy: { readonly id: string; readonly history: unknown },
): Promise<Result<CreatedDraft, Problem | SaveDraftProblem>> => {
  const row = await draftIn(scope, copy.id);
  if (!row.ok) return row;
  const history = trusted(row.value, copy.history);
  if (!history.ok) return history;
  const { owner, updatedBy, editors } = row.value;
  return ok(created(await storeDraft(scope, caller.user, history.value, [...editors, owner, updatedBy]), 'new'));
};

const headView = (row: PlannedDraft): DraftHeadView => ({
  id: row.id,
  owner: row.owner,
  recoveryPointArn: row.recoveryPointArn,
  vault: row.vault,
  resourceId: row.resourceArn === null ? null : resourceIdOf(row.resourceArn),
  resourceName: row.resourceName,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  updatedBy: row.updatedBy,
});

/** What is being planned in a place, or of one recovery point: unstarted drafts of the last week, newest first. */
export const listDrafts = async (scope: Scope, recoveryPointArn: string | null): Promise<Result<readonly DraftHeadView[], Problem>> => {
  const since = new Date(Date.now() - PLANNED_LATELY_MS);
  const rows = await unstartedDrafts(scope, { since, ...(recoveryPointArn === null ? {} : { recoveryPointArn }) });
  return ok(rows.map(headView));
};

/** Throws an unstarted draft away. Not while a way of it is watched, or has left something in AWS: its page tells how that is taken back. */
export const discardDraft = (scope: Scope, caller: Caller, id: string): Promise<Result<null, Problem | SaveDraftProblem>> =>
  touchDraft<null>(scope, { id, actor: caller.user, act: 'discard' }, async (on, row) => {
    if (row.restoreId !== null) return err({ code: 'already-started', restoreId: row.restoreId });
    if (await hasWayLeft(on, scope, row.id)) return err({ code: 'way-left' });
    await deleteDraft(on, row);
    await voidOfDiscarded(on, row, caller.user);
    return ok(null);
  });
