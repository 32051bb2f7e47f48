import { sql } from 'drizzle-orm';
import { index, integer, json, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { AwsProblem } from '@/lib/aws-problem';
import type { StopCause, WaitState } from '@/lib/jobs/wait';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { instant } from './instant';

/**
 * Starts that wait until their addresses are free, or for a time: what was confirmed, and until when. Their claims stand in `claims`. How they end is written in the
 * transaction that ends them; those that started are told of by their restore.
 */
export const waits = pgTable(
  'waits',
  {
    id: uuid('id').primaryKey(),
    connection: text('connection').notNull(),
    account: text('account').notNull(),
    region: text('region').notNull(),
    /** Who set it up, and as whom it starts. */
    actor: text('actor').notNull(),
    draftId: uuid('draft_id').notNull(),
    revision: integer('revision').notNull(),
    resourceArn: text('resource_arn'),
    resourceName: text('resource_name'),
    reason: text('reason'),
    ticket: text('ticket'),
    withoutApproval: text('without_approval'),
    /** The request (approval_requests) that was approved when it was set up. */
    approvalId: uuid('approval_id'),
    /** The keys of the findings that were accepted (`acceptanceKey`). */
    accepted: jsonb('accepted').$type<readonly string[]>().notNull(),
    /** Every address, and (`subnetId` empty) every interface, that it asks for. */
    wanted: jsonb('wanted').$type<readonly { readonly subnetId: string; readonly address: string }[]>().notNull(),
    /** Those of them that somebody held at the last look. */
    held: jsonb('held').$type<readonly string[]>().notNull(),
    notBefore: instant('not_before'),
    until: instant('until').notNull(),
    state: text('state').$type<WaitState>().notNull(),
    /** What nobody has accepted yet, or what stopped it. */
    findings: json('findings').$type<Diagnostic[]>().notNull().default([]),
    stopCause: text('stop_cause').$type<StopCause>(),
    /** Why AWS did not tell at the last look. */
    problem: jsonb('problem').$type<AwsProblem>(),
    /** When the whole check last found an address held that no look had shown. */
    checkedAt: instant('checked_at'),
    restoreId: uuid('restore_id'),
    createdAt: instant('created_at').notNull(),
    endedAt: instant('ended_at'),
    /** Who ended it; `rehome` where nobody did. */
    endedBy: text('ended_by'),
  },
  (t) => [
    uniqueIndex('waits_open').on(t.draftId).where(sql`${t.state} in ('waiting', 'asking')`),
    index('waits_place').on(t.account, t.region, t.createdAt),
    index('waits_draft').on(t.draftId, t.createdAt),
  ],
);
