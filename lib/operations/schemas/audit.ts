import 'server-only';
import { z } from 'zod';
import type { AuditEvent, AuditFilter, AuditPage, VerifiedPart } from '@/lib/data/audit/views';
import { KIND_GROUPS } from '@/lib/record/kind-groups';
import type { ChainFault } from '@/lib/record/verify-chain';
import { instant, word } from './common';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** The name of a chain. */
export const chainName = z.string().regex(/^(?:console|account:\d{12})$/);

/** The number of an event as an address carries it. */
export const eventNumber = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

/** A head as it is written down: `SEQ:HASH`. */
export const headText = z
  .string()
  .regex(/^\d{1,15}:[0-9a-f]{64}$/)
  .transform((text) => {
    const [seq = '', digits = ''] = text.split(':');
    return { seq: Number(seq), hash: digits };
  });

/** The filter of events. An unknown group is refused, not ignored. */
export const auditFilterSchema = z.object({
  person: z.string().min(1).max(200).optional(),
  group: z.enum(KIND_GROUPS).optional(),
  about: z.string().min(1).max(2_048).optional(),
  chain: chainName.optional(),
  from: instant.optional(),
  before: instant.optional(),
}) satisfies z.ZodType<AuditFilter>;

export const auditEvent: z.ZodType<AuditEvent> = z.object({
  chain: z.string(),
  seq: z.number(),
  at: z.string(),
  actor: z.string(),
  kind: z.string(),
  subject: z.string().nullable(),
  data: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});

const signing: z.ZodType<NonNullable<AuditPage['signing']>> = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('key'), fingerprint: z.string() }),
  z.object({ state: z.literal('unusable'), why: z.enum(['two-keys', 'cannot-read-key', 'not-a-key', 'not-ed25519']) }),
]);

export const auditPage: z.ZodType<AuditPage> = z.object({
  events: z.array(auditEvent),
  next: z.string().nullable(),
  chains: z.array(z.object({ chain: z.string(), seq: z.number(), hash: z.string(), at: z.string() })),
  signing: signing.nullable(),
  people: z.array(z.string()),
});

export const verifiedPart: z.ZodType<VerifiedPart> = z.object({
  head: z.object({ seq: z.number(), hash }),
  total: z.number(),
  done: z.boolean(),
  fault: z.object({ seq: z.number(), code: word<ChainFault['code']>() }).nullable(),
});
