import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import { type ActualInterface, type AskedAddress, compareAddresses } from '@/lib/jobs/compare-addresses';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import type { RestorePlan } from '@/lib/restore/plan';
import { upgradePlan } from '@/lib/restore/upgrade';
import { db } from '../client';
import { restoreJobs, restores } from '../schema';
import { NOBODY, recordChange } from './events';
import { insertAddresses, type RestoreAddress } from './restore-addresses';
import { joinJob, type RestoreRow } from './restores';

/** Whether the instance has exactly the addresses asked for; `null` where there is nothing to compare. */
const matchOf = ({ plan: stored, actualInterfaces }: Pick<RestoreRow, 'plan' | 'actualInterfaces'>): boolean | null => {
  const plan = planOf(stored);
  return plan === null || actualInterfaces === null ? null : compareAddresses(plan, actualInterfaces).every((each) => each.matches);
};

/** A stored plan, whichever version wrote it; `null` where there is none that can be read. */
const planOf = (stored: unknown): RestorePlan | null => {
  const plan = stored === null ? null : upgradePlan(stored);
  return plan?.ok ? plan.value : null;
};

const obtained = (interfaces: readonly ActualInterface[]): readonly RestoreAddress[] =>
  [...new Set(interfaces.flatMap((each) => [...each.addresses, ...each.ipv6Addresses, ...each.ipv4Prefixes]))].map((address) => ({
    role: 'obtained',
    address,
  }));

export interface Unverified {
  readonly id: string;
  readonly createdResourceArn: string;
  readonly completedAt: Date | null;
  readonly verificationProblem: AwsProblem | null;
}

/** Completed restores started here whose instance's addresses have not been read yet. */
export const unverifiedRestores = async (place: Place): Promise<readonly Unverified[]> => {
  const rows = await db()
    .select({
      id: restores.id,
      createdResourceArn: restoreJobs.createdResourceArn,
      completedAt: restoreJobs.completedAt,
      verificationProblem: restores.verificationProblem,
    })
    .from(restores)
    .innerJoin(restoreJobs, joinJob)
    .where(
      and(
        eq(restores.account, place.account),
        eq(restores.region, place.region),
        eq(restores.origin, 'here'),
        eq(restores.outcome, 'completed'),
        isNull(restores.verifiedAt),
        isNotNull(restoreJobs.createdResourceArn),
      ),
    );
  return rows.flatMap(({ createdResourceArn, ...row }) => (createdResourceArn === null ? [] : [{ ...row, createdResourceArn }]));
};

/** The addresses that the created instance really has. */
export const recordVerified = (
  id: string,
  found: { readonly instanceId: string | null; readonly interfaces: readonly ActualInterface[]; readonly at: Date },
): Promise<void> =>
  db().transaction(async (tx) => {
    const rows = await tx
      .update(restores)
      .set({ actualInterfaces: found.interfaces, verifiedAt: found.at, verificationProblem: null })
      .where(and(eq(restores.id, id), isNull(restores.verifiedAt)))
      .returning();
    const restore = rows[0];
    if (restore === undefined) return;
    await tx
      .update(restores)
      .set({ addressesMatch: matchOf(restore) })
      .where(eq(restores.id, id));
    await insertAddresses(tx, id, obtained(found.interfaces));
    await recordChange(tx, restore, [verifiedEvent(restore, found)]);
  });

const verifiedEvent = (
  restore: RestoreRow,
  {
    instanceId,
    interfaces,
    at,
  }: { readonly instanceId: string | null; readonly interfaces: readonly ActualInterface[]; readonly at: Date },
): NewEvent => ({
  at,
  actor: NOBODY,
  kind: 'restore-verified',
  subject: restore.id,
  data: {
    restoreId: restore.id,
    jobId: restore.jobId ?? '',
    instanceId,
    outcome: matchOf(restore) === true ? 'same' : 'different',
    addresses: interfaces.flatMap(({ subnetId, addresses }) => addresses.map((address) => ({ subnetId, address }))),
  },
});

/** Why those addresses could not be read. */
export const recordUnverified = async (id: string, problem: AwsProblem): Promise<void> => {
  await db().update(restores).set({ verificationProblem: problem }).where(eq(restores.id, id));
};

const OLD_AT_ONCE = 100;

/**
 * Goes through restores of a version that did not keep their addresses apart, a few at a time. `of` gives what a plan asks for, and what its backup had. How many it
 * went through; 0: there are none left.
 */
export const recordOldAddresses = async (
  of: (plan: RestorePlan) => { readonly asked: readonly AskedAddress[]; readonly addresses: readonly RestoreAddress[] },
): Promise<number> => {
  const rows = await db().select().from(restores).where(sql`not ${restores.addressesRecorded}`).limit(OLD_AT_ONCE);
  for (const row of rows)
    await db().transaction(async (tx) => {
      const plan = planOf(row.plan);
      const known = plan === null ? { asked: row.asked, addresses: [] } : of(plan);
      await insertAddresses(tx, row.id, [...known.addresses, ...obtained(row.actualInterfaces ?? [])]);
      await tx
        .update(restores)
        .set({ asked: known.asked, addressesRecorded: true, addressesMatch: matchOf(row) })
        .where(eq(restores.id, row.id));
    });
  return rows.length;
};
