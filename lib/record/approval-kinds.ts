import { z } from 'zod';

const id = z.string().min(1);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime({ precision: 3 });
const request = { requestId: id, draftId: id, region: z.string() };
/** The rules that wanted it, and how many approvals they wanted together. A rule that could not be read has no name. */
const wanted = { approvals: z.int().min(0), rules: z.array(z.strictObject({ ruleId: id, name: z.string().nullable() })) };

/**
 * Events about approvals, in the chain of the account whose restore it is; the subject is the request. Changes of the rules are in the console's chain. What was approved is told by
 * its SHA-256 (restore-request.ts); a comment by its own, as somebody may want its text deleted.
 */
export const APPROVAL_KINDS = {
  'approval-submitted': z.strictObject({
    ...request,
    ...wanted,
    revision: z.int(),
    recoveryPointArn: z.string(),
    sha256: hash,
    reason: z.string(),
    ticket: z.string().nullable(),
    expiresAt: instant,
  }),
  /** `state`: what the request is with this answer. */
  'approval-given': z.strictObject({ ...request, sha256: hash, commentSha256: hash.nullable(), state: z.enum(['waiting', 'approved']) }),
  'approval-refused': z.strictObject({ ...request, sha256: hash, commentSha256: hash }),
  'approval-withdrawn': z.strictObject(request),
  /** Written when somebody came across it; `expiredAt`: when its time was over. */
  'approval-expired': z.strictObject({ ...request, expiredAt: instant }),
  'approval-voided': z.strictObject({
    ...request,
    cause: z.enum(['plan-changed', 'draft-discarded', 'not-needed', 'started-without-approval', 'already-started']),
  }),
  /** `approvedBy`: those whose approvals counted at the start. */
  'approval-used': z.strictObject({ ...request, restoreId: id, sha256: hash, approvedBy: z.array(id) }),
  /** An administrator started a restore that needed approval and had none. The subject is the restore. */
  'started-without-approval': z.strictObject({ restoreId: id, region: z.string(), ...wanted, sha256: hash, reason: z.string() }),
  /** `from` is null of a new rule, `to` of one that was removed. The subject is the rule. */
  'approval-rule-changed': z.strictObject({ ruleId: id, from: z.json().nullable(), to: z.json().nullable() }),
} as const satisfies Record<string, z.ZodType>;
