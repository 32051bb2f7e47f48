import { type SQL, sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, boolean, date, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './instant';

/** A point's own id: what its ARN ends with, in small letters, without the `image/ami-` that most have in common. An index has its trigrams. */
export const ownIdOf = (arn: SQL | AnyPgColumn): SQL => sql`lower(regexp_replace(split_part(${arn}, ':', -1), '^[a-z]+/[a-z]+-', ''))`;

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
    encryptionKeyArn: text('encryption_key_arn'),
    /** When it is moved to cold storage. */
    moveToColdAt: instant('move_to_cold_at'),
    /** What AWS's malware scans found in all (AggregatedScanResult): `clean`, `malware`, `failed`; `null`: none was made, or AWS does not say. */
    scan: text('scan').$type<'clean' | 'malware' | 'failed'>(),
    scannedAt: instant('scanned_at'),
    /** As its reading says (`point_readings`), beside the rest that lists filter by: PostgreSQL keeps them alike by itself. */
    layout: uuid('layout'),
    tagSet: uuid('tag_set'),
    sweptAt: instant('swept_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.account, t.region, t.vault, t.arn] }),
    index('inventory_points_created').on(t.account, t.region, t.createdAt),
    index('inventory_points_resource').on(t.account, t.region, t.resourceArn, t.createdAt),
    index('inventory_points_size').on(t.account, t.region, sql`${t.sizeBytes} desc nulls last`, t.createdAt.desc().nullsFirst()),
    // Read from its end: the point of a resource that is kept longest, without an end first.
    index('inventory_points_ids').using('gin', sql`(${ownIdOf(t.arn)}) gin_trgm_ops`),
    index('inventory_points_kept').on(t.account, t.region, t.resourceArn, t.deleteAt),
  ],
);

/**
 * How many points there are of each kind, which is everything that lists filter, sort and group by and that many points share; the newest and the oldest of each. Kept by triggers on
 * `inventory_points`, whoever writes there: a hundred thousand points are of a few thousand kinds.
 */
export const inventoryPointKinds = pgTable(
  'inventory_point_kinds',
  {
    /** A digest of all that makes the kind. */
    kind: uuid('kind').primaryKey(),
    account: text('account').notNull(),
    region: text('region').notNull(),
    vault: text('vault').notNull(),
    resourceArn: text('resource_arn').notNull(),
    resourceId: text('resource_id').notNull(),
    resourceName: text('resource_name'),
    resourceType: text('resource_type').notNull(),
    status: text('status').notNull(),
    encryptionKeyArn: text('encryption_key_arn'),
    layout: uuid('layout'),
    tagSet: uuid('tag_set'),
    points: integer('points').notNull(),
    newestAt: instant('newest_at').notNull(),
    oldestAt: instant('oldest_at').notNull(),
  },
  (t) => [index('inventory_point_kinds_resource').on(t.account, t.region, t.resourceArn)],
);

/**
 * How many points of each type and status of a vault were made on each day of UTC: tells where in a long list a page begins, and how many points a stretch of time has. Kept by the triggers that
 * keep the kinds.
 */
export const inventoryPointDays = pgTable(
  'inventory_point_days',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    vault: text('vault').notNull(),
    resourceType: text('resource_type').notNull(),
    status: text('status').notNull(),
    day: date('day').notNull(),
    points: integer('points').notNull(),
  },
  (t) => [primaryKey({ name: 'inventory_point_days_pk', columns: [t.account, t.region, t.vault, t.resourceType, t.status, t.day] })],
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
    tags: jsonb('tags').$type<Readonly<Record<string, string>>>().notNull().default({}),
    availabilityZone: text('availability_zone'),
    instanceType: text('instance_type'),
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
    /** Of the points of a vault: when its list was last read from its start to its end; `null`: never, or it is to be read so next time. */
    wholeAt: instant('whole_at'),
    /** How many points more AWS counted in the vault than its list showed then. As long as that stays so nothing is gone. */
    surplus: integer('surplus'),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.subject] })],
);
