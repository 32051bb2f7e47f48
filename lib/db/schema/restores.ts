import { sql } from 'drizzle-orm';
import { boolean, index, inet, integer, json, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { AwsProblem } from '@/lib/aws-problem';
import type { AttemptState } from '@/lib/jobs/attempt';
import type { ActualInterface, AskedAddress } from '@/lib/jobs/compare-addresses';
import type { Outcome } from '@/lib/jobs/status';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { instant } from './instant';
import { waits } from './waits';

/** What somebody started with one decision: one restore today, a fleet or a drill later. A reason and a ticket belong to the decision. */
export const runs = pgTable(
  'runs',
  {
    id: uuid('id').primaryKey(),
    /** Whose credentials it uses. */
    connection: text('connection').notNull().default('default'),
    account: text('account').notNull(),
    region: text('region').notNull(),
    /** Who decided, by opaque id. */
    actor: text('actor').notNull(),
    draftId: uuid('draft_id'),
    reason: text('reason'),
    ticket: text('ticket'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('runs_ticket').on(t.ticket), index('runs_draft').on(t.draftId)],
);

/** Ids of what a restore made and what may stay when its instance goes. */
export interface MadeBeside {
  readonly interfaces: readonly string[];
  /** `null`: they could not be read, or the instance had gone. */
  readonly volumes: readonly string[] | null;
}

/**
 * One resource that is or was restored: an item of a run, or (`origin` elsewhere, no run) a restore job that the AWS console, a script or another
 * tool started and that AWS showed us. `outcome` is kept up to date in the transaction of each change, so that the history can be searched by it.
 */
export const restores = pgTable(
  'restores',
  {
    id: uuid('id').primaryKey(),
    origin: text('origin', { enum: ['here', 'elsewhere'] })
      .notNull()
      .default('here'),
    runId: uuid('run_id').references(() => runs.id),
    /** Its place within the run, from 0. */
    position: integer('position').notNull().default(0),
    connection: text('connection').notNull().default('default'),
    account: text('account').notNull(),
    region: text('region').notNull(),
    /** `null`: started elsewhere; AWS does not tell by whom. */
    startedBy: text('started_by'),
    draftId: uuid('draft_id'),
    recoveryPointArn: text('recovery_point_arn'),
    vault: text('vault'),
    resourceArn: text('resource_arn'),
    resourceName: text('resource_name'),
    resourceType: text('resource_type'),
    /** `null`: started elsewhere. */
    /** In the form of whatever version wrote it: read with `upgradePlan`. */
    plan: json('plan').$type<unknown>(),
    /** As sent; of a restore from elsewhere as GetRestoreJobMetadata told, `null` while that was not read. */
    metadata: json('metadata').$type<Record<string, string>>(),
    /** What the review showed when the person said "start", warnings and unknowns included. */
    diagnostics: json('diagnostics').$type<Diagnostic[]>().notNull(),
    /** The keys of the findings that the person accepted (`acceptanceKey`). */
    accepted: jsonb('accepted').$type<readonly string[]>().notNull().default([]),
    roleArn: text('role_arn'),
    copyTags: boolean('copy_tags').notNull(),
    outcome: text('outcome').$type<Outcome>().notNull(),
    jobId: text('job_id'),
    /** When it was decided here, or when AWS says that the job was created. */
    intendedAt: instant('intended_at').notNull(),
    /** When `outcome` became one that cannot change any more. */
    endedAt: instant('ended_at'),
    /** Everything that the history finds it by, beside addresses, in small letters: kept up to date by `refreshSearchText`. */
    searchText: text('search_text').notNull().default(''),
    /** Every address that was asked for, AWS's choices included, in the order of the interfaces; what lists show without reading the plan. */
    asked: jsonb('asked').$type<readonly AskedAddress[]>().notNull().default([]),
    /** Whether its addresses stand in `restore_addresses`; rows of an earlier version are gone through once. */
    addressesRecorded: boolean('addresses_recorded').notNull().default(false),
    /** Whether the instance has exactly the addresses that were asked for; `null` while that is not known. */
    addressesMatch: boolean('addresses_match'),
    /** Private addresses of the created instance as read after completion. */
    actualInterfaces: jsonb('actual_interfaces').$type<readonly ActualInterface[]>(),
    /** What the restore made beside its instance, read when its job had ended; `null`: that was not read. */
    made: jsonb('made').$type<MadeBeside>(),
    verifiedAt: instant('verified_at'),
    /** Why the addresses could not be read yet, as a classified AWS problem. */
    verificationProblem: jsonb('verification_problem').$type<AwsProblem>(),
    /** A job of it turned up after it had been recorded as ended without one: when. The page says so until the end of time. */
    adoptedLateAt: instant('adopted_late_at'),
    /** The request (approval_requests) that others approved before it was started. */
    approvalId: uuid('approval_id'),
    /** Why an administrator started it without the approval that it needed. */
    withoutApproval: text('without_approval'),
    /** Another job than `jobId` carries its request id: that job's id. It must not happen, and is told loudly if it does. */
    duplicateJobId: text('duplicate_job_id'),
  },
  (t) => [
    index('restores_intended').on(t.account, t.region, t.intendedAt),
    // The history, newest first, by itself and by each of its filters.
    index('restores_intended_at').on(t.intendedAt, t.id),
    index('restores_by').on(t.startedBy, t.intendedAt, t.id),
    index('restores_by_outcome').on(t.startedBy, t.outcome, t.intendedAt, t.id),
    index('restores_outcome').on(t.outcome, t.intendedAt, t.id),
    index('restores_origin').on(t.origin, t.intendedAt, t.id),
    index('restores_search').using('gin', t.searchText.op('gin_trgm_ops')),
    index('restores_addresses_missing').on(t.id).where(sql`not ${t.addressesRecorded}`),
    index('restores_unread')
      .on(t.account, t.region, t.intendedAt)
      .where(sql`${t.outcome} = 'completed' and ${t.origin} = 'here' and ${t.verifiedAt} is null`),
    index('restores_without_approval').on(t.intendedAt).where(sql`${t.withoutApproval} is not null`),
    index('restores_run').on(t.runId),
    uniqueIndex('restores_job').on(t.account, t.region, t.jobId),
  ],
);

/**
 * One request to AWS for a restore, with one request id and one token, however often it is sent. It ends only by evidence (lib/jobs/attempt.ts):
 * until then its restore's claims stay and the same plan cannot start again.
 */
export const attempts = pgTable(
  'attempts',
  {
    id: uuid('id').primaryKey(),
    restoreId: uuid('restore_id')
      .notNull()
      .references(() => restores.id),
    /** From 1. */
    number: integer('number').notNull(),
    account: text('account').notNull(),
    region: text('region').notNull(),
    /** `aws:backup:request-id` of the metadata: by this a job is known as ours. */
    requestId: text('request_id').notNull(),
    idempotencyToken: text('idempotency_token').notNull(),
    state: text('state').$type<AttemptState>().notNull(),
    /** Of a refusal: AWS's answer. While open: why the answer is not known. */
    problem: jsonb('problem').$type<AwsProblem>(),
    jobId: text('job_id'),
    createdAt: instant('created_at').notNull(),
    /** How often somebody took the lease to send it. Counted before the request goes out, so it is never too low. */
    sends: integer('sends').notNull().default(0),
    /** Who may send it now, and until when. */
    leaseHolder: uuid('lease_holder'),
    leaseUntil: instant('lease_until'),
    /** After this moment no request can go out that was not leased anew. */
    maySendUntil: instant('may_send_until').notNull(),
    /** Begin of the last complete list of AWS's that held no job with this request id. */
    lookedAt: instant('looked_at'),
    /** Why the last look gave nothing, where AWS could not be asked. */
    lookProblem: jsonb('look_problem').$type<AwsProblem>(),
    /** When AWS's own answer to the request said what became of it; `null`: it never came, or not yet. Of attempts that an earlier version ended nobody knows. */
    answeredAt: instant('answered_at'),
    /** When it became known what became of it, by an answer or by AWS's lists. */
    endedAt: instant('ended_at'),
  },
  (t) => [
    uniqueIndex('attempts_request').on(t.requestId),
    uniqueIndex('attempts_of_restore').on(t.restoreId, t.number),
    index('attempts_open').on(t.account, t.region, t.createdAt).where(sql`${t.state} = 'open'`),
  ],
);

/** Every private address that a restore asked for, that its backup had, or that its instance obtained; what the history is searched by. */
export const restoreAddresses = pgTable(
  'restore_addresses',
  {
    restoreId: uuid('restore_id')
      .notNull()
      .references(() => restores.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['asked', 'backup', 'obtained'] }).notNull(),
    address: inet('address').notNull(),
    /** Where it stands among those of its role: interface by interface, the primary before the secondaries. Rows of before have 0. */
    position: smallint('position').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.restoreId, t.role, t.address] }), index('restore_addresses_address').on(t.address, t.restoreId)],
);

/** Addresses promised to a restore under way, or to a start that waits for them. The unique index is what makes two racing starts safe. */
export const claims = pgTable(
  'claims',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    subnetId: text('subnet_id').notNull(),
    address: text('address').notNull(),
    /** `null`: a wait has it. */
    restoreId: uuid('restore_id').references(() => restores.id),
    /** The start that waits; its rows are deleted when it ends. */
    waitId: uuid('wait_id').references(() => waits.id),
    /** `null`: a restore that was started elsewhere. */
    claimedBy: text('claimed_by'),
    claimedAt: instant('claimed_at').notNull(),
    /** Set when the restore ended: then AWS's own interfaces tell the truth. */
    releasedAt: instant('released_at'),
  },
  (t) => [
    uniqueIndex('claims_active').on(t.account, t.region, t.subnetId, t.address).where(sql`${t.releasedAt} is null`),
    index('claims_restore').on(t.restoreId),
    index('claims_wait').on(t.waitId),
  ],
);
