import 'server-only';
import { z } from 'zod';
import type { PlacedWait, WaitView } from '@/lib/data/waits/views';
import { STOP_CAUSES, WAIT_STATES } from '@/lib/jobs/wait';
import { storedAwsProblem } from './common';
import { diagnostic } from './diagnostic';

const said = z.string().nullable();
const texts = z.array(z.string());

const ofWait = {
  id: z.string(),
  draftId: z.string(),
  actor: z.string(),
  state: z.enum(WAIT_STATES),
  resourceArn: said,
  resourceName: said,
  wanted: texts,
  held: texts,
  notBefore: said,
  until: z.string(),
  findings: z.array(diagnostic),
  stopCause: z.enum(STOP_CAUSES).nullable(),
  problem: storedAwsProblem.nullable(),
  createdAt: z.string(),
  endedAt: said,
  endedBy: said,
};

export const waitView: z.ZodType<WaitView> = z.object(ofWait);

export const placedWait: z.ZodType<PlacedWait> = z.object({ ...ofWait, account: z.string(), region: z.string() });
