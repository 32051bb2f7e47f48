import { and, eq, sql } from 'drizzle-orm';
import type { Ticked } from '@/lib/jobs/checklist/checklist';
import { type Surroundings, sawInstance } from '@/lib/jobs/surroundings';
import type { Place } from '@/lib/paths';
import type { NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import { checklistTicks, surroundings } from '../schema/checklist';
import { restoreJobs } from '../schema/jobs';
import { restores } from '../schema/restores';
import { recordChange } from './events';
import { joinJob } from './restores';

/** What was noted of an instance; `null` where nobody looked. */
export const readSurroundings = async (place: Place, instanceId: string): Promise<Surroundings | null> => {
  const rows = await db()
    .select({ facts: surroundings.facts })
    .from(surroundings)
    .where(and(eq(surroundings.account, place.account), eq(surroundings.region, place.region), eq(surroundings.instanceId, instanceId)));
  return rows[0]?.facts ?? null;
};

/** Notes what an instance has around it. A look that did not see the instance does not take the place of one that did. */
export const noteSurroundings = async (place: Place, facts: Surroundings): Promise<void> => {
  const set = { readAt: sql`now()` as unknown as Date, facts };
  const insert = db()
    .insert(surroundings)
    .values({ account: place.account, region: place.region, instanceId: facts.instanceId, ...set });
  await (sawInstance(facts)
    ? insert.onConflictDoUpdate({ target: [surroundings.account, surroundings.region, surroundings.instanceId], set })
    : insert.onConflictDoNothing());
};

/** The ARN of what the job of a restore created; `null` where there is none yet. */
export const createdBy = async (restoreId: string): Promise<string | null> => {
  const rows = await db()
    .select({ arn: restoreJobs.createdResourceArn })
    .from(restores)
    .innerJoin(restoreJobs, joinJob)
    .where(eq(restores.id, restoreId));
  return rows[0]?.arn ?? null;
};

/** What people said of the items of a restore, by item. */
export const readTicks = async (restoreId: string): Promise<Readonly<Record<string, Ticked>>> => {
  const rows = await db().select().from(checklistTicks).where(eq(checklistTicks.restoreId, restoreId));
  return Object.fromEntries(rows.map(({ item, state, by, at, shown }) => [item, { state, by, at: at.toISOString(), shown }]));
};

/** Writes down what a person says of an item, with its event. */
export const writeTick = (place: Place, restoreId: string, item: string, ticked: Ticked, event: NewEvent): Promise<void> =>
  db().transaction(async (tx) => {
    const set = { state: ticked.state, by: ticked.by, at: new Date(ticked.at), shown: ticked.shown };
    await tx
      .insert(checklistTicks)
      .values({ restoreId, item, ...set })
      .onConflictDoUpdate({ target: [checklistTicks.restoreId, checklistTicks.item], set });
    await recordChange(tx, place, [event]);
  });
