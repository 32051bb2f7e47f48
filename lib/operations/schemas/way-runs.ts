import 'server-only';
import { z } from 'zod';
import type { PlacedWay, WayRunView } from '@/lib/data/way-runs/views';
import { RUN_FAILURES, RUN_KINDS, RUN_MODES, RUN_STATES, RUN_STEPS, STEP_STATES } from '@/lib/restore/way-run/run';
import { storedAwsProblem, word } from './common';

const said = z.string().nullable();

const step = z.object({
  code: z.enum(RUN_STEPS),
  state: z.enum(STEP_STATES),
  failure: z.enum(RUN_FAILURES).nullable(),
  since: said,
  by: said,
  who: z.enum(['person', 'rehome', 'aws', 'page']),
  command: said,
  link: said,
  undo: said,
});

type Before = WayRunView['before'][number];

const before: z.ZodType<Before> = z.object({
  code: word<Before['code']>(),
  state: z.enum(['fine', 'mind', 'unknown']),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  command: said,
  action: said,
});

const ofWayRun = {
  id: z.string(),
  draftId: z.string(),
  actor: z.string(),
  kind: z.enum(RUN_KINDS),
  mode: z.enum(RUN_MODES),
  state: z.enum(RUN_STATES),
  address: z.string(),
  name: z.string(),
  instanceId: said,
  experimental: z.boolean(),
  steps: z.array(step),
  before: z.array(before),
  beforeAt: z.string(),
  changed: z.array(word<Before['code']>()),
  confirmedBy: said,
  blocked: word<NonNullable<WayRunView['blocked']>>().nullable(),
  problem: storedAwsProblem.nullable(),
  noUndo: word<NonNullable<WayRunView['noUndo']>>().nullable(),
  backup: z.object({ jobId: z.string(), state: z.string() }).nullable(),
  canBackUp: z.boolean(),
  lookedAt: said,
  createdAt: z.string(),
  endedAt: said,
};

export const wayRunView: z.ZodType<WayRunView> = z.object(ofWayRun);

export const placedWay: z.ZodType<PlacedWay> = z.object({ ...ofWayRun, account: z.string(), region: z.string(), hasPlan: z.boolean() });
