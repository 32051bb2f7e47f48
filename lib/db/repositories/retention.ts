import { sql } from 'drizzle-orm';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import { approvalRequests } from '../schema/approvals';
import { surroundings } from '../schema/checklist';
import { addressLayouts, inventoryInterfaces, pointReadings, readingProgress, tagSets } from '../schema/finding';
import { inventoryInstances, inventoryPoints, inventoryResources, inventoryVaults } from '../schema/inventory';
import { restoreJobs } from '../schema/jobs';
import { notes } from '../schema/notes';
import { drafts } from '../schema/plans';
import { attempts, claims, restores, runs } from '../schema/restores';
import { waits } from '../schema/waits';
import { wayRuns } from '../schema/way-runs';
import { appendEvents } from './events';
import type { Transaction } from './executor';
import { dropAddressesOfNone } from './inventory-interfaces';

/** So many rows go in one transaction, which others hardly notice. */
const AT_ONCE = 500;

const repeated = async (once: (tx: Transaction) => Promise<number>): Promise<number> => {
  for (let total = 0; ; ) {
    const gone = await db().transaction(once);
    total += gone;
    if (gone < AT_ONCE) return total;
  }
};

const countOf = (result: { readonly rowCount: number | null }): number => result.rowCount ?? 0;

/** Somebody still goes a way to an address of a restore's plan, or cleans up what the restore made. */
const wayGoesOn = sql`exists (select 1 from ${wayRuns} where ${wayRuns.draftId} = ${restores.draftId} and ${wayRuns.endedAt} is null)`;

/** Deletes restores that ended before `before` and of which nothing goes on, with everything of theirs but their events; how many. */
export const deleteRestores = (before: Date): Promise<number> =>
  repeated(async (tx) => {
    const old = sql`select ${restores.id} from ${restores} where ${restores.endedAt} < ${before.toISOString()}::timestamptz
      and not exists (select 1 from ${claims} where ${claims.restoreId} = ${restores.id} and ${claims.releasedAt} is null) and not ${wayGoesOn}
      order by ${restores.endedAt} limit ${AT_ONCE} for update skip locked`;
    const { rows } = await tx.execute<{ id: string; run: string | null; draft: string | null }>(
      sql`select id, run_id as run, draft_id as draft from ${restores} where id in (${old})`,
    );
    if (rows.length === 0) return 0;
    const ids = sql.join(
      rows.map(({ id }) => sql`${id}::uuid`),
      sql`, `,
    );
    await tx.execute(sql`delete from ${notes} where ${notes.restoreId} in (${ids})`);
    await tx.execute(sql`delete from ${claims} where ${claims.restoreId} in (${ids})`);
    await tx.execute(sql`delete from ${attempts} where ${attempts.restoreId} in (${ids})`);
    await tx.execute(sql`delete from ${drafts} where ${drafts.restoreId} in (${ids})`);
    await tx.execute(sql`delete from ${approvalRequests} where ${approvalRequests.restoreId} in (${ids})`);
    const gone = countOf(await tx.execute(sql`delete from ${restores} where ${restores.id} in (${ids})`));
    const ofRuns = rows.flatMap(({ run }) => (run === null ? [] : [sql`${run}::uuid`]));
    if (ofRuns.length > 0)
      await tx.execute(sql`delete from ${runs} where ${runs.id} in (${sql.join(ofRuns, sql`, `)})
        and not exists (select 1 from ${restores} where ${restores.runId} = ${runs.id})`);
    return gone;
  });

/** Something of a plan goes on: its start waits, somebody is asked to approve it, a way to its address is being gone. */
const goesOn = sql.join(
  [waits, approvalRequests, wayRuns].map(
    (of) => sql`exists (select 1 from ${of} where ${of.draftId} = ${drafts.id} and ${of.endedAt} is null)`,
  ),
  sql` or `,
);

/** Deletes plans that were not started, of which nothing goes on, and that last changed before `before`; how many. */
export const deleteDrafts = (before: Date): Promise<number> =>
  repeated(async (tx) =>
    countOf(
      await tx.execute(sql`delete from ${drafts} where ${drafts.id} in (select ${drafts.id} from ${drafts}
        where ${drafts.restoreId} is null and ${drafts.updatedAt} < ${before.toISOString()}::timestamptz and not (${goesOn}) limit ${AT_ONCE})`),
    ),
  );

