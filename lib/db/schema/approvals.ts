import { sql } from 'drizzle-orm';
import { index, integer, json, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ApprovalAnswer, RequestState } from '@/lib/access/approval/request';
import type { ApprovalNeeds, RestoreTraits } from '@/lib/access/approval/rules';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { instant } from './instant';

/** Which restores other people have to approve. What a rule says is read by `lib/data/approval/rules.ts`; what it cannot read matches every restore. */
export const approvalRules = pgTable('approval_rules', {
  id: uuid('id').primaryKey(),
  /** Where it stands in the list; for people, as the order decides nothing. */
  position: integer('position').notNull().default(0),
  rule: jsonb('rule').$type<unknown>().notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: instant('changed_at').notNull(),
});

/**
 * One submission of a plan to those who approve. What it is of (`sent`, its hash, the plan, the findings) never changes; `state` follows from what people and time did to it,
 * and is written in the transaction that did it. That time is over is written down by whoever comes across it.
 */
export const approvalRequests = pgTable(
  'approval_requests',
  {
    id: uuid('id').primaryKey(),
    account: text('account').notNull(),
    region: text('region').notNull(),
    draftId: uuid('draft_id').notNull(),
    revision: integer('revision').notNull(),
    requester: text('requester').notNull(),
    /** Whose plan it was, and everybody who had edited it. */
    owner: text('owner').notNull(),
    editors: jsonb('editors').$type<readonly string[]>().notNull(),
    recoveryPointArn: text('recovery_point_arn').notNull(),
    vault: text('vault').notNull(),
    resourceArn: text('resource_arn'),
    resourceName: text('resource_name'),
    /** In the form of whatever version wrote it: read with `upgradePlan`. */
    plan: json('plan').$type<unknown>().notNull(),
    /** What is approved: the text of the request (lib/record/restore-request.ts), and its SHA-256. */
    sent: text('sent').notNull(),
    sha256: text('sha256').notNull(),
    /** What the check said when it was submitted, and which of it the requester accepted (`acceptanceKey`). */
    diagnostics: json('diagnostics').$type<Diagnostic[]>().notNull(),
    accepted: jsonb('accepted').$type<readonly string[]>().notNull(),
    /** What rules looked at then, and what they wanted. */
    traits: jsonb('traits').$type<RestoreTraits>().notNull(),
    needs: jsonb('needs').$type<ApprovalNeeds>().notNull(),
    reason: text('reason').notNull(),
    ticket: text('ticket'),
    submittedAt: instant('submitted_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    state: text('state').$type<RequestState>().notNull(),
    endedAt: instant('ended_at'),
    /** Who ended it; `rehome` where nobody did. */
    endedBy: text('ended_by'),
    /** Of a voided one: why (`VoidCause`). */
    endedCause: text('ended_cause'),
    /** The restore that was started with it. */
    restoreId: uuid('restore_id'),
  },
  (t) => [
    uniqueIndex('approval_requests_open').on(t.draftId).where(sql`${t.state} in ('waiting', 'approved')`),
    index('approval_requests_draft').on(t.draftId, t.submittedAt),
    index('approval_requests_submitted').on(t.account, t.region, t.submittedAt, t.id),
    index('approval_requests_expiring').on(t.account, t.expiresAt).where(sql`${t.state} in ('waiting', 'approved')`),
  ],
);

/** What each person said of a request, once. */
export const approvalAnswers = pgTable(
  'approval_answers',
  {
    requestId: uuid('request_id')
      .notNull()
      .references(() => approvalRequests.id, { onDelete: 'cascade' }),
    person: text('person').notNull(),
    answer: text('answer').$type<ApprovalAnswer['answer']>().notNull(),
    comment: text('comment').notNull(),
    answeredAt: instant('answered_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.requestId, t.person] })],
);
