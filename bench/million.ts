import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { canonicalJson } from '@/lib/record/canonical-json';
import { chainEvents } from '@/lib/record/chain-events';
import { accountChain, EMPTY } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';

const ACCOUNT = '123456789012';
const BATCH = 10_000;

/** What AWS gives for an instance with one interface, as long as it usually is. */
const METADATA = JSON.stringify({
  VpcId: 'vpc-0123456789abcdef0',
  SubnetId: 'subnet-0bdb9444b6747e0d6',
  NetworkInterfaces: JSON.stringify([
    { DeviceIndex: 0, SubnetId: 'subnet-0bdb9444b6747e0d6', PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.10.100' }] },
  ]),
  Placement: '{"Tenancy":"default"}',
  InstanceType: 't2.micro',
  'aws:backup:request-id': '00000000-0000-4000-8000-000000000000',
});
const PLAN = JSON.stringify({ kind: 'ec2', version: 1, source: { template: METADATA, padding: 'x'.repeat(800) } });

/** Restores that ended long ago, each with its run, attempt, released claim and address: `count` of each, and as many jobs. */
export const fillHistory = async (client: Client, count: number): Promise<void> => {
  const at = `timestamptz '2024-01-01' + n * interval '1 minute'`;
  const uuid = (prefix: string): string => `(lpad(to_hex(n), 8, '0') || '-0000-4000-8${prefix}-000000000000')::uuid`;
  const place = `'${ACCOUNT}', 'ap-northeast-1'`;
  const each = `from generate_series(1, ${count}) n`;
  const statements = [
    `insert into runs (id, account, region, actor, reason, ticket, created_at)
       select ${uuid('001')}, ${place}, 'operator', 'drill', 'INC-' || n, ${at} ${each}`,
    `insert into restores (id, run_id, account, region, started_by, recovery_point_arn, vault, resource_arn, resource_name, resource_type, plan, metadata, diagnostics,
         role_arn, copy_tags, outcome, job_id, intended_at, ended_at)
       select ${uuid('002')}, ${uuid('001')}, ${place}, 'operator', 'arn:aws:ec2:ap-northeast-1::image/ami-' || n, 'vault', 'arn:aws:ec2:ap-northeast-1:${ACCOUNT}:instance/i-' || n,
         'web-' || n % 5000, 'EC2', $1::json, $2::json, '[]', 'arn:aws:iam::${ACCOUNT}:role/restore', true, 'completed', 'job-' || n, ${at}, ${at} + interval '9 minutes' ${each}`,
    `insert into attempts (id, restore_id, number, account, region, request_id, idempotency_token, state, job_id, created_at, sends, may_send_until, ended_at)
       select ${uuid('003')}, ${uuid('002')}, 1, ${place}, 'request-' || n, 'token-' || n, 'started', 'job-' || n, ${at}, 1, ${at}, ${at} ${each}`,
    `insert into claims (account, region, subnet_id, address, restore_id, claimed_by, claimed_at, released_at)
       select ${place}, 'subnet-0bdb9444b6747e0d6', '10.1.' || n % 250 || '.' || n % 200, ${uuid('002')}, 'operator', ${at}, ${at} ${each}`,
    `insert into restore_addresses (restore_id, role, address) select ${uuid('002')}, 'asked', ('10.1.' || n % 250 || '.' || n % 200)::inet ${each}`,
    `insert into restore_jobs (account, region, id, recovery_point_arn, resource_type, status, created_at, completed_at, seen_at)
       select ${place}, 'job-' || n, 'arn:aws:ec2:ap-northeast-1::image/ami-' || n, 'EC2', 'COMPLETED', ${at}, ${at}, ${at} ${each}`,
  ];
  for (const text of statements) await client.query(text, text.includes('$1') ? [PLAN, METADATA] : []);
};

const eventOf = (number: number): NewEvent => ({
  at: new Date(Date.UTC(2024, 0, 1) + number * 60_000),
  actor: 'operator',
  kind: 'job-status-changed',
  subject: `restore-${number}`,
  data: {
    ...{
      region: 'ap-northeast-1',
      jobId: `job-${number}`,
      restoreId: `restore-${number}`,
      from: 'RUNNING',
      to: 'COMPLETED',
      message: null,
    },
    createdResourceArn: `arn:aws:ec2:ap-northeast-1:${ACCOUNT}:instance/i-${number}`,
  },
});

// Nothing here holds a backslash, tab or line feed, so no value needs escaping.
async function* eventRows(count: number): AsyncGenerator<string> {
  const chain = accountChain(ACCOUNT);
  let head = EMPTY;
  for (let from = 1; from <= count; from += BATCH) {
    const size = Math.min(BATCH, count - from + 1);
    const sealed = chainEvents(
      chain,
      head,
      Array.from({ length: size }, (_, index) => eventOf(from + index)),
    );
    head = sealed.at(-1) ?? head;
    yield sealed
      .map(
        (e) => `${[e.chain, e.seq, e.at, e.actor, e.kind, e.subject ?? '\\N', canonicalJson(e.data), e.previousHash, e.hash].join('\t')}\n`,
      )
      .join('');
  }
}

/** One chain of `count` events, rightly hashed. */
export const fillRecord = async (client: Client, count: number): Promise<void> => {
  const columns = 'chain, seq, at, actor, kind, subject, data, previous_hash, hash';
  await pipeline(Readable.from(eventRows(count)), client.query(copyFrom(`copy events (${columns}) from stdin`)));
};
