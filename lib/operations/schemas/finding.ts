import 'server-only';
import { z } from 'zod';
import type { FindView, FoundPoint, HolderView, IndexState } from '@/lib/data/finding/views';
import type { AddressRole } from '@/lib/finding/layout';
import type { IdKind, Term, When } from '@/lib/finding/term';
import type { HolderKind } from '@/lib/restore/holder';
import { storedAwsProblem, word } from './common';

const said = z.string().nullable();
const text = z.string();
const role = word<AddressRole>();

const term: z.ZodType<Term> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('address'), text, address: z.string() }),
  z.object({ kind: z.literal('block'), text, block: z.string() }),
  z.object({ kind: z.literal('beginning'), text, block: z.string(), word: z.string() }),
  z.object({ kind: z.literal('id'), text, id: z.string(), what: word<IdKind>() }),
  z.object({ kind: z.literal('arn'), text, arn: z.string() }),
  z.object({ kind: z.literal('tag'), text, key: z.string(), value: said }),
  z.object({ kind: z.literal('when'), text, when: word<When>(), at: z.string(), wholeDay: z.boolean(), from: said, before: said }),
  z.object({ kind: z.literal('word'), text, word: z.string() }),
]);

export const holder: z.ZodType<HolderView> = z.object({
  address: z.string(),
  role,
  kind: word<HolderKind>(),
  interfaceId: z.string(),
  subnetId: z.string(),
  description: z.string(),
  instanceId: said,
  instanceName: said,
  instanceState: said,
  resourceArn: said,
});

export const foundPoint: z.ZodType<FoundPoint> = z.object({
  arn: z.string(),
  vault: z.string(),
  id: z.string(),
  status: z.string(),
  createdAt: z.string(),
});

const resource = z.object({
  arn: z.string(),
  id: z.string(),
  name: said,
  type: z.string(),
  deleted: z.boolean().nullable(),
  points: z.number(),
  newest: foundPoint,
  addresses: z.array(z.object({ address: z.string(), role, points: z.number(), firstAt: z.string(), lastAt: z.string() })),
});

export const indexState: z.ZodType<IndexState> = z
  .object({
    kind: z.enum(['addresses', 'tags']),
    total: z.number(),
    read: z.number(),
    unreadable: z.number(),
    problem: storedAwsProblem.nullable(),
    at: z.string(),
    off: z.boolean(),
  })
  .nullable();

export const findView: z.ZodType<FindView> = z.object({
  understood: z.array(term),
  holders: z.array(holder),
  moreHolders: z.boolean(),
  liveAsOf: said,
  liveProblem: storedAwsProblem.nullable(),
  resources: z.array(resource),
  totalResources: z.number(),
  totalPoints: z.number(),
  index: z.object({ addresses: indexState, tags: indexState }),
});
