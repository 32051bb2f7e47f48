import { inArray, sql } from 'drizzle-orm';
import { restoreJobs } from '../schema/jobs';
import { notes } from '../schema/notes';
import { attempts, restores, runs } from '../schema/restores';
import type { Executor } from './executor';
import { restoredName } from './resource-names';

/** Writes anew what restores are found by, in small letters, after something of it has changed; and the name of what they restore, where that was not known. */
export const refreshSearchText = async (on: Executor, restoreIds: readonly string[]): Promise<void> => {
  if (restoreIds.length === 0) return;
  const job = sql`${restoreJobs.account} = ${restores.account} and ${restoreJobs.region} = ${restores.region} and ${restoreJobs.id} = ${restores.jobId}`;
  await on
    .update(restores)
    .set({
      // AWS does not tell the name of what a job from elsewhere restores; what it is called now is kept, as ours are by the name that they had.
      resourceName: restoredName,
      searchText: sql`lower(concat_ws(E'\\n', ${restoredName},
        ${restores.resourceArn}, ${restores.recoveryPointArn}, ${restores.vault}, ${restores.startedBy}, ${restores.jobId},
        (select concat_ws(E'\\n', ${restoreJobs.createdResourceArn}, ${restoreJobs.statusMessage}) from ${restoreJobs} where ${job}),
        (select ${attempts.problem} ->> 'awsMessage' from ${attempts} where ${attempts.restoreId} = ${restores.id} order by ${attempts.number} desc limit 1),
        (select concat_ws(E'\\n', ${runs.ticket}, ${runs.reason}) from ${runs} where ${runs.id} = ${restores.runId}),
        (select string_agg(${notes.text}, E'\\n' order by ${notes.createdAt}) from ${notes} where ${notes.restoreId} = ${restores.id})))`,
    })
    .where(inArray(restores.id, [...restoreIds]));
};
