import { and, eq, inArray, isNotNull, isNull, notInArray } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import { type ActualInterface, compareAddresses } from '@/lib/jobs/compare-addresses';
import { OPEN_OUTCOMES } from '@/lib/jobs/status';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import { upgradePlan } from '@/lib/restore/upgrade';
import { db } from '../client';
import { claims, restoreJobs, restores } from '../schema';
import { releaseClaims } from './claims';
import { NOBODY, recordChange, releasedEvents } from './events';
import { insertAddresses } from './restore-addresses';

export type RestoreRow = typeof restores.$inferSelect;

const inPlace = (place: Place) => and(eq(restores.account, place.account), eq(restores.region, place.region));

/** One restore, `null` where there is none of that id. */
export const readRestore = async (id: string): Promise<RestoreRow | null> => {
  const rows = await db().select().from(restores).where(eq(restores.id, id));
  return rows[0] ?? null;
};

/** The restore that a job belongs to, started here or elsewhere. */
export const restoreOfJob = async (place: Place, jobId: string): Promise<RestoreRow | null> => {
  const rows = await db()
    .select()
    .from(restores)
    .where(and(inPlace(place), eq(restores.jobId, jobId)));
  return rows[0] ?? null;
};

const joinJob = and(eq(restoreJobs.account, restores.account), eq(restoreJobs.region, restores.region), eq(restoreJobs.id, restores.jobId));

/** A restore that can still change. */
export interface OpenRestore extends Place {
  readonly id: string;
  readonly origin: 'here' | 'elsewhere';
  readonly jobId: string | null;
  readonly intendedAt: Date;
}

const openColumns = {
  account: restores.account,
  region: restores.region,
  id: restores.id,
  origin: restores.origin,
  jobId: restores.jobId,
  intendedAt: restores.intendedAt,
};

/** A completed restore of ours whose addresses have not been read. A reading that failed waits for somebody to look. */
const unread = and(
  eq(restores.outcome, 'completed'),
  eq(restores.origin, 'here'),
  isNull(restores.verifiedAt),
  isNull(restores.verificationProblem),
);

/**
 * The restores that can still change, by place: they keep the sweeps going although nobody looks. Those that have not ended, those whose addresses are still
 * to be read, and those that hold claims. Three questions, because each has an index of its own.
 */
export const openRestores = async (): Promise<readonly OpenRestore[]> => {
  const [open, unverified, claiming] = await Promise.all([
    db()
      .select(openColumns)
      .from(restores)
      .where(inArray(restores.outcome, [...OPEN_OUTCOMES])),
    db()
      .select(openColumns)
      .from(restores)
      .innerJoin(restoreJobs, joinJob)
      .where(and(unread, isNotNull(restoreJobs.createdResourceArn))),
    db().selectDistinct(openColumns).from(claims).innerJoin(restores, eq(restores.id, claims.restoreId)).where(isNull(claims.releasedAt)),
  ]);
  return [...new Map([...open, ...unverified, ...claiming].map((each) => [each.id, each])).values()];
};

/** Ends the claims of the place's restores whose job is over, by AWS's word or because AWS has forgotten it. */
export const endSettledClaims = async (place: Place): Promise<void> =>
  db().transaction(async (tx) => {
    const ended = await tx
      .selectDistinct({ id: restores.id, outcome: restores.outcome })
      .from(restores)
      .innerJoin(claims, and(eq(claims.restoreId, restores.id), isNull(claims.releasedAt)))
      .where(and(inPlace(place), isNotNull(restores.jobId), notInArray(restores.outcome, [...OPEN_OUTCOMES])));
    const at = new Date();
    const released = await releaseClaims(
      tx,
      ended.map(({ id }) => id),
    );
    if (released.length === 0) return;
    const events = ended.flatMap(({ id, outcome }) =>
      releasedEvents(
        at,
        id,
        released.filter(({ restoreId }) => restoreId === id),
        outcome,
      ),
    );
    await recordChange(tx, place, events);
  });

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
        inPlace(place),
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
    const addresses = found.interfaces.flatMap((each) => [...each.addresses, ...each.ipv6Addresses, ...each.ipv4Prefixes]);
    await insertAddresses(
      tx,
      id,
      [...new Set(addresses)].map((address) => ({ role: 'obtained', address })),
    );
    await recordChange(tx, restore, [verifiedEvent(restore, found)]);
  });

const same = (stored: unknown, interfaces: readonly ActualInterface[]): boolean => {
  const plan = upgradePlan(stored);
  return plan.ok && compareAddresses(plan.value, interfaces).every((each) => each.matches);
};

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
    outcome: same(restore.plan, interfaces) ? 'same' : 'different',
    addresses: interfaces.flatMap(({ subnetId, addresses }) => addresses.map((address) => ({ subnetId, address }))),
  },
});

/** Why those addresses could not be read. */
export const recordUnverified = async (id: string, problem: AwsProblem): Promise<void> => {
  await db().update(restores).set({ verificationProblem: problem }).where(eq(restores.id, id));
};
