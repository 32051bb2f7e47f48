import 'server-only';
import { z } from 'zod';
import type { HistoryDetail, HistoryEntry, HistoryFilter, HistoryPage, NoteView } from '@/lib/data/history/views';
import type { AskedAddress } from '@/lib/jobs/compare-addresses';
import { OUTCOMES, type Outcome } from '@/lib/jobs/status';
import type { Difference } from '@/lib/restore/explain';
import { instant, storedAwsProblem, storedProblem, textMap, word } from './common';
import { diagnostic } from './diagnostic';
import { jobOrigin, jobView } from './jobs';

const said = z.string().nullable();

/** The history's filter. An unknown outcome is refused, not ignored. */
export const historyFilterSchema = z.object({
  text: z.string().max(200).optional(),
  user: z.string().max(200).optional(),
  outcomes: z.array(z.enum(OUTCOMES)).readonly().optional(),
  origin: z.enum(['here', 'elsewhere']).optional(),
  from: instant.optional(),
  before: instant.optional(),
}) satisfies z.ZodType<HistoryFilter>;

const asked: z.ZodType<AskedAddress> = z.object({
  deviceIndex: z.number(),
  role: z.enum(['primary', 'secondary', 'ipv6', 'ipv4-prefix']),
  address: said,
});

const entry: z.ZodType<HistoryEntry> = z.object({
  id: z.string(),
  account: z.string(),
  region: z.string(),
  origin: z.enum(['here', 'elsewhere']),
  startedBy: said,
  startedAt: z.string(),
  endedAt: said,
  durationSeconds: z.number().nullable(),
  outcome: word<Outcome>(),
  resourceArn: said,
  resourceId: said,
  resourceName: said,
  recoveryPointArn: said,
  vault: said,
  asked: z.array(asked),
  jobId: said,
  createdResourceArn: said,
  createdResourceId: said,
  addressesMatch: z.boolean().nullable(),
  awsMessage: said,
  reason: said,
  ticket: said,
  notes: z.number(),
  approvalId: said,
  withoutApproval: said,
});

export const historyPage: z.ZodType<HistoryPage> = z.object({
  entries: z.array(entry),
  counted: z.object({ total: z.number(), atLeast: z.boolean() }).nullable(),
  next: said,
  users: z.array(z.string()),
});

export const noteView: z.ZodType<NoteView> = z.object({
  id: z.string(),
  author: z.string(),
  text: z.string(),
  createdAt: z.string(),
  edited: z.object({ by: z.string(), at: z.string() }).nullable(),
  before: z.array(z.object({ text: z.string(), author: z.string(), at: z.string() })),
});

export const difference: z.ZodType<Difference> = z.object({
  kind: z.enum(['dropped', 'changed', 'added', 'unknown-kept']),
  at: z.string(),
  before: said,
  after: said,
  reason: word<Difference['reason']>(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const historyDetail: z.ZodType<HistoryDetail> = z.object({
  entry,
  origin: jobOrigin,
  job: jobView.nullable(),
  problem: storedAwsProblem.nullable(),
  differences: z.array(difference).nullable(),
  planProblem: storedProblem.nullable(),
  metadata: textMap.nullable(),
  diagnostics: z.array(diagnostic),
  roleArn: said,
  copyTags: z.boolean(),
  backupCreatedAt: said,
  noteList: z.array(noteView),
});

/** A file that is written as it is sent: an iterator of pieces of text. */
export const pieces = z.custom<AsyncGenerator<string>>(
  (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
);
