import { sql } from 'drizzle-orm';
import type { AwsProblem } from '@/lib/aws-problem';
import type { AskedAddress } from '@/lib/jobs/compare-addresses';
import type { Outcome } from '@/lib/jobs/status';
import { db } from '../client';
import { type HistoryConditions, type HistoryKey, historyIds } from './restores-history';

/** A restore as an export needs it. Instants are ISO 8601 already: making dates of them and texts again would cost most of an export's time. */
export interface ExportRow {
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly origin: 'here' | 'elsewhere';
  readonly startedBy: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly seconds: number | null;
  readonly outcome: Outcome;
  readonly resourceArn: string | null;
  readonly resourceName: string | null;
  readonly recoveryPointArn: string | null;
  readonly vault: string | null;
  readonly asked: readonly AskedAddress[];
  readonly jobId: string | null;
  readonly createdResourceArn: string | null;
  readonly addressesMatch: boolean | null;
  readonly jobMessage: string | null;
  readonly problem: AwsProblem | null;
  readonly reason: string | null;
  readonly ticket: string | null;
  readonly notes: readonly { readonly at: string; readonly author: string; readonly text: string }[] | null;
}

const iso = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** So many rows come in one answer. */
const BATCH = 2_000;

/** A batch of the history behind `after`, newest first, and where the next begins (`null`: this was the last). */
export const exportBatch = async (
  wanted: HistoryConditions,
  after: HistoryKey | null,
): Promise<{ readonly rows: readonly ExportRow[]; readonly next: HistoryKey | null }> => {
  const { ids, more } = await historyIds(wanted, after, BATCH);
  if (ids.length === 0) return { rows: [], next: null };
  const answer = await db().execute<ExportRow & { readonly key: string } & Record<string, unknown>>(sql`
    select r.id, r.account, r.region, r.origin, r.started_by as "startedBy", ${iso('r.intended_at')} as "startedAt", ${iso('r.ended_at')} as "endedAt",
      greatest(0, round(extract(epoch from r.ended_at - j.created_at)))::int as seconds, r.outcome, r.resource_arn as "resourceArn",
      r.resource_name as "resourceName", r.recovery_point_arn as "recoveryPointArn", r.vault, r.asked, r.job_id as "jobId",
      j.created_resource_arn as "createdResourceArn", r.addresses_match as "addressesMatch", j.status_message as "jobMessage",
      case when j.id is null then (select a.problem from attempts a where a.restore_id = r.id order by a.number desc limit 1) end as problem,
      u.reason, u.ticket, r.intended_at::text as key,
      (select json_agg(json_build_object('at', ${iso('n.created_at')}, 'author', n.author, 'text', n.text) order by n.created_at)
        from notes n where n.restore_id = r.id) as notes
    from restores r
    left join restore_jobs j on j.account = r.account and j.region = r.region and j.id = r.job_id
    left join runs u on u.id = r.run_id
    where r.id = any(${`{${ids.join(',')}}`}::uuid[])
    order by r.intended_at desc, r.id desc`);
  const last = answer.rows.at(-1);
  return { rows: answer.rows, next: more && last !== undefined ? { intendedAt: last.key, id: last.id } : null };
};
