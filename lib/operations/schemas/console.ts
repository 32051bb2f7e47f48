import 'server-only';
import { z } from 'zod';
import { ROLES } from '@/lib/access/roles';
import type { Connection } from '@/lib/data/connection';
import type { currentPlace } from '@/lib/data/identity';
import type { FrameView } from '@/lib/data/people/views';
import { SETTING_NAMES, type SettingView } from '@/lib/data/settings/table';
import { awsProblemSchema, resultOf } from './common';

const said = z.string().nullable();

export const place = z.object({ account: z.string(), region: z.string() });

const grant = z.object({ role: z.enum(ROLES), account: said });

export const frame: z.ZodType<FrameView> = z.object({
  user: z.string(),
  grants: z.array(grant),
  administrators: z.array(z.string()),
  people: z.record(z.string(), z.object({ name: z.string(), state: z.enum(['active', 'disabled', 'erased']) })),
  home: place.nullable(),
  simulated: z.boolean(),
});

export const firstPlace: z.ZodType<Awaited<ReturnType<typeof currentPlace>>> = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: place.extend({ arn: z.string() }) }),
  z.object({ ok: z.literal(false), error: z.union([z.object({ code: z.literal('no-region') }), awsProblemSchema]) }),
]);

export const connection: z.ZodType<Connection> = z.object({
  regionFrom: z.enum(['AWS_REGION', 'AWS_DEFAULT_REGION', 'profile']),
  profile: said,
  endpoint: said,
  region: said,
  caller: resultOf(z.object({ account: z.string(), arn: z.string() })).nullable(),
  simulated: z.boolean(),
  database: z.object({ version: z.string(), host: z.string(), database: z.string() }).nullable(),
});

export const settings: z.ZodType<readonly SettingView[]> = z.array(
  z.object({
    name: z.enum(SETTING_NAMES),
    value: z.union([z.boolean(), z.number(), z.null(), z.array(z.enum(ROLES)).readonly()]),
    changed: z.object({ by: z.string(), at: z.string() }).nullable(),
  }),
);