/** Deletes requests for approval that ended before `before` without a restore, with their answers; how many. Those of a restore go with it. */
export const deleteApprovals = (before: Date): Promise<number> =>
  repeated(async (tx) =>
    countOf(
      await tx.execute(sql`delete from ${approvalRequests} where ${approvalRequests.id} in (select ${approvalRequests.id} from ${approvalRequests}
        where ${approvalRequests.restoreId} is null and ${approvalRequests.endedAt} < ${before.toISOString()}::timestamptz limit ${AT_ONCE})`),
    ),
  );

/** Deletes starts that waited and ended before `before`; how many. Their claims went when they ended. */
export const deleteWaits = (before: Date): Promise<number> =>
  repeated(async (tx) =>
    countOf(
      await tx.execute(sql`delete from ${waits} where ${waits.id} in (select ${waits.id} from ${waits}
        where ${waits.endedAt} < ${before.toISOString()}::timestamptz limit ${AT_ONCE})`),
    ),
  );

/** Deletes ways to an address that ended before `before`; how many. */
export const deleteWays = (before: Date): Promise<number> =>
  repeated(async (tx) =>
    countOf(
      await tx.execute(sql`delete from ${wayRuns} where ${wayRuns.id} in (select ${wayRuns.id} from ${wayRuns}
        where ${wayRuns.endedAt} < ${before.toISOString()}::timestamptz limit ${AT_ONCE})`),
    ),
  );

/** Deletes restore jobs that ended, and were last seen, before `before` and belong to no restore that is kept; how many. */
export const deleteJobs = (before: Date): Promise<number> =>
  repeated(async (tx) => {
    const at = sql`${before.toISOString()}::timestamptz`;
    const mine = sql`${restores.account} = ${restoreJobs.account} and ${restores.region} = ${restoreJobs.region} and ${restores.jobId} = ${restoreJobs.id}`;
    return countOf(
      await tx.execute(sql`delete from ${restoreJobs} where (account, region, id) in (select account, region, id from ${restoreJobs}
        where ${restoreJobs.seenAt} < ${at} and (${restoreJobs.completedAt} < ${at} or ${restoreJobs.forgottenAt} < ${at})
          and not exists (select 1 from ${restores} where ${mine}) limit ${AT_ONCE})`),
    );
  });

/** Deletes what the inventory holds of places where nothing was read since `before`; how many rows. */
export const deleteInventory = async (before: Date): Promise<number> => {
  let total = 0;
  for (const table of [inventoryVaults, inventoryPoints, inventoryResources, inventoryInstances, inventoryInterfaces])
    total += await repeated(async (tx) =>
      countOf(
        await tx.execute(sql`delete from ${table} where ctid in (select ctid from ${table} as row
          where swept_at < ${before.toISOString()}::timestamptz and not exists (select 1 from sweeps
            where sweeps.account = row.account and sweeps.region = row.region and sweeps.started_at >= ${before.toISOString()}::timestamptz)
          limit ${AT_ONCE})`),
      ),
    );
  if (total > 0) await dropAddressesOfNone(db(), sql`true`);
  return total;
};

/**
 * Deletes what was read of points that were made before `before` and that AWS has no more, with the layouts and tags that no point has then; how many points. What was read of points that
 * there are is kept: AWS would have to be asked again.
 */
export const deleteReadings = async (before: Date): Promise<number> => {
  const at = sql`${before.toISOString()}::timestamptz`;
  const total = await repeated(async (tx) =>
    countOf(
      await tx.execute(sql`delete from ${pointReadings} where ctid in (select ctid from ${pointReadings} as row
        where created_at < ${at} and not exists (select 1 from inventory_points p
          where p.account = row.account and p.region = row.region and p.vault = row.vault and p.arn = row.arn)
        limit ${AT_ONCE})`),
    ),
  );
  await db().execute(sql`delete from ${readingProgress} where ${readingProgress.at} < ${at}`);
  if (total === 0) return 0;
  // A reading that begins to refer to one meanwhile waits for its row, or this for it: the key keeps it.
  await db().execute(
    sql`delete from ${addressLayouts} where not exists (select 1 from ${pointReadings} where layout = ${addressLayouts.id})`,
  );
  await db().execute(sql`delete from ${tagSets} where not exists (select 1 from ${pointReadings} where tag_set = ${tagSets.id})`);
  return total;
};

/** Deletes what was noted around instances that nobody has planned a restore of since `before`; how many. */
export const deleteSurroundings = async (before: Date): Promise<number> =>
  countOf(await db().execute(sql`delete from ${surroundings} where ${surroundings.readAt} < ${before.toISOString()}::timestamptz`));

/** Writes the event of what was deleted. */
export const recordRetention = (event: NewEvent): Promise<void> => db().transaction((tx) => appendEvents(tx, CONSOLE_CHAIN, [event]));
