import { and, eq, gte, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import { type ActualInterface, type AskedAddress, compareAddresses } from '@/lib/jobs/compare-addresses';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import type { RestorePlan } from '@/lib/restore/plan';
import { db } from '../client';
import { restoreJobs } from '../schema/jobs';
import { type MadeBeside, restores } from '../schema/restores';
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
  readonly outcome: RestoreRow['outcome'];
  readonly metadata: RestoreRow['metadata'];
  readonly createdResourceArn: string;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
}

const unverifiedColumns = {
  id: restores.id,
  outcome: restores.outcome,
  metadata: restores.metadata,
  createdResourceArn: restoreJobs.createdResourceArn,
  createdAt: restoreJobs.createdAt,
  completedAt: restoreJobs.completedAt,
};

type Unjoined = Omit<Unverified, 'createdResourceArn'> & { readonly createdResourceArn: string | null };

const withResource = (rows: readonly Unjoined[]): readonly Unverified[] =>
  rows.flatMap(({ createdResourceArn, ...row }) => (createdResourceArn === null ? [] : [{ ...row, createdResourceArn }]));

/** Completed restores started here whose instance's addresses have not been read yet. */
export const unverifiedRestores = async (place: Place): Promise<readonly Unverified[]> => {
  const rows = await db()
    .select(unverifiedColumns)
    .from(restores)
    .innerJoin(restoreJobs, joinJob)
    .where(and(inArray(restores.id, unreadRestores(place, true)), isNotNull(restoreJobs.createdResourceArn)));
  return withResource(rows);
};

/** What a restore that failed had made is read so long after it: later, what it was may not be told from what came since. */
const READ_WITHIN = sql`now() - interval '7 days'`;

/** Restores started here that failed after they had made an instance, and of which nobody has read what else they made. */
export const unreadFailures = async (place: Place): Promise<readonly Unverified[]> => {
  const rows = await db()
    .select(unverifiedColumns)
    .from(restores)
    .innerJoin(restoreJobs, joinJob)
    .where(
      and(
        eq(restores.account, place.account),
        eq(restores.region, place.region),
        gte(restores.intendedAt, READ_WITHIN),
        inArray(restores.outcome, ['failed', 'aborted']),
        eq(restores.origin, 'here'),
        isNull(restores.made),
        isNotNull(restoreJobs.createdResourceArn),
      ),
    );
  return withResource(rows);
};

/** Puts on record what a restore that failed had made, and which interfaces its instance has. */
export const recordMade = async (id: string, { made, interfaces }: Pick<Found, 'made' | 'interfaces'>): Promise<void> => {
  await db()
    .update(restores)
    .set({ made, actualInterfaces: interfaces })
    .where(and(eq(restores.id, id), isNull(restores.made)));
};

interface Found {
  readonly instanceId: string | null;
  readonly interfaces: readonly ActualInterface[];
  readonly made: MadeBeside;
  readonly at: Date;
}

/** The addresses that the created instance really has, compared with those asked for as far as those can be told, and what was made beside it. */
export const recordVerified = (id: string, found: Found, askedOf: AskedOf): Promise<void> =>
  db().transaction(async (tx) => {
    const rows = await tx
      .update(restores)
      .set({ actualInterfaces: found.interfaces, made: found.made, verifiedAt: found.at, verificationProblem: null })
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
