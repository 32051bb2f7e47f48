import { Client } from 'pg';
import { PLACE } from './place';

const PEOPLE = ['operator', 'sato', 'suzuki', 'tanaka', 'kimura', 'watanabe', 'ito', 'yamamoto'];
const OUTCOMES = ['completed', 'completed', 'completed', 'completed', 'completed', 'completed', 'completed', 'failed', 'refused', 'absent'];

/** Rows as years of restores leave them: `n` restores of 5,000 machines with jobs, three addresses each, runs, attempts and some notes; a quarter from elsewhere. */
const STATEMENTS = [
  `create temporary table made as select gen_random_uuid() as id, gen_random_uuid() as run, gen_random_uuid() as attempt, i,
     timestamptz '2026-11-01' - make_interval(secs => i * 30) as at,
     ((i::bigint * 7919) % 5000)::int as machine, i % 4 = 3 as foreign_one,
     case when i < 20 then 'running' when i % 4 = 3 then 'completed' else ($2::text[])[1 + ((i::bigint * 31) % 10)::int] end as outcome
   from generate_series(1, $1::int) as i`,
  `insert into runs (id, account, region, actor, reason, ticket, created_at)
   select run, $1, $2, ($3::text[])[1 + i % 8], 'drill ' || i % 900, 'INC-' || i, at from made where not foreign_one`,
  `insert into restores (id, origin, run_id, account, region, started_by, recovery_point_arn, vault, resource_arn, resource_name, resource_type, plan, metadata,
     diagnostics, copy_tags, outcome, job_id, intended_at, ended_at, asked, addresses_recorded, addresses_match, search_text, verified_at)
   select id, case when foreign_one then 'elsewhere' else 'here' end, case when foreign_one then null else run end, $1, $2,
     case when foreign_one then null else ($3::text[])[1 + i % 8] end, 'arn:aws:ec2:' || $2 || '::image/ami-' || substr(md5('ami' || i), 1, 17), 'vault-' || i % 10,
     'arn:aws:ec2:' || $2 || ':' || $1 || ':instance/i-' || substr(md5(machine::text), 1, 17), 'machine-' || machine, 'EC2', null, null,
     '[]', true, outcome, case when outcome in ('refused', 'absent') then null else 'JOB-' || i end, at,
     case when outcome = 'running' then null else at + interval '3 minutes' end,
     jsonb_build_array(jsonb_build_object('deviceIndex', 0, 'role', 'primary', 'address', '10.' || machine % 200 || '.' || (i / 250) % 250 || '.' || i % 250)),
     true, outcome = 'completed',
     lower(concat_ws(E'\\n', 'machine-' || machine, 'arn:aws:ec2:' || $2 || ':' || $1 || ':instance/i-' || substr(md5(machine::text), 1, 17),
       'arn:aws:ec2:' || $2 || '::image/ami-' || substr(md5('ami' || i), 1, 17), 'vault-' || i % 10, case when foreign_one then null else ($3::text[])[1 + i % 8] end,
       'JOB-' || i, case outcome when 'failed' then 'Address is in use.' end, 'INC-' || i, 'drill ' || i % 900, case when i % 50 = 0 then 'checked by hand, note number ' || i end)),
     case when outcome = 'completed' then at + interval '4 minutes' end
   from made`,
  `insert into attempts (id, restore_id, number, account, region, request_id, idempotency_token, state, created_at, sends, may_send_until, job_id)
   select attempt, id, 1, $1, $2, attempt::text, run::text, case when outcome in ('refused', 'absent') then outcome else 'started' end, at, 1, at, 'JOB-' || i
   from made where not foreign_one and $3::text[] is not null`,
  `insert into restore_jobs (account, region, id, recovery_point_arn, resource_type, status, status_message, created_resource_arn, created_at, completed_at, seen_at, metadata_read_at)
   select $1, $2, 'JOB-' || i, 'arn:aws:ec2:' || $2 || '::image/ami-' || substr(md5('ami' || i), 1, 17), 'EC2',
     case outcome when 'running' then 'RUNNING' when 'failed' then 'FAILED' else 'COMPLETED' end,
     case outcome when 'failed' then 'Address is in use.' end,
     case outcome when 'completed' then 'arn:aws:ec2:' || $2 || ':' || $1 || ':instance/i-' || substr(md5('new' || i), 1, 17) end,
     at, case when outcome <> 'running' then at + interval '3 minutes' end, at + interval '3 minutes', at
   from made where outcome not in ('refused', 'absent') and $3::text[] is not null`,
  `insert into restore_addresses (restore_id, role, address)
   select id, role, ('10.' || machine % 200 || '.' || (i / 250) % 250 || '.' || i % 250)::inet from made, unnest(array['asked', 'backup', 'obtained']) as role
   where $1::text is not null and $2::text is not null and $3::text[] is not null`,
  `insert into notes (id, restore_id, author, text, created_at)
   select gen_random_uuid(), id, 'sato', 'checked by hand, note number ' || i, at + interval '5 minutes' from made
   where i % 50 = 0 and $1::text is not null and $2::text is not null and $3::text[] is not null`,
];

/** Fills an empty database, as its owner, with `count` restores. Seconds it took. */
export const fillHistory = async (ownerUrl: string, count: number): Promise<number> => {
  const client = new Client({ connectionString: ownerUrl, statement_timeout: 0 });
  await client.connect();
  const from = performance.now();
  try {
    const [first = '', ...others] = STATEMENTS;
    await client.query(first, [count, OUTCOMES]);
    for (const statement of others) await client.query(statement, [PLACE.account, PLACE.region, PEOPLE]);
    await client.query('vacuum analyze');
    // What was just written is on the disk: nobody's question waits for the rest of the filling.
    await client.query('checkpoint');
  } finally {
    await client.end();
  }
  return (performance.now() - from) / 1_000;
};
