import { sql } from 'drizzle-orm';
import type { Place } from '@/lib/paths';
import { db } from '../client';
import { sweeps } from '../schema/inventory';
import { attempts } from '../schema/restores';
import { placeVersions } from '../schema/work';
import { waitsVersion } from './waits';

/**
 * One text that differs whenever the list of a place's jobs is shown differently: its version, what is known of open attempts, when AWS was last read (in steps
 * of `stepMs`) and with which problem, and when names were last read. One small query, for polls.
 */
export const jobsVersion = async (place: Place, stepMs: number): Promise<string> => {
  const { account, region } = place;
  const swept = (subject: string) =>
    sql`(select jsonb_build_array(floor(extract(epoch from ${sweeps.finishedAt}) * 1000 / ${stepMs}::int), ${sweeps.problem}) from ${sweeps}
      where ${sweeps.account} = ${account} and ${sweeps.region} = ${region} and ${sweeps.subject} = ${subject})`;
  const answer = await db().execute<{ version: string }>(sql`select jsonb_build_array(
    (select ${placeVersions.version} from ${placeVersions} where ${placeVersions.account} = ${account} and ${placeVersions.region} = ${region}),
    (select jsonb_build_array(count(*), max(${attempts.lookedAt}), sum(${attempts.sends}), jsonb_agg(${attempts.problem}), jsonb_agg(${attempts.lookProblem}))
      from ${attempts} where ${attempts.account} = ${account} and ${attempts.region} = ${region} and ${attempts.state} = 'open'),
    ${waitsVersion(place)}, ${swept('jobs')}, ${swept('resources')})::text as version`);
  return answer.rows[0]?.version ?? '';
};
