import 'server-only';
import { z } from 'zod';
import type { CreatedDraft, DraftHeadView, DraftView } from '@/lib/data/drafts/views';
import type { FactsAnswer } from '@/lib/data/facts/views';
import type { DecodedAuthorization, DryRunAnswer } from '@/lib/data/preflight/views';
import type { StartedRestore } from '@/lib/data/start-restore/views';
import type { Facts } from '@/lib/restore/facts';
import type { PlanHistory } from '@/lib/restore/history';
import { openAttempt } from './jobs';
import { waitView } from './waits';
import { wayRunView } from './way-runs';

const said = z.string().nullable();
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

export const createdDraft: z.ZodType<CreatedDraft> = z.object({
  draftId: z.string(),
  revision: z.number(),
  how: z.enum(['new', 'resumed', 'instead']),
  updatedAt: z.string(),
});

export const draftHead: z.ZodType<DraftHeadView> = z.object({
  id: z.string(),
  owner: z.string(),
  recoveryPointArn: z.string(),
  vault: z.string(),
  resourceId: said,
  resourceName: said,
  createdAt: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
});

export const draftView: z.ZodType<DraftView> = z.object({
  id: z.string(),
  account: z.string(),
  region: z.string(),
  owner: z.string(),
  recoveryPointArn: z.string(),
  vault: z.string(),
  // Read by `upgradeHistory`, against the one schema of histories, a moment before; once more would cost as much again for up to a million characters.
  history: z.custom<PlanHistory>((value) => isObject(value) && value.kind === 'ec2' && isObject(value.base)),
  leftOut: z.number(),
  revision: z.number(),
  createdAt: z.string(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  started: z.object({ restoreId: z.string(), jobId: said, intendedAt: z.string(), open: openAttempt.nullable() }).nullable(),
  wait: waitView.nullable(),
  way: wayRunView.nullable(),
  holds: z.array(wayRunView).readonly(),
});

export const savedDraft = z.object({ revision: z.number(), updatedAt: z.string() });

const isKnown = (value: unknown): boolean =>
  isObject(value) && typeof value.asOf === 'string' && (value.state === 'known' ? 'value' in value : value.state === 'unknown');

/** A fact, or facts by what they are of. */
const isFact = (value: unknown): boolean => isKnown(value) || (isObject(value) && Object.values(value).every(isKnown));

export const factsAnswer: z.ZodType<FactsAnswer> = z.object({
  // Each fact is known or unknown, and that is looked at. What is known is not looked through: lib/aws writes it member by member from AWS's answers, and the interfaces
  // of one large subnet would cost tens of milliseconds at each poll.
  facts: z.custom<Facts>((value) => isObject(value) && Object.values(value).every(isFact)),
  restoreRoles: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('known'),
      value: z.array(z.object({ arn: z.string(), name: z.string(), isDefault: z.boolean() })),
      asOf: z.string(),
      source: z.string(),
    }),
    z.object({
      state: z.literal('unknown'),
      reason: z.custom<Extract<FactsAnswer['restoreRoles'], { readonly state: 'unknown' }>['reason']>(isObject),
      asOf: z.string(),
      source: z.string(),
    }),
  ]),
});

export const dryRunAnswer: z.ZodType<DryRunAnswer> = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('nothing-found') }),
  z.object({ outcome: z.literal('refused'), awsCode: z.string(), awsMessage: z.string() }),
  z.object({ outcome: z.literal('not-permitted'), action: z.string(), encoded: said }),
  z.object({
    outcome: z.literal('impossible'),
    reason: z.discriminatedUnion('code', [
      z.object({ code: z.literal('no-image') }),
      z.object({ code: z.literal('unreadable-key'), key: z.string() }),
    ]),
  }),
]);

export const decodedAuthorization: z.ZodType<DecodedAuthorization> = z.object({
  allowed: z.boolean().nullable(),
  explicitDeny: z.boolean().nullable(),
  principal: said,
  action: said,
  resource: said,
  deniedBy: z.array(z.string()),
  whole: z.string(),
});

export const startedRestore: z.ZodType<StartedRestore> = z.object({ restoreId: z.string(), jobId: said });
