import { z } from 'zod';

const id = z.string().min(1);
const instant = z.iso.datetime({ precision: 3 });
const wait = { waitId: id, draftId: id, region: z.string() };
const finding = z.strictObject({ rule: z.string(), code: z.string(), at: z.string() });

/** Events about starts that wait for their addresses or for a time, in the chain of the account; the subject is the wait. */
export const WAIT_KINDS = {
  'wait-set': z.strictObject({
    ...wait,
    revision: z.int(),
    recoveryPointArn: z.string(),
    claims: z.array(z.strictObject({ subnetId: z.string(), address: z.string() })),
    notBefore: instant.nullable(),
    until: instant,
    reason: z.string().nullable(),
    ticket: z.string().nullable(),
    /** Why it is to start without the approval that it needs; missing where it needs none, or has one. */
    withoutApproval: z.string().optional(),
  }),
  /** The check found what nobody has accepted yet. */
  'wait-asks': z.strictObject({ ...wait, findings: z.array(finding) }),
  'wait-accepted': z.strictObject({ ...wait, findings: z.array(finding) }),
  /** `cause`: of one that was stopped. `restoreId`: of one that started. */
  'wait-ended': z.strictObject({
    ...wait,
    outcome: z.enum(['started', 'cancelled', 'expired', 'stopped']),
    cause: z.string().nullable(),
    restoreId: z.string().nullable(),
  }),
} as const satisfies Record<string, z.ZodType>;
