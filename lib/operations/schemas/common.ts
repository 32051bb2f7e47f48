import 'server-only';
import { z } from 'zod';
import type { AwsProblem } from '@/lib/aws-problem';
import type { ParseProblem } from '@/lib/restore/parse';
import type { StoredProblem } from '@/lib/restore/upgrade';
import type { Result } from '@/lib/result';
import { isSendable } from '@/lib/sendable-instant';

// What several operations take or give. A schema that is typed by the view it stands for does not compile where a member of the view is missing in it.

/** An ARN as an address carries it. */
export const arnSchema = z.string().min(1).max(2_048).startsWith('arn:');

/** An instant of a filter, ISO 8601 with its zone: one that PostgreSQL can be asked about. */
export const instant = z.iso.datetime({ offset: true }).refine((text) => isSendable(new Date(text)));

const isZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** A time zone that Intl knows. */
export const timeZone = z.string().min(1).max(64).refine(isZone);

/** The name of a vault. */
export const vaultName = z.string().min(1).max(50);

/** Text of a closed list that is kept elsewhere, or with a brand of the pure core's. */
export const word = <T extends string>() => z.custom<T>((value) => typeof value === 'string');

/** A map of texts, such as metadata or tags, in its own order. */
export const textMap: z.ZodType<Readonly<Record<string, string>>> = z.record(z.string(), z.string());

const source = z.enum(['environment', 'file', 'process', 'sso', 'role', 'unknown']);
const awsMessage = z.string();

/** What went wrong between the console and AWS. */
export const awsProblemSchema: z.ZodType<AwsProblem> = z.discriminatedUnion('code', [
  z.object({ code: z.literal('no-credentials') }),
  z.object({ code: z.literal('expired-credentials'), source, awsMessage }),
  z.object({ code: z.literal('invalid-credentials'), source, awsMessage }),
  z.object({ code: z.literal('clock-differs'), awsMessage }),
  z.object({ code: z.literal('other-account'), account: z.string(), callerAccount: z.string() }),
  z.object({
    code: z.literal('access-denied'),
    action: z.string(),
    resource: z.string().nullable(),
    encoded: z.string().nullable(),
    awsMessage,
  }),
  z.object({ code: z.literal('not-found'), awsMessage }),
  z.object({ code: z.literal('throttled'), awsMessage }),
  z.object({ code: z.literal('invalid-request'), awsCode: z.string(), awsMessage }),
  z.object({ code: z.literal('aws-failed'), awsCode: z.string(), awsMessage }),
  z.object({ code: z.literal('unreachable'), detail: z.string() }),
]);

/** A problem that was stored. One of an earlier version may lack what was added since (where credentials came from), and says what it says. */
export const storedAwsProblem = z.custom<AwsProblem>(
  (value) => typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string',
);

/** What is known of one part of an answer, or why it is not. */
export const resultOf = <T>(value: z.ZodType<T>): z.ZodType<Result<T, AwsProblem>> =>
  z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), value }), z.object({ ok: z.literal(false), error: awsProblemSchema })]);

/** Why metadata cannot become a plan. */
export const parseProblem: z.ZodType<ParseProblem> = z.object({
  code: word<ParseProblem['code']>(),
  key: z.string(),
  at: z.string(),
  text: z.string(),
});

/** Why a stored plan cannot be read. */
export const storedProblem: z.ZodType<StoredProblem> = z.discriminatedUnion('code', [
  z.object({ code: z.literal('newer-plan'), version: z.number() }),
  z.object({ code: z.literal('broken-plan'), reason: z.string() }),
]);
