import 'server-only';
import { z } from 'zod';
import { newApprovalRuleSchema } from '@/lib/access/approval/rule-schema';
import { answerApproval, withdrawApproval } from '@/lib/data/approval/answer';
import { approvalOfDraft, checkApproval, getApproval } from '@/lib/data/approval/detail';
import { approvalInbox, countWaiting, listApprovals } from '@/lib/data/approval/list';
import { previewRule } from '@/lib/data/approval/preview';
import { changeApprovalRule, listApprovalRules } from '@/lib/data/approval/rules';
import { submitForApproval } from '@/lib/data/approval/submit';
import { operation } from './operation';
import { placeSchema } from './place-schema';
import * as approvals from './schemas/approvals';
import { instant } from './schemas/common';
import { diagnostic } from './schemas/diagnostic';

const MAX_COMMENT = 2_000;
const id = z.string().min(1).max(100);
const looking = { permission: 'browse', scope: 'place', effect: 'read' } as const;

/** Submits a draft at the reviewed revision to those who approve. */
export const submitForApprovalOperation = operation({
  name: 'submitForApproval',
  permission: 'start-restore',
  scope: 'place',
  effect: 'write',
  input: z.object({
    place: placeSchema,
    draftId: z.uuid(),
    revision: z.int().min(1),
    acknowledged: z.array(z.string().max(4_000)).max(1_000),
    reason: z.string().max(MAX_COMMENT),
    ticket: z.string().max(200).nullable().default(null),
  }),
  output: z.object({ id: z.string() }),
  run: ({ place: _place, ...submission }, { scope, caller }) => submitForApproval(scope, caller, submission),
});

/** Takes a request back. */
export const withdrawApprovalOperation = operation({
  name: 'withdrawApproval',
  permission: 'plan-restore',
  scope: 'place',
  effect: 'write',
  input: z.object({ place: placeSchema, id }),
  output: approvals.answered,
  run: ({ id: request }, { scope, caller }) => withdrawApproval(scope, caller, request),
});

/** Approves or refuses a request, by the SHA-256 of what the person saw. An answer stands for good, and a start may rest on it: only by somebody who has signed in of late. */
export const answerApprovalOperation = operation({
  name: 'answerApproval',
  permission: 'approve-restore',
  scope: 'place',
  effect: 'write',
  fresh: true,
  input: z.object({
    place: placeSchema,
    id,
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    answer: z.enum(['approve', 'refuse']),
    comment: z.string().max(MAX_COMMENT),
  }),
  output: approvals.answered,
  run: ({ place: _place, ...answer }, { scope, caller }) => answerApproval(scope, caller, answer),
});

/** The requests of a place. */
export const listApprovalsOperation = operation({
  name: 'listApprovals',
  ...looking,
  input: z.object({ place: placeSchema, states: approvals.statesFilter.default([]), after: z.string().max(100).nullable().default(null) }),
  output: approvals.approvalPage,
  run: ({ states, after }, { scope, caller }) => listApprovals(scope, caller, { states, after }),
});

/** One request with everything that an approver looks at. */
export const getApprovalOperation = operation({
  name: 'getApproval',
  ...looking,
  input: z.object({ place: placeSchema, approval: id }),
  output: approvals.approval,
  run: ({ approval }, { scope, caller }) => getApproval(scope, caller, approval),
});

/** What the check says now of what was submitted. */
export const checkApprovalOperation = operation({
  name: 'checkApproval',
  ...looking,
  input: z.object({ place: placeSchema, approval: id }),
  output: z.array(diagnostic).readonly(),
  run: ({ approval }, { scope }) => checkApproval(scope, approval),
});

/** What a draft needs before it may start, and its newest request. */
export const approvalOfDraftOperation = operation({
  name: 'approvalOfDraft',
  ...looking,
  input: z.object({ place: placeSchema, draft: id }),
  output: approvals.draftApproval,
  run: ({ draft }, { scope, caller }) => approvalOfDraft(scope, caller, draft),
});

/** How many requests wait for an answer of the caller, wherever they may answer. Polled. */
export const countWaitingOperation = operation({
  name: 'countWaitingApprovals',
  permission: 'browse',
  scope: 'none',
  effect: 'read',
  input: z.object({}),
  output: z.object({ waiting: z.number() }),
  run: (_input, { caller }) => countWaiting(caller),
});

/** The requests that wait for the caller, and the restores that were started without the approval that they needed. */
export const approvalInboxOperation = operation({
  name: 'approvalInbox',
  permission: 'browse',
  scope: 'none',
  effect: 'read',
  input: z.object({}),
  output: approvals.inbox,
  run: (_input, { caller }) => approvalInbox(caller),
});

/** The rules that say which restores others approve. */
export const listApprovalRulesOperation = operation({
  name: 'listApprovalRules',
  permission: 'browse',
  scope: 'none',
  effect: 'read',
  input: z.object({}),
  output: approvals.rules,
  run: (_input, { caller }) => listApprovalRules(caller),
});

/** Adds a rule, replaces one, or removes it; one that is there as it was last changed at `was`. */
export const changeApprovalRuleOperation = operation({
  name: 'changeApprovalRule',
  permission: 'change-approval-rules',
  scope: 'none',
  effect: 'write',
  fresh: true,
  input: z
    .object({ id: z.uuid().nullable(), rule: newApprovalRuleSchema.nullable(), was: instant.nullable().default(null) })
    .refine(({ id: known, rule, was }) => (known === null) === (was === null) && (known !== null || rule !== null)),
  output: z.object({ id: z.string().nullable() }),
  run: (change, { caller }) => changeApprovalRule(caller, change),
});

/** Which plans and recovery points of a place a rule would match, before it is saved. */
export const previewApprovalRuleOperation = operation({
  name: 'previewApprovalRule',
  permission: 'change-approval-rules',
  scope: 'place',
  effect: 'read',
  input: z.object({ place: placeSchema, rule: newApprovalRuleSchema }),
  output: approvals.preview,
  run: ({ rule }, { scope }) => previewRule(scope, rule),
});
