import 'server-only';
import { mayWithdraw } from '@/lib/access/approval/request';
import { type ApprovalNeeds, approvalNeeds } from '@/lib/access/approval/rules';
import type { Caller } from '@/lib/auth/caller';
import { db } from '@/lib/db/client';
import { type ApprovalRequestRow, readRequest, requestsOfDraft } from '@/lib/db/repositories/approvals';
import { compareAddresses } from '@/lib/jobs/compare-addresses';
import type { Problem } from '@/lib/problem';
import { approvedRequest } from '@/lib/record/restore-request';
import { check } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { explain } from '@/lib/restore/explain';
import { indexFacts } from '@/lib/restore/fact-index';
import { factsSubject } from '@/lib/restore/facts-subject';
import type { StoredProblem } from '@/lib/restore/upgrade';
import { upgradePlan } from '@/lib/restore/upgrade';
import { err, ok, type Result } from '@/lib/result';
import { planOfMetadata } from '../attempts/claims-of-metadata';
import { draftIn, planOfDraft } from '../drafts/stored';
import { readFacts } from '../facts';
import type { Scope } from '../scope';
import { isUuid } from '../uuid';
import { headView } from './head-view';
import { readTraits } from './read-traits';
import { storedRules } from './rules';
import { requestOfPlan } from './sent';
import { type Standing, standingOf } from './standing';
import type { ApprovalView, DraftApproval } from './views';

const requestIn = async (scope: Scope, id: string): Promise<Result<ApprovalRequestRow, Problem>> => {
  const row = isUuid(id) ? await readRequest(id) : null;
  const here = row !== null && row.account === scope.account && row.region === scope.region;
  return here ? ok(row) : err({ code: 'not-found', what: 'approval', id });
};

/** One request with everything that an approver looks at. */
export const getApproval = async (scope: Scope, caller: Caller, id: string): Promise<Result<ApprovalView, Problem>> => {
  const row = await requestIn(scope, id);
  return row.ok ? ok(await viewOf(row.value, caller)) : row;
};

/** What the check says now of what was submitted. */
export const checkApproval = async (scope: Scope, id: string): Promise<Result<readonly Diagnostic[], Problem | StoredProblem>> => {
  const row = await requestIn(scope, id);
  if (!row.ok) return row;
  const plan = upgradePlan(row.value.plan);
  if (!plan.ok) return plan;
  const facts = await readFacts(scope, factsSubject(plan.value));
  return ok(check(plan.value, indexFacts(facts)));
};

const NOTHING: ApprovalNeeds = { approvals: 0, validHours: 0, ticketRequired: false, rules: [] };

/** What a stored plan needs as it stands, and its newest request. AWS is asked about tags and subnets only where there are rules. */
export const approvalOfDraft = async (
  scope: Scope,
  caller: Caller,
  draftId: string,
): Promise<Result<DraftApproval, Problem | StoredProblem>> => {
  const draft = await draftIn(scope, draftId);
  if (!draft.ok) return draft;
  const plan = planOfDraft(draft.value);
  if (!plan.ok) return plan;
  const [rules, requests] = await Promise.all([storedRules(), requestsOfDraft(db(), draftId, 1)]);
  const request = requestOfPlan(scope, plan.value);
  const needs =
    rules.length === 0 ? NOTHING : approvalNeeds(rules, await readTraits({ scope, reading: null }, request, plan.value.source.resourceArn));
  const newest = requests[0] === undefined ? null : await readRequest(requests[0].id);
  return ok({ needs, request: newest === null ? null : await viewOf(newest, caller) });
};

const viewOf = async (row: ApprovalRequestRow, caller: Caller): Promise<ApprovalView> => {
  const standing = await standingOf(db(), row);
  const plan = upgradePlan(row.plan);
  const { metadata, roleArn, resourceType, copyTags } = approvedRequest(row.sent);
  return {
    ...headView(row, standing, caller),
    owner: standing.owner,
    editors: standing.editors,
    answers: answersView(standing),
    needsThen: row.needs,
    needsNow: standing.needsNow,
    sent: row.sent,
    sha256: row.sha256,
    metadata,
    roleArn,
    resourceType,
    copyTags,
    differences: plan.ok ? explain(plan.value) : null,
    planProblem: plan.ok ? null : plan.error,
    asked: plan.ok ? compareAddresses(plan.value, []) : [],
    backup: plan.ok ? compareAddresses(planOfMetadata(plan.value.source.template) ?? { nics: [] }, []) : [],
    backupCreatedAt: plan.ok ? plan.value.source.createdAt : null,
    diagnostics: row.diagnostics,
    accepted: row.accepted,
    mayWithdraw: mayWithdraw(caller.user, standing).ok,
  };
};

const answersView = ({ answers, counting }: Standing): ApprovalView['answers'] =>
  answers.map(({ person, answer, comment, answeredAt }) => ({
    person,
    answer,
    comment,
    at: answeredAt.toISOString(),
    counts: answer === 'refuse' || counting.includes(person),
  }));
