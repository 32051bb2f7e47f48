import { randomUUID } from 'node:crypto';
import { BackupClient, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { beforeEach, describe, expect, it } from 'vitest';
import { attemptsOf } from '@/lib/db/repositories/attempts';
import { activeClaims } from '@/lib/db/repositories/claims';
import { readDraft } from '@/lib/db/repositories/drafts';
import { readRestore } from '@/lib/db/repositories/restores';
import type { Start } from '@/lib/db/repositories/runs';
import { LIST_REACH_MS } from '@/lib/jobs/attempt';
import { asOwner } from '@/lib/testing/owner';
import { must, OPERATOR, PLACE, SCOPE, startAt, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { killedBeforeTheCall } from '@/lib/testing/starts';
import { getHistoryEntry } from '../history';
import { carryOut } from './carry-out';

const account = simulatedAccount({ speed: 1 });
beforeEach(async () => {
  await account.control('reset', {});
  await account.control('faults', undefined, 'DELETE');
  await asOwner(
    'truncate drafts, claims, notes, attempts, restore_addresses, restores, runs, restore_jobs, sweeps, attention, settings cascade',
  );
  // A list is late enough to prove something after a second, where it proves anything.
  await asOwner(`insert into settings values ('absentAfterSeconds', '1', 'test', now())`);
});

const attemptOf = async (start: Start) => (await attemptsOf(start.restore.id))[0];
const claimed = async (): Promise<readonly string[]> => (await activeClaims(PLACE)).map(({ address }) => address);
const eventsOf = async (start: Start) =>
  (await asOwner('select kind from events where subject = $1 order by seq', [start.restore.id])).map(({ kind }) => kind);
/** As if its request had gone out so long ago, and nobody had looked since. */
const grownOld = (start: Start, ms: number) =>
  asOwner(
    `update attempts set created_at = created_at - $2 * interval '1 millisecond', may_send_until = may_send_until - $2 * interval '1 millisecond',
            lease_until = null where id = $1`,
    [start.attempt.id, ms],
  );
const sentWithoutAnswer = async (address: string): Promise<Start> => {
  const start = await killedBeforeTheCall(address);
  // It does not reach AWS.
  await account.control('faults', { kind: 'drop', service: 'backup', operation: 'StartRestoreJob', times: 1 });
  expect((await carryOut(SCOPE.aws, start.attempt.id)).outcome).toBe('unanswered');
  return start;
};
/** Looks until the attempt has ended. */
const settled = (start: Start) =>
  expect.poll(async () => {
    await sweepNow();
    return (await attemptOf(start))?.state;
  });
/** The job of a start, as AWS makes it. */
const jobOf = async ({ restore, attempt }: Start, requestId: string): Promise<string> => {
  const { RestoreJobId = '' } = await new BackupClient({}).send(
    new StartRestoreJobCommand({
      RecoveryPointArn: restore.recoveryPointArn ?? '',
      Metadata: { ...restore.metadata, 'aws:backup:request-id': requestId },
      IamRoleArn: restore.roleArn ?? '',
      IdempotencyToken: attempt.idempotencyToken,
      ResourceType: 'EC2',
    }),
  );
  return RestoreJobId;
};

describe('an attempt without an answer that is older than what a list of AWS’s need hold', () => {
  it('does not end as not started: its outcome is unknown, its claims end, and its plan is not started again', async () => {
    const start = await sentWithoutAnswer('10.1.10.210');
    await grownOld(start, LIST_REACH_MS + 60_000);
    await settled(start).toBe('forgotten');
    expect(await attemptOf(start)).toMatchObject({ jobId: null, lookedAt: expect.any(Date) });
    expect(await readRestore(start.restore.id)).toMatchObject({ outcome: 'forgotten', jobId: null, endedAt: expect.any(Date) });
    expect(await claimed()).not.toContain('10.1.10.210');
    expect((await readDraft(start.draft.id))?.restoreId).toBe(start.restore.id);
    expect(await eventsOf(start)).toEqual(['restore-started', 'attempt-forgotten', 'claims-released']);
    expect(must(await getHistoryEntry(OPERATOR, start.restore.id))).toMatchObject({ entry: { outcome: 'forgotten' }, job: null });
  });

  it('ends as not started a day earlier, and at any age where no request ever went out', async () => {
    const younger = await sentWithoutAnswer('10.1.10.211');
    await grownOld(younger, LIST_REACH_MS - 60_000);
    const unsent = await killedBeforeTheCall('10.1.10.212');
    await grownOld(unsent, 2 * LIST_REACH_MS);
    await settled(younger).toBe('absent');
    await settled(unsent).toBe('absent');
  });

  it('is adopted all the same where its job turns up later', async () => {
    const start = await sentWithoutAnswer('10.1.10.213');
    await grownOld(start, LIST_REACH_MS + 60_000);
    await settled(start).toBe('forgotten');
    const jobId = await jobOf(start, start.attempt.requestId);
    await sweepNow();
    expect(await attemptOf(start)).toMatchObject({ state: 'started', jobId });
    expect(await readRestore(start.restore.id)).toMatchObject({ jobId, adoptedLateAt: expect.any(Date) });
    expect(await claimed()).toContain('10.1.10.213');
    expect(await eventsOf(start)).toEqual(['restore-started', 'attempt-forgotten', 'claims-released', 'attempt-adopted', 'claims-taken']);
  });
});

describe('an attempt of which AWS has forgotten a job that may be its own', () => {
  it('is neither sent again nor ended as not started: nobody can tell any more', async () => {
    const start = await sentWithoutAnswer('10.1.10.214');
    const jobId = await jobOf(start, randomUUID());
    await account.control('faults', { kind: 'denied', service: 'backup', operation: 'GetRestoreJobMetadata', times: null });
    await sweepNow();
    expect(await attemptOf(start)).toMatchObject({ state: 'open', lookProblem: { code: 'access-denied' } });
    await account.control('faults', undefined, 'DELETE');
    await account.control('forget-job', { restoreJobId: jobId });
    // Another start reads the jobs as well, and makes it nobody's either.
    await startAt('10.1.10.216');
    expect(await asOwner(`select origin from restores where job_id = $1`, [jobId])).toEqual([]);
    await settled(start).toBe('forgotten');
    expect((await attemptOf(start))?.sends).toBe(1);
    // From now on the job is somebody else's.
    await sweepNow();
    expect(await asOwner(`select origin from restores where job_id = $1`, [jobId])).toEqual([{ origin: 'elsewhere' }]);
    expect(await startAt('10.1.10.215')).toMatchObject({ ok: true });
  });
});

describe('more jobs than are read in one look', () => {
  it('are all read in the next ones, and the job of an attempt that had ended is found among them', { tags: 'long' }, async () => {
    const start = await sentWithoutAnswer('10.1.10.216');
    await grownOld(start, 3_600_000);
    await settled(start).toBe('absent');
    const late = await jobOf(start, start.attempt.requestId);
    // Newer ones, which are read first.
    const others = await Promise.all(
      Array.from({ length: 90 }, () => jobOf({ ...start, attempt: { ...start.attempt, idempotencyToken: randomUUID() } }, randomUUID())),
    );
    const unread = async (): Promise<number> =>
      Number((await asOwner('select count(*) as n from restore_jobs where metadata_read_at is null'))[0]?.n);
    const left: number[] = [];
    for (let look = 0; look < 3; look += 1) {
      await sweepNow();
      left.push(await unread());
    }
    expect(left).toEqual([51, 11, 0]);
    expect(await attemptOf(start)).toMatchObject({ state: 'started', jobId: late });
    expect(await asOwner(`select count(*)::int as n from restores where origin = 'elsewhere'`)).toEqual([{ n: others.length }]);
    expect(await asOwner(`select origin from restores where job_id = $1`, [late])).toEqual([{ origin: 'here' }]);
  });
});
