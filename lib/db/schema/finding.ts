import { boolean, index, inet, integer, jsonb, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core';
import type { AwsProblem } from '@/lib/aws-problem';
import type { AddressRole, Layout } from '@/lib/finding/layout';
import type { ReadingProblem } from '@/lib/finding/reading';
import { instant } from './instant';

/** The network interfaces that there are, whoever holds them, as DescribeNetworkInterfaces last told. */
export const inventoryInterfaces = pgTable(
  'inventory_interfaces',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    id: text('id').notNull(),
    subnetId: text('subnet_id').notNull(),
    status: text('status').notNull(),
    type: text('type').notNull(),
    description: text('description').notNull(),
    requesterManaged: boolean('requester_managed').notNull(),
    ownerId: text('owner_id'),
    managedBy: text('managed_by'),
    instanceId: text('instance_id'),
    deviceIndex: integer('device_index'),
    sweptAt: instant('swept_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.account, t.region, t.id] }),
    index('inventory_interfaces_instance').on(t.account, t.region, t.instanceId, t.deviceIndex),
  ],
);

/** Every address that an interface has now; a delegated prefix is a block. */
export const interfaceAddresses = pgTable(
  'interface_addresses',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    interfaceId: text('interface_id').notNull(),
    address: inet('address').notNull(),
    role: text('role').$type<AddressRole>().notNull(),
    /** Its place on the interface: the primary is 0. */
    position: smallint('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.account, t.region, t.interfaceId, t.address] }),
    // Finds the address itself, those within a block, and the block that an address lies in.
    index('interface_addresses_address').using('spgist', t.address),
  ],
);

/** The interfaces of a backed-up instance with their addresses. The many points of a machine that does not change share one: its id is a digest of what it holds. */
export const addressLayouts = pgTable('address_layouts', {
  id: uuid('id').primaryKey(),
  interfaces: jsonb('interfaces').$type<Layout>().notNull(),
});

/** Every address of a layout. One that two interfaces name (a fault of the metadata) stands once, for the first. */
export const layoutAddresses = pgTable(
  'layout_addresses',
  {
    layout: uuid('layout')
      .notNull()
      .references(() => addressLayouts.id, { onDelete: 'cascade' }),
    address: inet('address').notNull(),
    role: text('role').$type<AddressRole>().notNull(),
    /** Which interface of the layout, from 0. */
    nic: smallint('nic').notNull(),
  },
  (t) => [primaryKey({ columns: [t.layout, t.address] }), index('layout_addresses_address').using('spgist', t.address)],
);

/** The tags that points have; points with the same ones share one, whose id is a digest of them. */
export const tagSets = pgTable(
  'tag_sets',
  { id: uuid('id').primaryKey(), tags: jsonb('tags').$type<Readonly<Record<string, string>>>().notNull() },
  (t) => [index('tag_sets_tags').using('gin', t.tags)],
);

/**
 * What was read of one recovery point beyond its row in the list: its addresses and its tags, each with a call to AWS, once. It outlives the point's row: what a point proved stays
 * proved when the point itself has expired.
 */
export const pointReadings = pgTable(
  'point_readings',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    vault: text('vault').notNull(),
    arn: text('arn').notNull(),
    resourceArn: text('resource_arn').notNull(),
    resourceName: text('resource_name'),
    createdAt: instant('created_at').notNull(),
    layout: uuid('layout').references(() => addressLayouts.id),
    /** When its metadata was read, or was tried to; `null`: not yet. */
    addressesReadAt: instant('addresses_read_at'),
    /** Why its addresses are not known, or not all of them. */
    addressesProblem: jsonb('addresses_problem').$type<ReadingProblem>(),
    tagSet: uuid('tag_set').references(() => tagSets.id),
    tagsReadAt: instant('tags_read_at'),
    tagsProblem: jsonb('tags_problem').$type<ReadingProblem>(),
  },
  (t) => [
    primaryKey({ columns: [t.account, t.region, t.vault, t.arn] }),
    index('point_readings_layout').on(t.account, t.region, t.layout, t.resourceArn, t.createdAt),
    index('point_readings_resource').on(t.account, t.region, t.resourceArn, t.createdAt),
    index('point_readings_tags').on(t.account, t.region, t.tagSet, t.resourceArn),
  ],
);

/** Which resources have, or had, a layout on one of the points that were read. Kept by triggers on `point_readings`: a thousand machines have a hundred thousand of those. */
export const resourceLayouts = pgTable(
  'resource_layouts',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    layout: uuid('layout').notNull(),
    resourceArn: text('resource_arn').notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.layout, t.resourceArn] })],
);

/** The same of sets of tags. */
export const resourceTagSets = pgTable(
  'resource_tag_sets',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    tagSet: uuid('tag_set').notNull(),
    resourceArn: text('resource_arn').notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.tagSet, t.resourceArn] })],
);

/** How far the reading behind a place's list of points is, as its worker last said. */
export const readingProgress = pgTable(
  'reading_progress',
  {
    account: text('account').notNull(),
    region: text('region').notNull(),
    kind: text('kind', { enum: ['addresses', 'tags'] }).notNull(),
    /** Points that there are to read. */
    total: integer('total').notNull(),
    /** Of these: read, or found to be unreadable. */
    read: integer('read').notNull(),
    unreadable: integer('unreadable').notNull(),
    /** What keeps it from going on. */
    problem: jsonb('problem').$type<AwsProblem>(),
    at: instant('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.account, t.region, t.kind] })],
);
