import { Client } from 'pg';
import { PLACE } from './account';

/** As whom the tasks act that a story or a picture has put there: by this they are known. */
const ACTOR = 'story';

interface StoryTask {
  readonly queue: string;
  readonly more?: object;
  /** SQL: the state and the instants of `pgboss.job` that differ from a task that was sent just now and is due in an hour. */
  readonly as: string;
}

const FAILED = `state = 'created', created_on = now() - interval '3 hours', start_after = now()`;
const failedWith = (output: object): string => `${FAILED}, output = '${JSON.stringify(output)}'`;

/** One in each state in which the page shows one, and of failed ones one for each reason. */
export const EVERY_WORK: readonly StoryTask[] = [
  { queue: 'follow-jobs.failed', as: failedWith({ code: 'worker-gone' }) },
  { queue: 'inventory.failed', more: { subject: 'points:production-daily' }, as: failedWith({ code: 'deadline' }) },
  {
    queue: 'inventory.failed',
    more: { subject: 'vaults' },
    as: failedWith({ code: 'unexpected', log: '6f2c1d0e-4b5a-4c3d-9e8f-7a6b5c4d3e2f' }),
  },
  { queue: 'inventory.failed', more: { subject: 7 }, as: failedWith({ code: 'unreadable' }) },
  {
    queue: 'verify',
    as: `state = 'retry', retry_count = 2, started_on = now() - interval '40 seconds', start_after = now() + interval '10 minutes', output = '{"code":"deadline"}'`,
  },
  {
    queue: 'inventory',
    more: { subject: 'resources' },
    as: `state = 'active', started_on = now() - interval '4 minutes', expire_in = interval '1 day'`,
  },
  { queue: 'inventory', more: { subject: 'instances' }, as: `state = 'created'` },
  { queue: 'housekeeping', as: `state = 'created'` },
];

/** Puts tasks where only workers would, as the owner of the database. Those of an earlier story go. */
export const putWork = async (ownerUrl: string, tasks: readonly StoryTask[]): Promise<void> => {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`delete from pgboss.job where data->>'actor' = $1`, [ACTOR]);
    for (const { queue, more = {}, as } of tasks) {
      const place = queue === 'housekeeping' ? {} : PLACE;
      const data = JSON.stringify({ connection: 'default', actor: ACTOR, ...place, ...more });
      const { rows } = await client.query<{ id: string }>(
        `insert into pgboss.job (name, data, singleton_key, start_after) values ($1, $2, $3, now() + interval '1 hour') returning id`,
        [queue, data, `${queue} ${data}`],
      );
      await client.query(`update pgboss.job set ${as} where id = $1`, [rows[0]?.id]);
    }
  } finally {
    await client.end();
  }
};
