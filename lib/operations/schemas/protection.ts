import 'server-only';
import { z } from 'zod';
import type { ProtectionView } from '@/lib/data/protection/views';
import { storedAwsProblem } from './common';
import { freshness } from './inventory';

const said = z.string().nullable();

/** What is protected in a place and what is at risk. */
export const protectionView: z.ZodType<ProtectionView> = z.object({
  machines: z
    .object({
      total: z.number(),
      recent: z.number(),
      never: z.number(),
      atRisk: z.array(z.object({ arn: z.string(), id: z.string(), name: said, state: z.string(), newestAt: said })).readonly(),
    })
    .nullable(),
  ending: z
    .object({
      count: z.number(),
      resources: z
        .array(
          z.object({
            arn: z.string(),
            id: z.string(),
            name: said,
            type: z.string(),
            point: z.object({ arn: z.string(), vault: z.string() }),
            deleteAt: z.string(),
          }),
        )
        .readonly(),
    })
    .nullable(),
  recentHours: z.number(),
  soonDays: z.number(),
  problem: storedAwsProblem.nullable(),
  freshness,
});
