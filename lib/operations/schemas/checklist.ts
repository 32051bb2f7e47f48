import 'server-only';
import { z } from 'zod';
import type { ChecklistView } from '@/lib/data/checklist/views';
import { TICKS, type Ticked } from '@/lib/jobs/checklist/checklist';
import { GUEST_PLATFORMS } from '@/lib/jobs/checklist/guest';
import { type ChecklistItem, ITEM_KINDS, ITEM_STATES } from '@/lib/jobs/checklist/item';
import type { UnknownReason } from '@/lib/restore/facts';

const said = z.string().nullable();

export const ticked: z.ZodType<Ticked> = z.object({ state: z.enum(TICKS), by: z.string(), at: z.string(), shown: z.enum(ITEM_STATES) });

const item: z.ZodType<ChecklistItem> = z.object({
  key: z.string(),
  kind: z.enum(ITEM_KINDS),
  rule: z.enum(['F20', 'F21', 'F22', 'F23', 'F24']),
  state: z.enum(ITEM_STATES),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  evidence: z.object({ source: z.string(), asOf: said }).nullable(),
  why: z.custom<UnknownReason>((value) => typeof value === 'object' && value !== null && 'code' in value).nullable(),
  command: said,
  guest: z
    .object({ platform: z.enum(GUEST_PLATFORMS).nullable(), commands: z.partialRecord(z.enum(GUEST_PLATFORMS), z.string()) })
    .nullable(),
});

export const checklistView: z.ZodType<ChecklistView> = z.object({
  restoreId: z.string(),
  instanceId: z.string(),
  there: z.boolean().nullable(),
  originalSeenAt: said,
  asOf: z.string(),
  items: z.array(item),
  ticks: z.record(z.string(), ticked),
});
