import { inArray, sql } from 'drizzle-orm';
import { inventoryResources, notes, restoreJobs, restores, runs } from '../schema';
import type { Executor } from './executor';

/** Writes anew what restores are found by, after something of it has changed. */
export const refreshSearchText = async (on: Executor, restoreIds: readonly string[]): Promise<void> => {
  if (restoreIds.length === 0) return;
  const job = sql`${restoreJobs.account} = ${restores.account} and ${restoreJobs.region} = ${restores.region} and ${restoreJobs.id} = ${restores.jobId}`;
  const resource = sql`${inventoryResources.account} = ${restores.account} and ${inventoryResources.region} = ${restores.region}
    and ${inventoryResources.arn} = ${restores.resourceArn}`;
  await on
    .update(restores)
    .set({
      searchText: sql`concat_ws(E'\\n',
        coalesce(${restores.resourceName}, (select ${inventoryResources.name} from ${inventoryResources} where ${resource})),
        ${restores.resourceArn}, ${restores.recoveryPointArn}, ${restores.vault}, ${restores.startedBy}, ${restores.jobId},
        (select ${restoreJobs.createdResourceArn} from ${restoreJobs} where ${job}),
        (select concat_ws(E'\\n', ${runs.ticket}, ${runs.reason}) from ${runs} where ${runs.id} = ${restores.runId}),
        (select string_agg(${notes.text}, E'\\n' order by ${notes.createdAt}) from ${notes} where ${notes.restoreId} = ${restores.id}))`,
    })
    .where(inArray(restores.id, [...restoreIds]));
};
