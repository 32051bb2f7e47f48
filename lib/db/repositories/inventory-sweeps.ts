import { and, eq, sql } from 'drizzle-orm';
import { type AwsProblem, isAboutCredentials } from '@/lib/aws-problem';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { sweeps } from '../schema/inventory';

/** The state of one swept subject. `finishedAt` is of the last complete sweep; `startedAt` of the last begun. */
export interface SweepRow {
  readonly subject: string;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly read: number;
  readonly problem: AwsProblem | null;
  /** Sweeps that ended early, in a row. */
  readonly failures: number;
  /** Of a vault's points: when its list was last read whole, and how many points more AWS counted then. */
  readonly whole: { readonly at: Date; readonly surplus: number } | null;
}

const here = (place: Place, subject: string) =>
  and(eq(sweeps.account, place.account), eq(sweeps.region, place.region), eq(sweeps.subject, subject));

/** Every subject of the place. */
export const readSweeps = async (place: Place): Promise<readonly SweepRow[]> => {
  const rows = await db()
    .select()
    .from(sweeps)
    .where(and(eq(sweeps.account, place.account), eq(sweeps.region, place.region)));
  return rows.map(({ subject, startedAt, finishedAt, read, problem, failures, wholeAt, surplus }) => ({
    subject,
    startedAt,
    finishedAt,
    read,
    problem: problem as AwsProblem | null,
    failures,
    whole: wholeAt === null || surplus === null ? null : { at: wholeAt, surplus },
  }));
};

/** Notes that a sweep began; what the last one found out, its problem included, stays until this one ends. */
export const beginSweep = async (place: Place, subject: string, startedAt: Date): Promise<void> => {
  const { account, region } = place;
  await db()
    .insert(sweeps)
    .values({ account, region, subject, startedAt, read: 0 })
    .onConflictDoUpdate({ target: [sweeps.account, sweeps.region, sweeps.subject], set: { startedAt, read: 0 } });
};

/** Notes how many items a sweep has read so far. */
export const noteSweepProgress = async (place: Place, subject: string, read: number): Promise<void> => {
  await db().update(sweeps).set({ read }).where(here(place, subject));
};

/** Notes a complete sweep. */
export const finishSweep = async (place: Place, subject: string, finishedAt: Date): Promise<void> => {
  await db().update(sweeps).set({ finishedAt, problem: null, failures: 0 }).where(here(place, subject));
};

/** Notes what ended a sweep early. One about credentials counts for no failure: whoever renews them is not to wait for a pause that grew meanwhile. */
export const failSweep = async (place: Place, subject: string, problem: AwsProblem): Promise<void> => {
  await db()
    .update(sweeps)
    .set({ problem, failures: isAboutCredentials(problem) ? 0 : sql`${sweeps.failures} + 1` })
    .where(here(place, subject));
};

/** Notes that a vault's list was read whole, beginning at `at`; `null`: it is to be read whole the next time. */
export const noteWhole = async (place: Place, subject: string, whole: SweepRow['whole']): Promise<void> => {
  await db()
    .update(sweeps)
    .set({ wholeAt: whole?.at ?? null, surplus: whole?.surplus ?? null })
    .where(here(place, subject));
};

/** Whether anything of the account was ever swept to its end. */
export const isAccountKnown = async (account: string): Promise<boolean> => {
  const rows = await db()
    .select({ one: sql`1` })
    .from(sweeps)
    .where(and(eq(sweeps.account, account), sql`${sweeps.finishedAt} is not null`))
    .limit(1);
  return rows.length > 0;
};
