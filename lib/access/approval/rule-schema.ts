import { z } from 'zod';
import { parseBlock } from '@/lib/net/block';
import type { ApprovalRule } from './rules';
import { isVaultName } from './vault-name';

/** A month: what was approved longer ago is of another time. */
const MAX_HOURS = 720;
const text = (length: number) => z.string().trim().min(1).max(length);

/** What a rule may say, its id aside. For the server: the browser does not load zod. AWS's bounds for tags are 128 and 256 characters, for vaults 50. */
export const approvalRuleSchema: z.ZodType<Omit<ApprovalRule, 'id'>> = z.object({
  name: text(100),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
  vault: text(50).nullable(),
  tag: z.object({ key: z.string().min(1).max(128), value: z.string().max(256).nullable() }).nullable(),
  range: z
    .string()
    .max(50)
    .refine((range) => parseBlock(range) !== null)
    .nullable(),
  approvals: z.union([z.literal(1), z.literal(2)]),
  validHours: z.int().min(1).max(MAX_HOURS),
  ticketRequired: z.boolean(),
});

/** The same of a rule that is written now. One that was stored with another vault is read as it is: it matches nothing, and did so before. */
export const newApprovalRuleSchema = approvalRuleSchema.refine(({ vault }) => vault === null || isVaultName(vault), { path: ['vault'] });
