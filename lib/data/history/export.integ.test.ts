import { sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { exportedRestores } from '@/lib/db/repositories/history-export';
import type { HistoryConditions } from '@/lib/db/repositories/history-search';
import { asOwner } from '@/lib/testing/owner';
import { OPERATOR, PLACE } from '@/lib/testing/restores';
import { csvCell } from './csv';
import { exportHistory } from './export';
import type { ExportedEntry, HistoryFilter } from './views';

/*
 * What an export writes is held against what PostgreSQL itself would: each restore as one JSON object, put together by `row_to_json` and `to_char`. Nothing of that is in the product; both must come to the same bytes.
 */
const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const ID = `'^(?:[^:]*:){5}(?:.*[/:])?([^/:]+)$'`;
const REFERENCE = `select (select row_to_json(entry)::text from (select r.id, r.account, r.region, r.origin, r.started_by as "startedBy", person.name as "startedByName",
    to_char(r.intended_at at time zone 'UTC', ${ISO}) as "startedAt", to_char(r.ended_at at time zone 'UTC', ${ISO}) as "endedAt",
    case when r.ended_at is not null and job.created_at is not null
      then greatest(0, round(extract(epoch from date_trunc('milliseconds', r.ended_at) - date_trunc('milliseconds', job.created_at))))::int end as "durationSeconds",
    r.outcome, r.resource_arn as "resourceArn", coalesce(substring(r.resource_arn from ${ID}), r.resource_arn) as "resourceId",
    coalesce(r.resource_name, (select name from inventory_resources i where i.account = r.account and i.region = r.region and i.arn = r.resource_arn)) as "resourceName",
    r.recovery_point_arn as "recoveryPointArn", r.vault, r.asked, r.job_id as "jobId", job.created_resource_arn as "createdResourceArn",
    coalesce(substring(job.created_resource_arn from ${ID}), job.created_resource_arn) as "createdResourceId", r.addresses_match as "addressesMatch",
    coalesce(job.status_message, (select a.problem ->> 'awsMessage' from attempts a where a.restore_id = r.id order by a.number desc limit 1)) as "awsMessage",
    runs.reason, runs.ticket, coalesce(json_array_length(written.texts), 0) as notes,
    r.approval_id as "approvalId", r.without_approval as "withoutApproval", coalesce(written.texts, '[]'::json) as "noteTexts") entry) as line
  from restores r
  left join restore_jobs job on job.account = r.account and job.region = r.region and job.id = r.job_id
  left join runs on runs.id = r.run_id
  left join people person on person.id = r.started_by and person.erased_at is null
  left join lateral (select json_agg(json_build_object('at', to_char(n.created_at at time zone 'UTC', ${ISO}), 'author', n.author, 'authorName', author.name,
      'text', n.text) order by n.created_at) as texts
    from notes n left join people author on author.id = n.author and author.erased_at is null where n.restore_id = r.id) written on true`;

/** What text may have in it: what JSON, CSV and COPY each take for their own, what a spreadsheet takes for a formula, and what is not ASCII. */
const ODD = [
  'plain',
  'quote " and \\ and \\N and \\n and \\u0041',
  '\\N',
  '\\',
  'tab\tline\nreturn\rboth\r\n',
  '\u0001\u0002\b\f\v\u001f\u007f',
  '復元 ＝1 \u2028\u2029 😀 é',
  "=cmd|' /C calc'!A0",
  ' edge ',
  '',
  '-1,"a"',
];

const textOf = async (format: 'csv' | 'json', filter: HistoryFilter = {}): Promise<string> => {
  let text = '';
  for await (const piece of await exportHistory(OPERATOR, filter, format)) text += piece;
  return text;
};

const linesOf = async (condition = 'true'): Promise<readonly string[]> =>
  (await db().execute<{ line: string }>(sql.raw(`${REFERENCE} where ${condition} order by r.intended_at desc, r.id desc`))).rows.map(
    ({ line }) => line,
  );

const ARNS = [
  `arn:aws:ec2:ap-northeast-1:${PLACE.account}:instance/i-0123`,
  'arn:aws:rds:x:y:cluster:name',
  'not an arn',
  'a:b:c:d:e:trailing/',
];

beforeAll(async () => {
  const place = `'${PLACE.account}', '${PLACE.region}'`;
  await asOwner(
    `create temporary table odd as select n, text, gen_random_uuid() as id, gen_random_uuid() as run,
       timestamptz '2026-11-29 16:33:00Z' - make_interval(days => n::int) + case n % 3 when 0 then interval '0' when 1 then interval '0.5 seconds' else interval '123456 microseconds' end as at
     from unnest($1::text[]) with ordinality t(text, n);
     `.replace(
      '$1',
      `array[${ODD.map((text) => `U&'${[...text].map((c) => `\\+${(c.codePointAt(0) ?? 0).toString(16).padStart(6, '0')}`).join('')}'`).join(', ')}]`,
    ) +
      `insert into runs (id, account, region, actor, reason, ticket, created_at) select run, ${place}, text, text, text, at from odd;
     insert into restores (id, origin, run_id, account, region, started_by, recovery_point_arn, vault, resource_arn, resource_name, plan, diagnostics, copy_tags, outcome, job_id, intended_at,
         ended_at, asked, addresses_match)
       select id, case n % 4 when 3 then 'elsewhere' else 'here' end, case n % 4 when 3 then null else run end, ${place}, case n % 4 when 3 then null else text end, text, text,
         (array['${ARNS.join("','")}'])[1 + n % 4], case n % 5 when 1 then null else text end, null, '[]', true, case n % 3 when 0 then 'refused' else 'completed' end,
         case n % 3 when 0 then null else 'JOB-' || n end, at, case n % 5 when 2 then null else at + make_interval(secs => n * 1.2345) end,
         case n % 2 when 0 then '[]' else jsonb_build_array(jsonb_build_object('deviceIndex', 0, 'role', 'primary', 'address', '10.1.10.' || n),
           jsonb_build_object('deviceIndex', 0, 'role', 'secondary', 'address', null)) end, (array[true, false, null])[1 + n % 3] from odd;
     insert into attempts (id, restore_id, number, account, region, request_id, idempotency_token, state, created_at, may_send_until, problem)
       select gen_random_uuid(), id, 1, ${place}, id::text, id::text, 'refused', at, at, jsonb_build_object('code', 'access-denied', 'awsMessage', text) from odd where n % 3 = 0;
     insert into restore_jobs (account, region, id, status, status_message, created_resource_arn, created_at, seen_at)
       select ${place}, 'JOB-' || n, 'COMPLETED', case n % 2 when 0 then null else text end, case n % 2 when 0 then text else null end, at + interval '7 milliseconds', at from odd
       where n % 3 <> 0 and n <> 7;
     insert into inventory_resources (account, region, arn, name, type, swept_at) values (${place}, '${ARNS[1]}', 'as the inventory calls it', 'RDS', now());
     insert into people (id, name, email, created_at) select text, 'Name of ' || text, n || '@example.com', now() from odd where n in (1, 7);
     insert into notes (id, restore_id, author, text, created_at) select gen_random_uuid(), id, text, text || k, at + make_interval(mins => k) from odd, generate_series(1, 3) k where n % 2 = 0`,
  );
});

it('as JSON is, byte for byte, what PostgreSQL makes of the same rows', async () => {
  const lines = await linesOf();
  expect(lines).toHaveLength(ODD.length);
  expect(await textOf('json')).toBe(`[\n${lines.join(',\n')}\n]\n`);
  const some = await linesOf("r.outcome = 'refused'");
  expect(await textOf('json', { outcomes: ['refused'] })).toBe(`[\n${some.join(',\n')}\n]\n`);
});

it('reads each restore once, in order, however many are asked for at a time, also of one instant', async () => {
  const idsOf = async (wanted: HistoryConditions, slice?: number): Promise<readonly string[]> => {
    const ids: string[] = [];
    for await (const some of exportedRestores(wanted, slice)) ids.push(...some.map(({ id }) => id));
    return ids;
  };
  await asOwner("update restores set intended_at = (select max(intended_at) from restores) where outcome = 'refused'");
  const all = (await linesOf()).map((line) => (JSON.parse(line) as ExportedEntry).id);
  for (const slice of [1, 2, 3, ODD.length, ODD.length + 1]) expect(await idsOf({}, slice)).toEqual(all);
  expect(await idsOf({ user: 'nobody' }, 3)).toEqual([]);
  const found = await idsOf({ text: 'nowhere-to-be-found' }, 3);
  expect(found).toEqual([]);
});

it('as CSV has the same in its cells, byte for byte', async () => {
  const cells = ({ asked, noteTexts, addressesMatch, ...e }: ExportedEntry): readonly (string | number | null)[] => [
    ...[e.id, e.account, e.region, e.origin, e.startedBy, e.startedByName, e.reason, e.ticket, e.startedAt, e.endedAt, e.durationSeconds],
    ...[e.outcome, e.resourceId, e.resourceName, e.resourceArn, e.vault, e.recoveryPointArn],
    asked.map(({ deviceIndex, role, address }) => `${deviceIndex}:${role}:${address ?? 'automatic'}`).join(' '),
    addressesMatch === null ? 'unknown' : addressesMatch ? 'yes' : 'no',
    ...[e.jobId, e.createdResourceId, e.awsMessage],
    noteTexts.map(({ at, author, authorName, text }) => `${at} ${authorName ?? author}: ${text}`).join('\n'),
    ...[e.approvalId, e.withoutApproval],
  ];
  const lines = (await linesOf()).map(
    (line) =>
      `${cells(JSON.parse(line) as ExportedEntry)
        .map(csvCell)
        .join(',')}\r\n`,
  );
  const text = await textOf('csv');
  expect(text.slice(text.indexOf('\r\n') + 2)).toBe(lines.join(''));
});
