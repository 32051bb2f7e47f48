import { z } from 'zod';
import { ROLES, type Role } from '@/lib/access/roles';
import { ABSENT_AFTER_MS } from '@/lib/jobs/attempt';

const days = z.int().min(1).max(36_500).nullable();
/** AWS publishes no limit for these calls (facts 1.9); it says so where one is met, and then we ask half as often. */
const perSecond = z.number().min(0).max(100);

/**
 * Every setting of the console: what it may be, and what it is until somebody chooses. A new one is one new row.
 * Days: `null` keeps for good.
 */
export const SETTINGS = {
  /** How long after the last possible request a list of AWS's must have been begun to prove that a restore was not started. Seconds. */
  absentAfterSeconds: { schema: z.number().min(1).max(86_400), initial: ABSENT_AFTER_MS / 1_000 },
  /** A start needs a reason. */
  requireReason: { schema: z.boolean(), initial: false },
  /** A start needs a ticket. */
  requireTicket: { schema: z.boolean(), initial: false },
  /** How long restores that have ended, with their notes, are kept. Their events stay. */
  keepRestoresDays: { schema: days, initial: null },
  /** How long plans that were not started are kept after their last change. */
  keepDraftsDays: { schema: days, initial: 90 },
  /** How long AWS's answers are kept: restore jobs that have ended, and the inventory of places that nobody has looked at since. */
  keepAnswersDays: { schema: days, initial: 400 },
  /** Recovery points whose restore metadata is read a second, in each account and region, so that their addresses are found; 0: none. */
  metadataReadsPerSecond: { schema: perSecond, initial: 10 },
  /** Recovery points whose tags are read a second, in each account and region; 0: none. */
  tagReadsPerSecond: { schema: perSecond, initial: 5 },
  /** After how long without anything being done a person is signed out. Hours. */
  sessionIdleHours: { schema: z.number().min(0.25).max(720), initial: 12 },
  /** After how long a person is signed out whatever they do. Hours. */
  sessionHours: { schema: z.number().min(1).max(720), initial: 168 },
  /** How long after signing in a person may start a restore without signing in again. Minutes; `null`: always. */
  freshSignInMinutes: { schema: z.number().min(1).max(1_440).nullable(), initial: 15 },
  /** Roles that need a second factor: whoever has one of them can do nothing in a session in which none was proved. */
  factorRequiredFor: { schema: z.array(z.enum(ROLES)).max(ROLES.length), initial: [] },
  /** A second factor that somebody proved to the identity provider, as its token says, counts: they are not asked for one here. */
  providerFactorCounts: { schema: z.boolean(), initial: false },
  /** A code of an authenticator app counts in its own thirty seconds alone, not in those beside. */
  strictCodes: { schema: z.boolean(), initial: false },
  /** Restores that one person may start within ten minutes; `null`: any number. */
  startsPerTenMinutes: { schema: z.int().min(1).max(10_000).nullable(), initial: 60 },
} as const satisfies Record<string, { readonly schema: z.ZodType; readonly initial: unknown }>;

export type SettingName = keyof typeof SETTINGS;
export type SettingValue<N extends SettingName> = z.output<(typeof SETTINGS)[N]['schema']>;

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** A setting as a page shows it. */
export interface SettingView {
  readonly name: SettingName;
  readonly value: boolean | number | null | readonly Role[];
  /** `null`: it has its initial value. */
  readonly changed: { readonly by: string; readonly at: string } | null;
}
