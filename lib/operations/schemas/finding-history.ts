import 'server-only';
import { z } from 'zod';
import type {
  AddressHistory,
  AddressPlan,
  Evidence,
  HeldInterval,
  LayoutStretch,
  ResourceTimeline,
} from '@/lib/data/finding/history-views';
import type { AddressRole, LayoutInterface } from '@/lib/finding/layout';
import type { LayoutChange } from '@/lib/finding/layout-runs';
import { parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6 } from '@/lib/net/ipv6';
import { storedAwsProblem, word } from './common';
import { foundPoint, holder, indexState } from './finding';

/** One address, IPv4 or IPv6, brought into its canonical form. */
export const singleAddress = z
  .string()
  .max(64)
  .transform((text, context): string => {
    const address = parseIpv4(text) ?? parseIpv6(text);
    if (address !== null) return address;
    context.addIssue({ code: 'custom', message: 'no address' });
    return z.NEVER;
  });

const said = z.string().nullable();
const role = word<AddressRole>();

const evidence: z.ZodType<Evidence> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('point'), at: z.string(), arn: z.string(), vault: z.string(), id: z.string(), there: z.boolean() }),
  z.object({ kind: z.literal('live'), at: z.string() }),
]);

const interval: z.ZodType<HeldInterval> = z.object({
  holder: z.string(),
  name: said,
  id: z.string(),
  resourceArn: said,
  deleted: z.boolean().nullable(),
  role,
  subnetId: said,
  first: evidence,
  last: evidence,
  observations: z.number(),
  unknown: z.number(),
  restore: foundPoint.nullable(),
});

const plan: z.ZodType<AddressPlan> = z.object({
  kind: z.enum(['plan', 'wait', 'restore']),
  id: z.string(),
  by: said,
  since: z.string(),
  resourceName: said,
});

const live = { liveAsOf: said, liveProblem: storedAwsProblem.nullable() };

export const addressHistory: z.ZodType<AddressHistory> = z.object({
  address: z.string(),
  holders: z.array(holder),
  ...live,
  intervals: z.array(interval),
  gaps: z.array(z.object({ from: z.string(), to: z.string() })),
  plans: z.array(plan),
  index: indexState,
});

const nic: z.ZodType<LayoutInterface> = z.object({
  deviceIndex: z.number(),
  interfaceId: said,
  subnetId: said,
  groups: z.array(z.string()),
  primary: said,
  secondaries: z.array(z.string()),
  ipv6: z.array(z.string()),
  prefixes: z.array(z.string()),
});

const placeOf = z.object({ role, deviceIndex: z.number() }).nullable();

const change: z.ZodType<LayoutChange> = z.discriminatedUnion('what', [
  z.object({ what: z.literal('address'), address: z.string(), before: placeOf, after: placeOf }),
  z.object({ what: z.literal('interface'), deviceIndex: z.number(), change: z.enum(['added', 'removed']) }),
  z.object({ what: z.literal('subnet'), deviceIndex: z.number(), before: said, after: said }),
  z.object({ what: z.literal('groups'), deviceIndex: z.number(), added: z.array(z.string()), removed: z.array(z.string()) }),
]);

const stretch: z.ZodType<LayoutStretch> = z.object({
  layout: z.array(nic),
  first: evidence,
  last: evidence,
  looks: z.number(),
  unknown: z.number(),
  changes: z.array(change),
  restore: foundPoint.nullable(),
});

export const resourceTimeline: z.ZodType<ResourceTimeline> = z.object({
  stretches: z.array(stretch),
  unread: z.number(),
  ...live,
  index: indexState,
});
