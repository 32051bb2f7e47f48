import { sql } from 'drizzle-orm';
import { bigint, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './instant';

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
    // `TERMINAL_STATUSES`: among a million jobs the few that have not ended are asked for every two seconds.
    index('restore_jobs_open')
      .on(t.account, t.region, t.createdAt)
      .where(sql`${t.status} not in ('COMPLETED', 'ABORTED', 'FAILED') and ${t.forgottenAt} is null`),
  ],
);
