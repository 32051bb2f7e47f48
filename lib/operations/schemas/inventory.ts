import 'server-only';
import { z } from 'zod';
import type {
  CleanPoint,
  Facet,
  Freshness,
  InventoryStatus,
  PointAddresses,
  PointDays,
  PointDetail,
  PointGroupPage,
  PointPage,
  PointQuery,
  ResourceDetail,
  ResourcePage,
  ResourceQuery,
  VaultDetail,
  VaultList,
} from '@/lib/data/inventory/views';
import type { HolderKind } from '@/lib/restore/holder';
import { arnSchema, instant, parseProblem, resultOf, storedAwsProblem, textMap, timeZone, word } from './common';

/** Bounds that keep a forged filter from becoming an expensive query. */
const text = z.string().max(200);
const list = z.array(z.string().max(100)).max(50);
const offset = z.int().min(0).max(10_000_000);
const direction = z.enum(['asc', 'desc']);

export const pointQuerySchema: z.ZodType<PointQuery, PointQuery> = z.object({
  filter: z.object({
    text: text.optional(),
    timeZone: timeZone.optional(),
    types: list.optional(),
    statuses: list.optional(),
    createdFrom: instant.optional(),
    createdBefore: instant.optional(),
    vault: z.string().max(50).optional(),
    vaults: list.optional(),
    resourceArn: arnSchema.optional(),
    encryptedWith: arnSchema.optional(),
    deleted: z.boolean().optional(),
    newest: z.boolean().optional(),
  }),
  order: z.enum(['created', 'name', 'size', 'status']),
  direction,
  offset,
});

export const resourceQuerySchema: z.ZodType<ResourceQuery, ResourceQuery> = z.object({
  filter: z.object({
    text: text.optional(),
    timeZone: timeZone.optional(),
    types: list.optional(),
    vault: z.string().max(50).optional(),
    deleted: z.boolean().optional(),
  }),
  order: z.enum(['newest', 'oldest', 'name', 'points']),
  direction,
  offset,
});

const said = z.string().nullable();
const count = z.number().nullable();

export const freshness: z.ZodType<Freshness> = z.object({
  asOf: said,
  refreshing: z.boolean(),
  read: z.number(),
  problem: storedAwsProblem.nullable(),
});

const vault = z.object({
  name: z.string(),
  arn: z.string(),
  type: z.string(),
  points: z.number(),
  locked: z.boolean(),
  minRetentionDays: count,
  maxRetentionDays: count,
  encryptionKeyArn: said,
  createdAt: said,
});

export const vaultList: z.ZodType<VaultList> = z.object({ vaults: z.array(vault), freshness });
export const vaultDetail: z.ZodType<VaultDetail> = z.object({ vault, freshness });

const addresses: z.ZodType<PointAddresses> = z.union([z.array(z.string()), z.enum(['unread', 'unreadable'])]);
const live = z
  .object({ state: z.string(), addresses: z.array(z.string()), subnetIds: z.array(z.string()), zone: said, type: said })
  .nullable();

const point = z.object({
  vault: z.string(),
  arn: z.string(),
  id: z.string(),
  resourceArn: z.string(),
  resourceId: z.string(),
  resourceName: said,
  resourceType: z.string(),
  status: z.string(),
  createdAt: z.string(),
  completedAt: said,
  sizeBytes: count,
  encrypted: z.boolean().nullable(),
  deleteAt: said,
  parentArn: said,
  resourceDeleted: z.boolean().nullable(),
  addresses: addresses.nullable(),
  moveToColdAt: said,
  scan: z.enum(['clean', 'malware', 'failed']).nullable(),
  scannedAt: said,
});

export const cleanPoint: z.ZodType<CleanPoint> = point.pick({ arn: true, vault: true, resourceType: true, status: true, createdAt: true });

const facets: z.ZodType<readonly Facet[]> = z.array(z.object({ value: z.string(), count: z.number() }));
const ofPoints = { types: facets, statuses: facets, vaults: facets, total: z.number(), nextOffset: count, freshness };

export const pointPage: z.ZodType<PointPage> = z.object({ points: z.array(point), ...ofPoints });

export const pointGroupPage: z.ZodType<PointGroupPage> = z.object({
  groups: z.array(
    z.object({
      resourceArn: z.string(),
      resourceId: z.string(),
      resourceName: said,
      resourceType: z.string(),
      resourceDeleted: z.boolean().nullable(),
      points: z.number(),
      newestAt: z.string(),
      oldestAt: z.string(),
    }),
  ),
  totalGroups: z.number(),
  ...ofPoints,
});

const extra = z.object({
  statusMessage: said,
  storageClass: said,
  encryptionKeyArn: said,
  createdByRoleArn: said,
  backupPlanArn: said,
  sourceVaultArn: said,
  tags: resultOf(textMap),
});

export const pointDetail: z.ZodType<PointDetail> = z.object({
  point,
  vaults: z.array(z.string()),
  vaultArn: said,
  extra: resultOf(extra),
  metadata: resultOf(textMap),
  unreadable: parseProblem.nullable(),
  live,
  freshness,
});

const resource = z.object({
  arn: z.string(),
  id: z.string(),
  name: said,
  type: z.string(),
  points: z.number(),
  newestAt: said,
  oldestAt: said,
  newest: z.object({ arn: z.string(), vault: z.string() }).nullable(),
  deleted: z.boolean().nullable(),
  protected: z.boolean(),
  live,
  backedUp: addresses.nullable(),
  heldElsewhere: z.object({ address: z.string(), kind: word<HolderKind>(), instance: z.string().nullable() }).nullable(),
});

export const resourcePage: z.ZodType<ResourcePage> = z.object({
  resources: z.array(resource),
  total: z.number(),
  nextOffset: count,
  types: facets,
  freshness,
});

export const resourceDetail: z.ZodType<ResourceDetail> = z.object({ resource, newest: point.nullable() });

export const pointDays: z.ZodType<PointDays> = z.object({
  days: z.array(z.object({ day: z.string(), points: z.number(), restorable: z.number() })),
  more: z.boolean(),
  freshness,
});

export const inventoryStatus: z.ZodType<InventoryStatus> = z.object({
  sweeps: z.array(
    z.object({ subject: z.string(), asOf: said, refreshing: z.boolean(), read: z.number(), problem: storedAwsProblem.nullable() }),
  ),
  refreshing: z.boolean(),
});
