import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import { type ActualInterface, type AskedAddress, compareAddresses } from '@/lib/jobs/compare-addresses';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import type { RestorePlan } from '@/lib/restore/plan';
import { db } from '../client';
import { restoreJobs } from '../schema/jobs';
import { restores } from '../schema/restores';
import { NOBODY, recordChange } from './events';
import { insertAddresses, type RestoreAddress } from './restore-addresses';
import { joinJob, type RestoreRow, unreadRestores } from './restores';

/** What a stored restore asked for; `null` where nobody can tell any more. */
type AskedOf = (restore: RestoreRow) => RestorePlan | null;

/** Whether the instance has exactly the addresses asked for; `null` where there is nothing to compare. */
const matchOf = (plan: RestorePlan | null, actual: RestoreRow['actualInterfaces']): boolean | null =>
  plan === null || actual === null ? null : compareAddresses(plan, actual).every((each) => each.matches);

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
    .where(and(inArray(restores.id, unreadRestores(place, true)), isNotNull(restoreJobs.createdResourceArn)));
  return rows.flatMap(({ createdResourceArn, ...row }) => (createdResourceArn === null ? [] : [{ ...row, createdResourceArn }]));
};

interface Found {
  readonly instanceId: string | null;
  readonly interfaces: readonly ActualInterface[];
  readonly at: Date;
}

/** The addresses that the created instance really has, compared with those asked for, as far as those can be told. */
export const recordVerified = (id: string, found: Found, askedOf: AskedOf): Promise<void> =>
  db().transaction(async (tx) => {
    const rows = await tx
      .update(restores)
      .set({ actualInterfaces: found.interfaces, verifiedAt: found.at, verificationProblem: null })
      .where(and(eq(restores.id, id), isNull(restores.verifiedAt)))
      .returning();
    const restore = rows[0];
    if (restore === undefined) return;
    const addressesMatch = matchOf(askedOf(restore), restore.actualInterfaces);
    await tx.update(restores).set({ addressesMatch }).where(eq(restores.id, id));
    await insertAddresses(tx, id, obtained(found.interfaces));
    await recordChange(tx, restore, [verifiedEvent(restore, found, addressesMatch)]);
  });

const verifiedEvent = (restore: RestoreRow, { instanceId, interfaces, at }: Found, match: boolean | null): NewEvent => ({
  at,
  actor: NOBODY,
  kind: 'restore-verified',
  subject: restore.id,
  data: {
    restoreId: restore.id,
    jobId: restore.jobId ?? '',
    instanceId,
    outcome: match === null ? 'unknown' : match ? 'same' : 'different',
    addresses: interfaces.flatMap(({ subnetId, addresses }) => addresses.map((address) => ({ subnetId, address }))),
  },
});

/** Why those addresses could not be read. */
export const recordUnverified = async (id: string, problem: AwsProblem): Promise<void> => {
  await db().update(restores).set({ verificationProblem: problem }).where(eq(restores.id, id));
};

const OLD_AT_ONCE = 100;

/** What a stored restore asked for, and what its backup had. */
export interface KnownAddresses {
  readonly plan: RestorePlan | null;
  readonly asked: readonly AskedAddress[];
  readonly addresses: readonly RestoreAddress[];
}

/** Goes through restores of a version that did not keep their addresses apart, a few at a time. How many it went through; 0: there are none left. */
export const recordOldAddresses = async (of: (restore: RestoreRow) => KnownAddresses): Promise<number> => {
  const rows = await db().select().from(restores).where(sql`not ${restores.addressesRecorded}`).limit(OLD_AT_ONCE);
  for (const row of rows)
    await db().transaction(async (tx) => {
      const known = of(row);
      await insertAddresses(tx, row.id, [...known.addresses, ...obtained(row.actualInterfaces ?? [])]);
      await tx
        .update(restores)
        .set({ asked: known.asked, addressesRecorded: true, addressesMatch: matchOf(known.plan, row.actualInterfaces) })
        .where(eq(restores.id, row.id));
    });
  return rows.length;
};
