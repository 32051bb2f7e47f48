import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  inet,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AwsProblem } from '@/lib/aws-problem';
import type { AttemptState } from '@/lib/jobs/attempt';
import type { ActualInterface, AskedAddress } from '@/lib/jobs/compare-addresses';
import type { Outcome } from '@/lib/jobs/status';
import type { Diagnostic } from '@/lib/restore/diagnostic';

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
    /** Sweeps that ended early, in a row: the wait before the next one grows with them. */
    failures: integer('failures').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.subject] })],
);

/** When somebody last looked at the jobs of a place: for so long as they do, workers read AWS more often. */
export const attention = pgTable(
  'attention',
  {
    connection: text('connection').notNull().default('default'),
    account: text('account').notNull(),
    region: text('region').notNull(),
    lookedAt: instant('looked_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.connection, t.account, t.region] })],
);

/** Each worker that ran lately, as it says of itself every few seconds: so a page can tell that none is there, and since when. */
export const workers = pgTable('workers', {
  id: uuid('id').primaryKey(),
  startedAt: instant('started_at').notNull(),
  seenAt: instant('seen_at').notNull(),
  /** When it ended in good order; `null`: it runs, or died. */
  endedAt: instant('ended_at'),
});

export const drafts = pgTable(
  'drafts',
  {
    id: uuid('id').primaryKey(),
    connection: text('connection').notNull().default('default'),
    account: text('account').notNull(),
    region: text('region').notNull(),
    owner: text('owner').notNull(),
    recoveryPointArn: text('recovery_point_arn').notNull(),
    vault: text('vault').notNull(),
    /** `json`, not `jsonb`: the order of metadata keys is AWS's and is kept. In the form of whatever version wrote it: read with `upgradeHistory`. */
    history: json('history').$type<unknown>().notNull(),
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
    verifiedAt: instant('verified_at'),
    /** Why the addresses could not be read yet, as a classified AWS problem. */
    verificationProblem: jsonb('verification_problem').$type<AwsProblem>(),
    /** A job of it turned up after it had been recorded as ended without one: when. The page says so until the end of time. */
    adoptedLateAt: instant('adopted_late_at'),
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
    index('restores_unverified')
      .on(t.account, t.region)
      .where(sql`${t.outcome} = 'completed' and ${t.origin} = 'here' and ${t.verifiedAt} is null`),
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
    /** `null`: a restore that was started elsewhere. */
    claimedBy: text('claimed_by'),
    claimedAt: instant('claimed_at').notNull(),
    /** Set when the restore ended: then AWS's own interfaces tell the truth. */
    releasedAt: instant('released_at'),
  },
  (t) => [
    uniqueIndex('claims_active').on(t.account, t.region, t.subnetId, t.address).where(sql`${t.releasedAt} is null`),
    index('claims_restore').on(t.restoreId),
  ],
);

/**
 * The record: appended, never changed. Each event's hash covers the one before it (lib/record), one chain per account and one for the console.
 * The console's role may insert and select, and nothing else.
 */
export const events = pgTable(
  'events',
  {
    /** `account:123456789012` or `console`. */
    chain: text('chain').notNull(),
    /** From 1, without gaps. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'date', precision: 3 }).notNull(),
    /** Who, by opaque id; `rehome` where nobody asked for it. */
    actor: text('actor').notNull(),
    kind: text('kind').notNull(),
    /** What it is about: a restore, a draft, a setting. */
    subject: text('subject'),
    /** Canonical JSON, as it was hashed. */
    data: text('data').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [primaryKey({ columns: [t.chain, t.seq] }), index('events_subject').on(t.subject, t.at)],
);

/** Grows by one with each change of what the jobs of a place are shown as, so that a poll can be answered by one small query. */
export const placeVersions = pgTable(
  'place_versions',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    version: bigint('version', { mode: 'number' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.region] })],
);

/** What an administrator chose; what is not here has its default (lib/data/settings). */
export const settings = pgTable('settings', {
  name: text('name').primaryKey(),
  value: jsonb('value').notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: instant('changed_at').notNull(),
});

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
    /** `aws:backup:request-id` of its metadata, once that was read: which attempt of ours it belongs to, if any. */
    requestId: text('request_id'),
    /** When its metadata was read; `null`: not yet, so nobody knows whether it is ours. */
    metadataReadAt: instant('metadata_read_at'),
    /** When that was last tried in vain. */
    metadataTriedAt: instant('metadata_tried_at'),
  },
  (t) => [
    primaryKey({ columns: [t.account, t.region, t.id] }),
    index('restore_jobs_created').on(t.account, t.region, t.createdAt),
    index('restore_jobs_unread').on(t.account, t.region, t.createdAt).where(sql`${t.metadataReadAt} is null`),
    index('restore_jobs_request').on(t.requestId),
  ],
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
    /** When it was last edited; what it said before is in `note_versions`. */
    editedAt: instant('edited_at'),
    editedBy: text('edited_by'),
  },
  (t) => [index('notes_restore').on(t.restoreId, t.createdAt)],
);

/** What a note said before each edit, oldest first. */
export const noteVersions = pgTable(
  'note_versions',
  {
    noteId: uuid('note_id')
      .notNull()
      .references(() => notes.id, { onDelete: 'cascade' }),
    /** From 1. */
    version: integer('version').notNull(),
    text: text('text').notNull(),
    /** Who had written it so, and when. */
    author: text('author').notNull(),
    writtenAt: instant('written_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.noteId, t.version] })],
);
