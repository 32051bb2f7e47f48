import pg from 'pg';
import { awayReason } from '@/lib/database-error';
import { sleep } from '@/lib/launcher/processes.js';
import { canonicalJson } from '@/lib/record/canonical-json';
import type { SealedEvent } from '@/lib/record/event';
import { accountChain } from '@/lib/record/event';
import { verifyChain } from '@/lib/record/verify-chain';
import type { AccountJob } from '@/lib/sandbox/control/jobs';
import type { Book } from './book';
import { type Count, counted, mustBeZero } from './count';
import { PLACE } from './product';
import type { World } from './world';

/** What is judged: the account's own list, and what is stored. */
export type Judged = Pick<World, 'control' | 'ownerUrl'>;

interface Attempt {
  readonly restore_id: string;
  readonly draft_id: string | null;
  readonly request_id: string;
  readonly idempotency_token: string;
  readonly state: string;
  readonly job_id: string | null;
  readonly sends: number;
  readonly outcome: string;
  readonly origin: string;
  readonly restore_job_id: string | null;
  readonly adopted_late_at: Date | null;
  readonly duplicate_job_id: string | null;
  readonly actual_interfaces: readonly { readonly addresses: readonly string[] }[] | null;
}

/** A PostgreSQL that lost one of its servants recovers without its process ending, so that nobody waits for it to come back; a bound for one that never does. */
const RECOVERED_MS = 60_000;
const AGAIN_MS = 200;

/** Runs a statement as the owner of the database, again where that is just away: it must be one that may be run twice. */
export const query = async <T extends pg.QueryResultRow>(world: Judged, text: string, values: unknown[] = []): Promise<readonly T[]> => {
  const deadline = performance.now() + RECOVERED_MS;
  for (;;)
    try {
      return await queryOnce<T>(world, text, values);
    } catch (error) {
      if (awayReason(error) === null || performance.now() > deadline) throw error;
      await sleep(AGAIN_MS);
    }
};

const queryOnce = async <T extends pg.QueryResultRow>(world: Judged, text: string, values: unknown[]): Promise<readonly T[]> => {
  const client = new pg.Client({ connectionString: world.ownerUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T>(text, values)).rows;
  } finally {
    await client.end();
  }
};

const ATTEMPTS = `select a.restore_id, r.draft_id, a.request_id, a.idempotency_token, a.state, a.job_id, a.sends, r.outcome, r.origin,
  r.job_id as restore_job_id, r.adopted_late_at, r.duplicate_job_id, r.actual_interfaces
  from attempts a join restores r on r.id = a.restore_id`;
const OPEN = "('starting', 'waiting', 'running')";

/** The keys that more than one of `list` has. */
const repeated = <T>(list: readonly T[], keyOf: (each: T) => string | null): readonly string[] => {
  const seen = new Map<string, number>();
  for (const each of list) {
    const key = keyOf(each);
    if (key !== null) seen.set(key, (seen.get(key) ?? 0) + 1);
  }
  return [...seen].filter(([, times]) => times > 1).map(([key]) => key);
};

/** The point and every address that a job was asked for: no two plans ask for the same ones. */
const askedKey = ({ recoveryPointArn, metadata }: AccountJob): string =>
  `${recoveryPointArn} ${[...(metadata.NetworkInterfaces ?? '').matchAll(/\d+\.\d+\.\d+\.\d+/g)]
    .map(([text]) => text)
    .sort()
    .join(' ')}`;

/** What may be told of an attempt that the account has no job of; also that a job of it was there, if AWS is said to have forgotten it. */
const WITHOUT_JOB = new Set(['open', 'refused', 'absent', 'forgotten']);

/** Why what is told of an attempt is not what the account says; `null` where it is. */
const untruth = (attempt: Attempt, job: AccountJob | undefined): string | null => {
  const { state, outcome, adopted_late_at: adopted, duplicate_job_id: duplicate } = attempt;
  const why = (text: string): string => `${attempt.restore_id}: ${text}`;
  if (duplicate !== null) return why('a second job is told');
  if (adopted !== null) return why('it was ended although it had a job');
  if (job === undefined) return WITHOUT_JOB.has(state) || outcome === 'forgotten' ? null : why(`${state}, and there is no job`);
  if (state !== 'started') return why(`${state}, and job ${job.restoreJobId} is ${job.status}`);
  if (attempt.job_id !== job.restoreJobId || attempt.restore_job_id !== job.restoreJobId) return why('it names another job');
  if (outcome !== job.status.toLowerCase()) return why(`${outcome}, and its job is ${job.status}`);
  if (job.idempotencyToken !== attempt.idempotency_token) return why('its job has another token');
  const read = attempt.actual_interfaces?.flatMap((each) => each.addresses).join(' ');
  const held = job.interfaces.flatMap((each) => each.addresses).join(' ');
  return read === undefined || read === held ? null : why('other addresses were read than the instance has');
};

