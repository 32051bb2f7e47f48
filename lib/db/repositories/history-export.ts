import { type SQL, sql } from 'drizzle-orm';
import { copyOut } from '../copy-out';
import { allConditions, type HistoryConditions } from './history-search';
import { restoredName } from './resource-names';

const iso = (column: string): SQL => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** The id in an ARN, as `resourceIdOf` tells it: what is behind the last slash or colon of its resource part; the whole ARN where there is none. */
const idIn = (column: string): SQL => sql.raw(`coalesce(substring(${column} from '^(?:[^:]*:){5}(?:.*[/:])?([^/:]+)$'), ${column})`);

/** PostgreSQL's `greatest` passes over nulls: a restore without an end would have taken no time at all. */
const SECONDS = sql`case when restores.ended_at is not null and job.created_at is not null
  then greatest(0, round(extract(epoch from restores.ended_at - job.created_at)))::int end`;

/** A restore as `ExportedEntry` has it. */
const ENTRY = sql`restores.id, restores.account, restores.region, restores.origin, restores.started_by as "startedBy", person.name as "startedByName",
  ${iso('restores.intended_at')} as "startedAt", ${iso('restores.ended_at')} as "endedAt",
  ${SECONDS} as "durationSeconds", restores.outcome,
  restores.resource_arn as "resourceArn", ${idIn('restores.resource_arn')} as "resourceId", ${restoredName} as "resourceName",
  restores.recovery_point_arn as "recoveryPointArn", restores.vault, restores.asked, restores.job_id as "jobId",
  job.created_resource_arn as "createdResourceArn", ${idIn('job.created_resource_arn')} as "createdResourceId",
  restores.addresses_match as "addressesMatch",
  coalesce(job.status_message, (select attempts.problem ->> 'awsMessage' from attempts where attempts.restore_id = restores.id
    order by attempts.number desc limit 1)) as "awsMessage",
  runs.reason, runs.ticket, coalesce(json_array_length(written.texts), 0) as notes,
  restores.approval_id as "approvalId", restores.without_approval as "withoutApproval", coalesce(written.texts, '[]'::json) as "noteTexts"`;

const NOTES = sql`select json_agg(json_build_object('at', ${iso('notes.created_at')}, 'author', notes.author,
  'authorName', author.name, 'text', notes.text) order by notes.created_at) as texts
  from notes left join people author on author.id = notes.author and author.erased_at is null where notes.restore_id = restores.id`;

/**
 * The history that meets the conditions, newest first, as pieces of lines: each restore as the JSON text of an `ExportedEntry`, with its line feed. PostgreSQL writes the text
 * that the file gets, so that no row is read into an object of two dozen members and written again.
 */
export const exportLines = (wanted: HistoryConditions): AsyncGenerator<string> =>
  copyOut(sql`
    select (select row_to_json(entry)::text from (select ${ENTRY}) entry)
    from restores
    left join restore_jobs job on job.account = restores.account and job.region = restores.region and job.id = restores.job_id
    left join runs on runs.id = restores.run_id
    left join people person on person.id = restores.started_by and person.erased_at is null
    left join lateral (${NOTES}) written on true
    where ${allConditions(wanted) ?? sql`true`} order by restores.intended_at desc, restores.id desc`);
