import 'server-only';
import { z } from 'zod';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { word } from './common';

/** A finding as it was stored with a start, or was made just now: its rule and code are of lists that grow. */
export const diagnostic: z.ZodType<Diagnostic> = z.object({
  rule: word<Diagnostic['rule']>(),
  code: word<Diagnostic['code']>(),
  severity: z.enum(['error', 'warning', 'unknown', 'info']),
  at: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  evidence: z.object({ source: z.string(), asOf: z.string().nullable() }),
  fixes: z.custom<Diagnostic['fixes']>(Array.isArray),
});