const untruths = (attempts: readonly Attempt[], jobs: readonly AccountJob[], book: Book): readonly string[] => {
  const byRequest = new Map(jobs.map((job) => [job.requestId, job]));
  const told = attempts.flatMap((each) => untruth(each, byRequest.get(each.request_id)) ?? []);
  const saidRefused = attempts.filter((each) => book.restores.get(each.restore_id) === 'refused' && byRequest.has(each.request_id));
  return [...told, ...saidRefused.map((each) => `${each.restore_id}: a person was told that AWS refused it`)];
};

const lost = async (world: Judged, attempts: readonly Attempt[], jobs: readonly AccountJob[], book: Book): Promise<readonly string[]> => {
  const restores = new Set(attempts.map((each) => each.restore_id));
  const rows = await query<{ id: string; revision: number }>(world, 'select id, revision from drafts');
  const drafts = new Map(rows.map(({ id, revision }) => [id, revision]));
  const requests = new Set(attempts.map((each) => each.request_id));
  return [
    ...[...book.restores.keys()].filter((id) => !restores.has(id)).map((id) => `restore ${id}`),
    ...[...book.drafts].filter(([id, revision]) => (drafts.get(id) ?? 0) < revision).map(([id]) => `draft ${id}`),
    ...jobs.filter((job) => job.requestId !== null && !requests.has(job.requestId)).map((job) => `what started job ${job.restoreJobId}`),
  ];
};

const chainFault = async (world: Judged): Promise<readonly string[]> => {
  const chain = accountChain(PLACE.account);
  const rows = await query<Record<string, unknown>>(world, 'select * from events where chain = $1 order by seq', [chain]);
  const events = rows.map(
    (row): SealedEvent => ({
      version: 1,
      chain,
      seq: Number(row.seq),
      at: (row.at as Date).toISOString(),
      actor: String(row.actor),
      kind: String(row.kind),
      subject: row.subject as string | null,
      data: JSON.parse(String(row.data)),
      previousHash: String(row.previous_hash),
      hash: String(row.hash),
    }),
  );
  const verified = await verifyChain(chain, events);
  return verified.ok ? [] : [canonicalJson({ seq: verified.error.seq, code: verified.error.code })];
};

/** Restores with an attempt whose start, or end, no event tells. */
const UNTOLD = `select a.restore_id || ': ' || a.state as id from attempts a where
  not exists (select 1 from events e where e.subject = a.restore_id::text and e.kind = 'restore-started')
  or (a.state <> 'open' and not exists (select 1 from events e where e.subject = a.restore_id::text and e.kind in ('attempt-' || a.state, 'attempt-adopted')))`;
const WITHOUT_REASON = `select c.address || ' of ' || c.restore_id as id from claims c join restores r on r.id = c.restore_id
  where c.released_at is null and r.outcome not in ${OPEN}`;
const FROM_ELSEWHERE = "select id::text from restores where origin = 'elsewhere'";
const UNENDED = `select id || ': ' || outcome as id from restores where outcome in ${OPEN}`;

const idsOf = async (world: Judged, text: string): Promise<readonly string[]> =>
  (await query<{ id: string }>(world, text)).map(({ id }) => id);

/** The jobs of the account's own list, hidden ones too. */
export const accountJobs = async (world: Judged): Promise<readonly AccountJob[]> => {
  const answer = (await world.control(`jobs?region=${PLACE.region}`)) as { readonly jobs: readonly AccountJob[] };
  return answer.jobs.filter((job) => job.requestId !== null);
};

/** Counts, after everything has come to rest, what must never have happened. */
export const judge = async (world: Judged, book: Book): Promise<readonly Count[]> => {
  const [jobs, attempts] = [await accountJobs(world), await query<Attempt & pg.QueryResultRow>(world, ATTEMPTS)];
  const draftOf = new Map(attempts.map((each) => [each.request_id, each.draft_id]));
  return [
    counted('starts that were committed', attempts.length),
    counted('restore jobs in the account', jobs.length),
    counted('attempts refused', attempts.filter((each) => each.state === 'refused').length),
    counted('attempts absent', attempts.filter((each) => each.state === 'absent').length),
    counted('attempts forgotten', attempts.filter((each) => each.state === 'forgotten').length),
    counted('attempts sent more than once', attempts.filter((each) => each.sends > 1).length),
    mustBeZero(
      'duplicate jobs, by attempt',
      repeated(jobs, (job) => job.requestId),
    ),
    mustBeZero('duplicate jobs, by plan', [
      ...repeated(jobs, (job) => draftOf.get(job.requestId ?? '') ?? null),
      ...repeated(jobs, askedKey),
    ]),
    mustBeZero(
      'attempts without an outcome',
      attempts.filter((each) => each.state === 'open').map((each) => each.restore_id),
    ),
    mustBeZero('restores without an end', await idsOf(world, UNENDED)),
    mustBeZero('lost rows', await lost(world, attempts, jobs, book)),
    mustBeZero('claims without a reason', await idsOf(world, WITHOUT_REASON)),
    mustBeZero('untrue states', [...untruths(attempts, jobs, book), ...(await idsOf(world, FROM_ELSEWHERE))]),
    mustBeZero('faults in the record', [...(await chainFault(world)), ...(await idsOf(world, UNTOLD))]),
  ];
};
