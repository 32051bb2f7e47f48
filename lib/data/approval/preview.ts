import 'server-only';
import { type ApprovalRule, approvalNeeds } from '@/lib/access/approval/rules';
import { traitsOfTags } from '@/lib/access/approval/traits';
import { readDraft, unstartedDrafts } from '@/lib/db/repositories/drafts';
import { countPoints, type PointRow, readPoints } from '@/lib/db/repositories/inventory-points';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { planOfDraft } from '../drafts/stored';
import { freshen } from '../inventory/refresh';
import type { Scope } from '../scope';
import { readTraits, tagsOfPoint, tagsOfResource } from './read-traits';
import { requestOfPlan } from './sent';
import type { PlanMatch, RulePreview } from './views';

const WEEK_MS = 7 * 24 * 3_600_000;
/** Each costs up to two calls to AWS, kept for a minute. */
const LOOK_AT = 20;

const matchOf = (rule: ApprovalRule, traits: Parameters<typeof approvalNeeds>[1]) =>
  approvalNeeds([{ id: rule.id, rule }], traits).rules[0]?.because ?? null;

/**
 * Which of the plans that are not started, and of the newest recovery points of instances, a rule would match in a place. Plans are judged as the start does it; of points no more than
 * vault, account and tags can be told, as the addresses are those of a plan.
 */
export const previewRule = async (scope: Scope, content: Omit<ApprovalRule, 'id'>): Promise<Result<RulePreview, Problem>> => {
  const rule = { ...content, id: '' };
  const [plans, points] = await Promise.all([plansMatching(scope, rule), pointsMatching(scope, rule)]);
  return ok({ plans, points });
};

const plansMatching = async (scope: Scope, rule: ApprovalRule): Promise<readonly PlanMatch[]> => {
  const heads = (await unstartedDrafts(scope, { since: new Date(Date.now() - WEEK_MS) })).slice(0, LOOK_AT);
  const matches = await Promise.all(
    heads.map(async (head): Promise<readonly PlanMatch[]> => {
      const row = await readDraft(head.id);
      const plan = row === null ? null : planOfDraft(row);
      if (plan === null || !plan.ok) return [];
      const traits = await readTraits({ scope, reading: null }, requestOfPlan(scope, plan.value), plan.value.source.resourceArn);
      const because = matchOf(rule, traits);
      if (because === null) return [];
      const name = head.resourceName ?? head.recoveryPointArn;
      return [{ draftId: head.id, owner: head.owner, name, unknown: because.some(({ met }) => met === 'unknown') }];
    }),
  );
  return matches.flat();
};

const pointsMatching = async (scope: Scope, rule: ApprovalRule): Promise<RulePreview['points']> => {
  if (rule.account !== null && rule.account !== scope.account) return { total: 0, looked: 0, matching: 0, unread: 0 };
  await freshen(scope, rule.vault === null ? 'everything' : { vault: rule.vault });
  const wanted = { types: ['EC2'], vault: rule.vault ?? undefined };
  const [total, rows] = await Promise.all([
    countPoints(scope, wanted),
    readPoints(scope, wanted, { order: 'created', direction: 'desc', offset: 0, limit: LOOK_AT }),
  ]);
  const found = await Promise.all(rows.map((row) => ofPoint(scope, rule, row)));
  return {
    total,
    looked: rows.length,
    matching: found.filter((each) => each !== 'no').length,
    unread: found.filter((each) => each === 'unknown').length,
  };
};

const ofPoint = async (scope: Scope, rule: ApprovalRule, row: PointRow): Promise<'yes' | 'no' | 'unknown'> => {
  if (rule.tag === null) return 'yes';
  const asking = { scope, reading: null };
  const readings = await Promise.all([tagsOfPoint(asking, row.arn), tagsOfResource(asking, row.resourceArn)]);
  const because = matchOf({ ...rule, range: null }, traitsOfTags({ account: scope.account, vault: row.vault }, readings));
  if (because === null) return 'no';
  return because.some(({ met }) => met === 'unknown') ? 'unknown' : 'yes';
};
