import 'server-only';
import { z } from 'zod';
import type { JobDetail, JobFreshness, JobList, JobOrigin, JobView, OpenAttemptView } from '@/lib/data/jobs/views';
import type { InterfaceMatch } from '@/lib/jobs/compare-addresses';
import type { KnownFailure } from '@/lib/jobs/known-failures';
import type { Likeness } from '@/lib/jobs/like';
import type { Outcome } from '@/lib/jobs/status';
import { resultOf, storedAwsProblem, textMap, word } from './common';
import { waitView } from './waits';

const said = z.string().nullable();
const count = z.number().nullable();
const texts = z.array(z.string());

const jobFreshness: z.ZodType<JobFreshness> = z.object({ asOf: said, problem: storedAwsProblem.nullable() });

const likeness: z.ZodType<Likeness> = z.object({
  of: z.enum(['resource', 'type']),
  count: z.number(),
  medianSeconds: z.number(),
  leastSeconds: z.number(),
  mostSeconds: z.number(),
});

export const jobView: z.ZodType<JobView> = z.object({
  id: z.string(),
  status: z.string(),
  statusMessage: said,
  percent: count,
  resourceArn: said,
  resourceId: said,
  resourceName: said,
  resourceType: said,
  recoveryPointArn: said,
  addresses: texts,
  createdAt: z.string(),
  completedAt: said,
  expectedMinutes: count,
  like: likeness.nullable(),
  createdResourceArn: said,
  createdResourceId: said,
  startedBy: said,
  origin: z.enum(['here', 'elsewhere']).nullable(),
  restoreId: said,
  withoutApproval: z.boolean(),
  forgotten: z.object({ at: z.string(), lastStatus: z.string(), lastSeenAt: z.string() }).nullable(),
});

const ofOpenAttempt = {
  problem: storedAwsProblem.nullable(),
  sends: z.number(),
  lookedAt: said,
  lookProblem: storedAwsProblem.nullable(),
  provenFrom: z.string(),
};

export const openAttempt: z.ZodType<OpenAttemptView> = z.object(ofOpenAttempt);

export const jobList: z.ZodType<JobList> = z.object({
  jobs: z.array(jobView),
  more: z.boolean(),
  intents: z.array(
    z.object({
      ...ofOpenAttempt,
      restoreId: z.string(),
      startedBy: z.string(),
      intendedAt: z.string(),
      resourceArn: said,
      resourceName: said,
      addresses: texts,
    }),
  ),
  waits: z.array(waitView),
  freshness: jobFreshness,
});

export const interfaceMatch: z.ZodType<InterfaceMatch> = z.object({
  deviceIndex: z.number(),
  askedSubnetId: said,
  askedInterfaceId: said,
  actual: z
    .object({
      id: z.string(),
      deviceIndex: count,
      subnetId: z.string(),
      macAddress: said,
      addresses: texts,
      ipv4Prefixes: texts,
      ipv6Addresses: texts,
    })
    .nullable(),
  addresses: z.array(
    z.object({
      role: z.enum(['primary', 'secondary', 'ipv6', 'ipv4-prefix']),
      asked: z
        .discriminatedUnion('kind', [
          z.object({ kind: z.literal('fixed'), address: z.string() }),
          z.object({ kind: z.literal('automatic') }),
        ])
        .nullable(),
      actual: said,
      match: z.enum(['same', 'picked', 'missing', 'unasked', 'different']),
    }),
  ),
  matches: z.boolean(),
});

export const jobOrigin: z.ZodType<JobOrigin> = z.object({
  restoreId: z.string(),
  origin: z.enum(['here', 'elsewhere']),
  startedBy: said,
  outcome: word<Outcome>(),
  intendedAt: z.string(),
  answeredAt: said,
  settledAt: said,
  reason: said,
  ticket: said,
  waitedSince: said,
  open: openAttempt.nullable(),
  adoptedLateAt: said,
  refusedBefore: z.boolean(),
  duplicateJobId: said,
  copyTags: z.boolean(),
  approval: z.object({ id: z.string(), approvedBy: texts }).nullable(),
  withoutApproval: said,
  verification: z.object({ verifiedAt: z.string(), interfaces: z.array(interfaceMatch), matches: z.boolean() }).nullable(),
  asked: z.array(interfaceMatch),
  verificationProblem: storedAwsProblem.nullable(),
});

const failure: z.ZodType<KnownFailure> = z.object({
  rule: z.string(),
  code: word<KnownFailure['code']>(),
  subject: said,
  denial: word<NonNullable<KnownFailure['denial']>>().exactOptional(),
  encoded: z.string().exactOptional(),
});

export const jobDetail: z.ZodType<JobDetail> = z.object({
  job: jobView,
  vaultName: said,
  roleArn: said,
  sizeBytes: count,
  runningSeenAt: said,
  failure: failure.nullable(),
  origin: jobOrigin.nullable(),
  metadata: resultOf(textMap),
  freshness: jobFreshness,
});
