import 'server-only';
import { z } from 'zod';
import { type MayNotAnswer, REQUEST_STATES, type VoidCause } from '@/lib/access/approval/request';
import { approvalRuleSchema } from '@/lib/access/approval/rule-schema';
import type { ApprovalNeeds, ApprovalRule } from '@/lib/access/approval/rules';
import type {
  ApprovalHeadView,
  ApprovalInbox,
  ApprovalPage,
  ApprovalRuleView,
  ApprovalView,
  DraftApproval,
  RulePreview,
} from '@/lib/data/approval/views';
import { storedProblem, textMap, word } from './common';
import { diagnostic } from './diagnostic';
import { difference } from './history';
import { interfaceMatch } from './jobs';

const said = z.string().nullable();
const state = z.enum(REQUEST_STATES);
const answer = z.enum(['approve', 'refuse']);

const mayNotAnswer: z.ZodType<MayNotAnswer> = z.discriminatedUnion('code', [
  z.object({ code: z.literal('approval-ended'), state }),
  z.object({ code: z.literal('own-restore'), as: z.enum(['requester', 'owner', 'editor']) }),
  z.object({ code: z.literal('answered-before'), answer }),
]);

const ofHead = {
  id: z.string(),
  account: z.string(),
  region: z.string(),
  draftId: z.string(),
  requester: z.string(),
  recoveryPointArn: z.string(),
  vault: z.string(),
  resourceId: said,
  resourceName: said,
  addresses: z.array(z.string()).readonly(),
  state,
  given: z.number(),
  needed: z.number(),
  submittedAt: z.string(),
  expiresAt: z.string(),
  reason: z.string(),
  ticket: said,
  ended: z.object({ at: z.string(), by: z.string(), cause: word<VoidCause>().nullable() }).nullable(),
  restoreId: said,
  mayNotAnswer: mayNotAnswer.nullable(),
};
const head: z.ZodType<ApprovalHeadView> = z.object(ofHead);

export const answered = z.object({ state });

const needs: z.ZodType<ApprovalNeeds> = z.object({
  approvals: z.union([z.literal(0), z.literal(1), z.literal(2)]),
  validHours: z.number(),
  ticketRequired: z.boolean(),
  rules: z.array(
    z.object({
      ruleId: z.string(),
      name: said,
      approvals: z.union([z.literal(1), z.literal(2)]),
      validHours: z.number(),
      ticketRequired: z.boolean(),
      because: z.array(z.object({ condition: z.enum(['account', 'vault', 'tag', 'range']), met: z.enum(['yes', 'unknown']) })),
    }),
  ),
});

export const approval: z.ZodType<ApprovalView> = z.object({
  ...ofHead,
  owner: z.string(),
  editors: z.array(z.string()).readonly(),
  answers: z.array(z.object({ person: z.string(), answer, comment: z.string(), at: z.string(), counts: z.boolean() })),
  needsThen: needs,
  needsNow: needs,
  sent: z.string(),
  sha256: z.string(),
  metadata: textMap,
  roleArn: said,
  resourceType: z.string(),
  copyTags: z.boolean(),
  differences: z.array(difference).nullable(),
  planProblem: storedProblem.nullable(),
  asked: z.array(interfaceMatch),
  backup: z.array(interfaceMatch),
  backupCreatedAt: said,
  diagnostics: z.array(diagnostic),
  accepted: z.array(z.string()).readonly(),
  mayWithdraw: z.boolean(),
});

export const draftApproval: z.ZodType<DraftApproval> = z.object({ needs, request: approval.nullable() });

export const approvalPage: z.ZodType<ApprovalPage> = z.object({ approvals: z.array(head), next: said });

export const inbox: z.ZodType<ApprovalInbox> = z.object({
  waiting: z.array(head),
  withoutApproval: z.array(
    z.object({
      restoreId: z.string(),
      account: z.string(),
      region: z.string(),
      jobId: said,
      resourceId: said,
      resourceName: said,
      startedBy: said,
      startedAt: z.string(),
      reason: z.string(),
    }),
  ),
});

const rule: z.ZodType<ApprovalRule> = z.intersection(z.object({ id: z.string() }), approvalRuleSchema);

export const rules: z.ZodType<readonly ApprovalRuleView[]> = z.array(
  z.object({ id: z.string(), rule: rule.nullable(), changed: z.object({ by: z.string(), at: z.string() }) }),
);

export const preview: z.ZodType<RulePreview> = z.object({
  plans: z.array(z.object({ draftId: z.string(), owner: z.string(), name: z.string(), unknown: z.boolean() })),
  points: z.object({ total: z.number(), looked: z.number(), matching: z.number(), unread: z.number() }),
});

/** The states of a filter, as an address carries them: with commas between. */
export const statesFilter = z
  .string()
  .max(200)
  .transform((text) => (text === '' ? [] : text.split(',')))
  .pipe(z.array(state));
