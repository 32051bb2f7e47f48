import 'server-only';
import { z } from 'zod';
import type { PointQuery, ResourceQuery } from '@/lib/data/inventory/views';

/** Bounds that keep a forged filter from becoming an expensive query. */
const text = z.string().max(200);
const list = z.array(z.string().max(100)).max(50);
const instant = z.iso.datetime({ offset: true });
const offset = z.int().min(0).max(10_000_000);
const direction = z.enum(['asc', 'desc']);

/** An ARN as an address carries it. */
export const arnSchema = z.string().min(1).max(2_048).startsWith('arn:');

export const pointQuerySchema: z.ZodType<PointQuery, PointQuery> = z.object({
  filter: z.object({
    text: text.optional(),
    types: list.optional(),
    statuses: list.optional(),
    createdFrom: instant.optional(),
    createdBefore: instant.optional(),
    vault: z.string().max(50).optional(),
    vaults: list.optional(),
    resourceArn: arnSchema.optional(),
  }),
  order: z.enum(['created', 'name', 'size', 'status']),
  direction,
  offset,
});

export const resourceQuerySchema: z.ZodType<ResourceQuery, ResourceQuery> = z.object({
  filter: z.object({
    text: text.optional(),
    types: list.optional(),
    vault: z.string().max(50).optional(),
    deleted: z.boolean().optional(),
  }),
  order: z.enum(['newest', 'oldest', 'name', 'points']),
  direction,
  offset,
});
