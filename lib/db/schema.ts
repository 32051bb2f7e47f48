import { sql } from 'drizzle-orm';
import { bigint, boolean, index, integer, json, jsonb, pgTable, primaryKey, text, timestamp, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { AwsProblem } from '@/lib/aws-problem';
import type { ActualInterface } from '@/lib/jobs/compare-addresses';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import type { PlanHistory } from '@/lib/restore/history';
import type { RestorePlan } from '@/lib/restore/plan';

const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** What the last sweep of AWS found, so that browsing answers in milliseconds and survives AWS being out of reach. */
export const inventoryVaults = pgTable(
  'inventory_vaults',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    name: text('name').notNull(),
    arn: text('arn').notNull(),
    type: text('type').notNull(),
    points: integer('points').notNull(),
    locked: boolean('locked').notNull(),
    minRetentionDays: integer('min_retention_days'),
    maxRetentionDays: integer('max_retention_days'),
    encryptionKeyArn: text('encryption_key_arn'),
    createdAt: instant('created_at'),
    sweptAt: instant('swept_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.name] })],
);

export const inventoryPoints = pgTable(
  'inventory_points',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    vault: text('vault').notNull(),
    arn: text('arn').notNull(),
    resourceArn: text('resource_arn').notNull(),
    resourceId: text('resource_id').notNull(),
    resourceName: text('resource_name'),
    resourceType: text('resource_type').notNull(),
    status: text('status').notNull(),
    createdAt: instant('created_at').notNull(),
    completedAt: instant('completed_at'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    encrypted: boolean('encrypted'),
    deleteAt: instant('delete_at'),
    parentArn: text('parent_arn'),
    sweptAt: instant('swept_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.account, t.region, t.vault, t.arn] }),
    index('inventory_points_created').on(t.account, t.region, t.createdAt),
    index('inventory_points_resource').on(t.account, t.region, t.resourceArn, t.createdAt),
  ],
);

/** What ListProtectedResources last told. Resources that have points but are no longer listed are known by their points alone. */
export const inventoryResources = pgTable(
  'inventory_resources',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    arn: text('arn').notNull(),
    name: text('name'),
    type: text('type').notNull(),
    lastBackupAt: instant('last_backup_at'),
    sweptAt: instant('swept_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.arn] })],
);

/** The EC2 instances that exist, so that a backed-up one that is missing here is known to be deleted. */
export const inventoryInstances = pgTable(
  'inventory_instances',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    id: text('id').notNull(),
    name: text('name'),
    state: text('state').notNull(),
    sweptAt: instant('swept_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.id] })],
);

/** One row per thing that is swept: `vaults`, `points:VAULT`, `resources`, `instances`, `jobs`. `problem` is a classified AWS problem as JSON. */
export const sweeps = pgTable(
  'sweeps',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    subject: text('subject').notNull(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
    read: integer('read').notNull().default(0),
    problem: jsonb('problem'),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.subject] })],
);

export const drafts = pgTable(
  'drafts',
  {
    id: uuid('id').primaryKey(),
    account: text('account').notNull(),
    region: text('region').notNull(),
    owner: text('owner').notNull(),
    recoveryPointArn: text('recovery_point_arn').notNull(),
    vault: text('vault').notNull(),
    /** `json`, not `jsonb`: the order of metadata keys is AWS's and is kept. */
    history: json('history').$type<PlanHistory>().notNull(),
    /** Grows by one at each save; a save names the revision it began from, so no edit is overwritten in silence. */
    revision: integer('revision').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    /** Who saved last; a colleague's conflict names them. */
    updatedBy: text('updated_by').notNull(),
    /** Set when a restore was started from it. */
    restoreId: uuid('restore_id'),
  },
  (t) => [index('drafts_point').on(t.account, t.region, t.recoveryPointArn)],
);

/**
 * A restore started here: the intent first, what became of it after.
 * `state`: intended (committed, AWS not yet answered), started (AWS gave a job), refused (AWS said no), lost (AWS knows of no such job).
 */
export const restores = pgTable(
  'restores',
  {
    id: uuid('id').primaryKey(),
    account: text('account').notNull(),
    region: text('region').notNull(),
    startedBy: text('started_by').notNull(),
    draftId: uuid('draft_id'),
    recoveryPointArn: text('recovery_point_arn').notNull(),
    vault: text('vault').notNull(),
    resourceArn: text('resource_arn'),
    resourceName: text('resource_name'),
    plan: json('plan').$type<RestorePlan>().notNull(),
    metadata: json('metadata').$type<Record<string, string>>().notNull(),
    /** What the review showed when the person said "start", warnings and unknowns included. */
    diagnostics: json('diagnostics').$type<Diagnostic[]>().notNull(),
    roleArn: text('role_arn'),
    copyTags: boolean('copy_tags').notNull(),
    idempotencyToken: text('idempotency_token').notNull(),
    requestId: text('request_id').notNull(),
    state: text('state', { enum: ['intended', 'started', 'refused', 'lost'] }).notNull(),
    /** Of a refusal: AWS's answer. Of an intent: why AWS's answer is not known yet. */
    problem: jsonb('problem').$type<AwsProblem>(),
    jobId: text('job_id'),
    intendedAt: instant('intended_at').notNull(),
    answeredAt: instant('answered_at'),
    /** Private addresses of the created instance as read after completion. */
    actualInterfaces: jsonb('actual_interfaces').$type<readonly ActualInterface[]>(),
    verifiedAt: instant('verified_at'),
    /** Why the addresses could not be read yet, as a classified AWS problem. */
    verificationProblem: jsonb('verification_problem').$type<AwsProblem>(),
  },
  (t) => [
    index('restores_intended').on(t.account, t.region, t.intendedAt),
    index('restores_intended_at').on(t.intendedAt),
    uniqueIndex('restores_job').on(t.account, t.region, t.jobId),
  ],
);

/** Addresses promised to a restore under way. The unique index is what makes two racing starts safe. */
export const claims = pgTable(
  'claims',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    subnetId: text('subnet_id').notNull(),
    address: text('address').notNull(),
    restoreId: uuid('restore_id')
      .notNull()
      .references(() => restores.id),
    claimedBy: text('claimed_by').notNull(),
    claimedAt: instant('claimed_at').notNull(),
    /** Set when the restore ended: then AWS's own interfaces tell the truth. */
    releasedAt: instant('released_at'),
  },
  (t) => [
    uniqueIndex('claims_active').on(t.account, t.region, t.subnetId, t.address).where(sql`${t.releasedAt} is null`),
    index('claims_restore').on(t.restoreId),
  ],
);

/** Restore jobs as AWS last showed them, ours and others'; AWS forgets them, this table does not. */
export const restoreJobs = pgTable(
  'restore_jobs',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    id: text('id').notNull(),
    recoveryPointArn: text('recovery_point_arn'),
    sourceResourceArn: text('source_resource_arn'),
    vaultArn: text('vault_arn'),
    resourceType: text('resource_type'),
    status: text('status').notNull(),
    statusMessage: text('status_message'),
    percentDone: text('percent_done'),
    roleArn: text('role_arn'),
    expectedMinutes: integer('expected_minutes'),
    createdResourceArn: text('created_resource_arn'),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    createdAt: instant('created_at').notNull(),
    completedAt: instant('completed_at'),
    /** When a sweep first saw it RUNNING; AWS does not tell when that began. */
    runningSeenAt: instant('running_seen_at'),
    seenAt: instant('seen_at').notNull(),
    /** When AWS said that it knows no such job (any more), although it had not ended when last seen. */
    forgottenAt: instant('forgotten_at'),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.id] }), index('restore_jobs_created').on(t.account, t.region, t.createdAt)],
);

export const notes = pgTable(
  'notes',
  {
    id: uuid('id').primaryKey(),
    restoreId: uuid('restore_id')
      .notNull()
      .references(() => restores.id),
    author: text('author').notNull(),
    text: text('text').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('notes_restore').on(t.restoreId, t.createdAt)],
);
