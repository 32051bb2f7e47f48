import { randomUUID } from 'node:crypto';
import { BackupClient, ListRestoreJobsCommand, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { attemptsOf, leaseAttempt } from '@/lib/db/repositories/attempts';
import { activeClaims, claim } from '@/lib/db/repositories/claims';
import { readDraft } from '@/lib/db/repositories/drafts';
import { recordJob, recordNotFound } from '@/lib/db/repositories/outcomes';
import { readRestore, restoreOfJob } from '@/lib/db/repositories/restores';
import type { Start } from '@/lib/db/repositories/runs';
import { events } from '@/lib/db/schema/record';
import { settings } from '@/lib/db/schema/settings';
import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, PLACE, SCOPE, startAt, startedAt, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { killedBeforeTheCall, startAtOf } from '@/lib/testing/starts';
import { getHistoryEntry, listHistory } from '../history';
import { addNote } from '../history/notes';
import { sweepJobs } from '../jobs/sweep';
import { startRestore } from '../start-restore';
import { carryOut } from './carry-out';

const account = simulatedAccount({ speed: 1 });
beforeEach(async () => {
  await account.control('faults', undefined, 'DELETE');
  await db().delete(settings);
});

const fault = (kind: string, more: object = {}) =>
  account.control('faults', { kind, service: 'backup', operation: 'StartRestoreJob', times: 1, ...more });
const jobs = async (): Promise<readonly string[]> => {
  const { RestoreJobs = [] } = await new BackupClient({ endpoint: account.url() }).send(new ListRestoreJobsCommand({}));
  return RestoreJobs.flatMap((job) => job.RestoreJobId ?? []);
};
const claimed = async (address: string): Promise<boolean> => (await activeClaims(PLACE)).some((claim) => claim.address === address);
const attemptOf = async (restoreId: string) => (await attemptsOf(restoreId))[0];
const eventsOf = async (restoreId: string): Promise<readonly string[]> => {
  const rows = await db().select().from(events).where(sql`${events.subject} = ${restoreId}`).orderBy(events.seq);
  return rows.map((row) => row.kind);
};
const originOfEntry = async (restoreId: string) => must(await getHistoryEntry(OPERATOR, restoreId)).origin;
/** A list is late enough to prove something after a second. */
const shortWait = () => db().insert(settings).values({ name: 'absentAfterSeconds', value: 1, changedBy: 'test', changedAt: new Date() });
/** Nobody expects it to start any more. */
const grownOld = ({ attempt }: Start) =>
  db().execute(
    sql`update attempts set created_at = created_at - interval '1 hour', may_send_until = may_send_until - interval '1 hour' where id = ${attempt.id}`,
  );
/** The request of a start arrives at AWS, by whatever way. Its job. */
const delivered = async ({ restore, attempt }: Start): Promise<string> => {
  const { RestoreJobId = '' } = await new BackupClient({}).send(
    new StartRestoreJobCommand({
      RecoveryPointArn: restore.recoveryPointArn ?? '',
      Metadata: restore.metadata ?? {},
      IamRoleArn: restore.roleArn ?? '',
      IdempotencyToken: attempt.idempotencyToken,
      ResourceType: 'EC2',
    }),
  );
  return RestoreJobId;
};
/** Looks until the attempt is settled. */
const settled = (restoreId: string) =>
  expect.poll(async () => {
    await sweepNow();
    return (await attemptOf(restoreId))?.state;
  });

describe('a request whose answer was lost', () => {
  it('is sent once and not by the SDK again: its job is found by the request id, and nothing starts twice', async () => {
    const before = await jobs();
    await fault('lose');
    // What the SDK's own second try would be told, and what would then have counted as a refusal.
    await fault('expired', { times: null, skip: 1 });
    const { restoreId, jobId } = await startedAt('10.1.10.210');
    expect(jobId).toBeNull();
    expect(await attemptOf(restoreId)).toMatchObject({ state: 'open', sends: 1, problem: { code: 'unreachable' } });
    expect(await claimed('10.1.10.210')).toBe(true);
    const made = (await jobs()).filter((id) => !before.includes(id));
    expect(made).toHaveLength(1);
    await sweepNow();
    expect(await attemptOf(restoreId)).toMatchObject({ state: 'started', jobId: made[0], problem: null });
    expect(await readRestore(restoreId)).toMatchObject({ outcome: 'waiting', jobId: made[0], adoptedLateAt: null });
    expect(await jobs()).toHaveLength(before.length + 1);
    expect(await eventsOf(restoreId)).toEqual(['restore-started', 'attempt-started']);
    expect(await originOfEntry(restoreId)).toMatchObject({ answeredAt: null, settledAt: expect.any(String) });
  });

  it.each(['expired', 'denied'])('stays open when the next request is answered by %s: the first may have been accepted', async (kind) => {
    await fault('drop');
    const { restoreId } = await startedAt(kind === 'denied' ? '10.1.10.211' : '10.1.10.212');
    await fault(kind, { times: null });
    await sweepNow();
    expect(await attemptOf(restoreId)).toMatchObject({ state: 'open', sends: 2 });
    expect((await readRestore(restoreId))?.outcome).toBe('starting');
    await account.control('faults', undefined, 'DELETE');
    await sweepNow();
    expect((await attemptOf(restoreId))?.state).toBe('started');
  });

  it.each(['throttle', 'server-error', 'drop'])(
    '%s is no refusal: the same token is used again after a look, and one job comes of it',
    async (kind) => {
      const before = await jobs();
      await fault(kind);
      const { restoreId, jobId } = await startedAt(
        { throttle: '10.1.10.213', 'server-error': '10.1.10.214', drop: '10.1.10.215' }[kind] ?? '',
      );
      expect(jobId).toBeNull();
      expect((await attemptOf(restoreId))?.state).toBe('open');
      await sweepNow();
      const attempt = await attemptOf(restoreId);
      expect(attempt).toMatchObject({ state: 'started', sends: 2 });
      expect((await jobs()).filter((id) => !before.includes(id))).toEqual([attempt?.jobId]);
    },
  );

  it('is refused by the one answer that there was', async () => {
    await fault('denied');
    const outcome = await startAt('10.1.10.216');
    expect(outcome).toMatchObject({ ok: false, error: { code: 'refused' } });
    const restoreId = !outcome.ok && outcome.error.code === 'refused' ? outcome.error.restoreId : '';
    expect(await attemptOf(restoreId)).toMatchObject({ state: 'refused', sends: 1 });
    expect(await claimed('10.1.10.216')).toBe(false);
    expect(await eventsOf(restoreId)).toEqual(['restore-started', 'attempt-refused', 'claims-released']);
    const { answeredAt } = await originOfEntry(restoreId);
    expect(answeredAt).toEqual(expect.any(String));
    // Somebody starts it with a copy of the metadata: AWS's answer to our own request stays what it was, and the record of it says so.
    await account.control('faults', undefined, 'DELETE');
    const restore = await readRestore(restoreId);
    await new BackupClient({}).send(
      new StartRestoreJobCommand({
        RecoveryPointArn: restore?.recoveryPointArn ?? '',
        Metadata: restore?.metadata ?? {},
        IamRoleArn: restore?.roleArn ?? '',
        ResourceType: 'EC2',
      }),
    );
    await sweepNow();
    expect(await originOfEntry(restoreId)).toMatchObject({ answeredAt, adoptedLateAt: expect.any(String), refusedBefore: true });
  });
});

describe('a process that was killed before the call', () => {
  it('is replaced: the request that was never sent is sent by whoever looks next', async () => {
    const start = await killedBeforeTheCall('10.1.10.217');
    await sweepNow();
    expect(await attemptOf(start.restore.id)).toMatchObject({ state: 'started', sends: 1 });
  });

  it('is not replaced while it holds the lease', async () => {
    const start = await killedBeforeTheCall('10.1.10.218');
    expect(await leaseAttempt(start.attempt.id, '00000000-0000-4000-8000-000000000001', 60_000)).not.toBeNull();
    await sweepNow();
    expect(await attemptOf(start.restore.id)).toMatchObject({ state: 'open', sends: 1 });
    expect(await carryOut(SCOPE.aws, start.attempt.id)).toEqual({ outcome: 'not-ours' });
  });

  it('long ago: nothing is sent any more; a list that is late enough proves that nothing was started', async () => {
    const start = await killedBeforeTheCall('10.1.10.219');
    await grownOld(start);
    const before = await jobs();
    await sweepNow();
    expect(await attemptOf(start.restore.id)).toMatchObject({ state: 'open', sends: 0, lookedAt: expect.any(Date) });
    await shortWait();
    await settled(start.restore.id).toBe('absent');
    expect(await readRestore(start.restore.id)).toMatchObject({ outcome: 'absent', jobId: null, endedAt: expect.any(Date) });
    expect(await claimed('10.1.10.219')).toBe(false);
    expect((await readDraft(start.draft.id))?.restoreId).toBeNull();
    expect(await jobs()).toEqual(before);
    expect(await eventsOf(start.restore.id)).toEqual(['restore-started', 'attempt-absent', 'claims-released']);
    expect(await originOfEntry(start.restore.id)).toMatchObject({ answeredAt: null, settledAt: expect.any(String) });
  });

  it('is not ended while AWS cannot be asked, and says why', async () => {
    const start = await killedBeforeTheCall('10.1.10.220');
    await grownOld(start);
    await shortWait();
    await account.control('faults', { kind: 'throttle', service: 'backup', operation: 'ListRestoreJobs', times: null });
    for (let looks = 0; looks < 3; looks += 1) expect(await sweepJobs(SCOPE)).toMatchObject({ code: 'throttled' });
    expect(await attemptOf(start.restore.id)).toMatchObject({ state: 'open', lookedAt: null, lookProblem: { code: 'throttled' } });
    expect(await claimed('10.1.10.220')).toBe(true);
    await account.control('faults', undefined, 'DELETE');
    await settled(start.restore.id).toBe('absent');
  });

  it('is not ended while the metadata of a job that may be its own cannot be read', async () => {
    const start = await killedBeforeTheCall('10.1.10.221');
    await fault('lose');
    expect((await carryOut(SCOPE.aws, start.attempt.id)).outcome).toBe('unanswered');
    await grownOld(start);
    await shortWait();
    await account.control('faults', { kind: 'denied', service: 'backup', operation: 'GetRestoreJobMetadata', times: null });
    for (let looks = 0; looks < 3; looks += 1) await sweepNow();
    expect(await attemptOf(start.restore.id)).toMatchObject({ state: 'open', lookProblem: { code: 'access-denied' } });
    await account.control('faults', undefined, 'DELETE');
    await settled(start.restore.id).toBe('started');
  });

  it('is not given a job of the same point that somebody else started', async () => {
    const start = await killedBeforeTheCall('10.1.10.222');
    await grownOld(start);
    await startedAt('10.1.10.223');
    await sweepNow();
    expect(await attemptOf(start.restore.id)).toMatchObject({ state: 'open', jobId: null });
  });
});

describe('a request that was delivered twice', () => {
  it('is not refused by the second answer, that its job has finished already, while nobody can tell whose job that is', async () => {
    const start = await killedBeforeTheCall('10.1.10.249');
    const { restore, attempt } = start;
    const jobId = await delivered(start);
    await account.control('clock', { advanceSeconds: 600 });
    await account.control('faults', { kind: 'denied', service: 'backup', operation: 'GetRestoreJobMetadata', times: null });
    expect(await carryOut(SCOPE.aws, attempt.id)).toMatchObject({ outcome: 'unanswered' });
    expect(await attemptOf(restore.id)).toMatchObject({ state: 'open', sends: 1, problem: { code: 'invalid-request' } });
    expect(await claimed('10.1.10.249')).toBe(true);
    await account.control('faults', undefined, 'DELETE');
    await settled(restore.id).toBe('started');
    expect(await readRestore(restore.id)).toMatchObject({ outcome: 'completed', jobId, adoptedLateAt: null });
    expect(await eventsOf(restore.id)).not.toContain('attempt-refused');
  });

  it('is taken for started by that answer where the job is its own', async () => {
    const start = await killedBeforeTheCall('10.1.10.248');
    const { attempt } = start;
    const jobId = await delivered(start);
    await account.control('clock', { advanceSeconds: 600 });
    expect(await carryOut(SCOPE.aws, attempt.id)).toEqual({ outcome: 'started', jobId });
  });
});

describe('a call that comes late', () => {
  it('does not leave a process that was held until its lease had ended', async () => {
    const start = await killedBeforeTheCall('10.1.10.224');
    const before = await jobs();
    // The lease runs out while this process believes to have it: as after SIGSTOP between the lease and the last look.
    const holder = '00000000-0000-4000-8000-000000000002';
    await leaseAttempt(start.attempt.id, holder, 60_000);
    await db().execute(sql`update attempts set lease_until = now() - interval '1 second' where id = ${start.attempt.id}`);
    const { holdsLease } = await import('@/lib/db/repositories/attempts');
    expect(await holdsLease(start.attempt.id, holder, 0)).toBe(false);
    expect(await jobs()).toEqual(before);
  });

  it('whose answer says that a job exists is adopted, although the attempt had ended; the draft cannot be started again', async () => {
    const start = await killedBeforeTheCall('10.1.10.225', '10.1.10.226');
    await grownOld(start);
    await shortWait();
    await settled(start.restore.id).toBe('absent');
    expect(await claimed('10.1.10.225')).toBe(false);
    // The process wakes up: its request arrives after all.
    const jobId = await delivered(start);
    await sweepNow();
    expect(await attemptOf(start.restore.id)).toMatchObject({ state: 'started', jobId });
    expect(await readRestore(start.restore.id)).toMatchObject({
      jobId,
      outcome: 'waiting',
      endedAt: null,
      adoptedLateAt: expect.any(Date),
    });
    expect(await claimed('10.1.10.225')).toBe(true);
    expect(await claimed('10.1.10.226')).toBe(true);
    expect((await readDraft(start.draft.id))?.restoreId).toBe(start.restore.id);
    expect(await eventsOf(start.restore.id)).toEqual([
      'restore-started',
      'attempt-absent',
      'claims-released',
      'attempt-adopted',
      'claims-taken',
    ]);
    expect(await originOfEntry(start.restore.id)).toMatchObject({ answeredAt: null, refusedBefore: false });
    expect(await recordJob(start.attempt.id, jobId, 'list')).toBe('known');
  });

  it('a second job with the same request id is told, once, and the first stays', async () => {
    const { restoreId, jobId } = await startedAt('10.1.10.227');
    const attempt = await attemptOf(restoreId);
    expect(await recordJob(attempt?.id ?? '', 'ANOTHER-JOB', 'list')).toBe('duplicate');
    expect(await recordJob(attempt?.id ?? '', 'ANOTHER-JOB', 'list')).toBe('duplicate');
    expect(await readRestore(restoreId)).toMatchObject({ jobId, duplicateJobId: 'ANOTHER-JOB' });
    expect(await eventsOf(restoreId)).toEqual(['restore-started', 'attempt-started', 'attempt-adopted']);
  });

  it('is not ended by a list that was begun before the last request could have gone out', async () => {
    const start = await killedBeforeTheCall('10.1.10.228');
    await leaseAttempt(start.attempt.id, '00000000-0000-4000-8000-000000000003', 1);
    expect(await recordNotFound(start.attempt.id, 'absent', new Date(Date.now() - 60_000), 1_000)).toBe(false);
    expect((await attemptOf(start.restore.id))?.state).toBe('open');
  });
});

describe('a restore that was started elsewhere', () => {
  const fromElsewhere = async (address: string): Promise<string> => {
    const { restore } = await startAtOf(address);
    const { RestoreJobId = '' } = await new BackupClient({}).send(
      new StartRestoreJobCommand({
        RecoveryPointArn: restore.recoveryPointArn ?? '',
        Metadata: { ...restore.metadata, 'aws:backup:request-id': randomUUID() },
        IamRoleArn: restore.roleArn ?? '',
        ResourceType: 'EC2',
      }),
    );
    return RestoreJobId;
  };

  it('is in the history, and its address counts as claimed while it is under way', async () => {
    const jobId = await fromElsewhere('10.1.10.230');
    await sweepNow();
    const { entries } = must(await listHistory(OPERATOR, { text: '10.1.10.230' }, null));
    expect(entries).toMatchObject([{ origin: 'elsewhere', startedBy: null, jobId, outcome: 'waiting' }]);
    expect(await claimed('10.1.10.230')).toBe(true);
    const id = entries[0]?.id ?? '';
    expect(await eventsOf(id)).toEqual(['external-restore-seen', 'claims-taken']);
    const told = await db()
      .select({ data: events.data })
      .from(events)
      .where(sql`${events.subject} = ${id} and ${events.kind} = 'claims-taken'`);
    expect(JSON.parse(told[0]?.data ?? '{}')).toMatchObject({
      restoreId: id,
      claims: [{ address: '10.1.10.230' }],
      cause: 'seen-elsewhere',
    });
    const outcome = await startAt('10.1.10.230');
    expect(outcome).toMatchObject({ ok: false, error: { code: 'check-failed' } });
    const errors =
      outcome.ok || outcome.error.code !== 'check-failed' ? [] : outcome.error.diagnostics.filter((each) => each.severity === 'error');
    expect(errors).toMatchObject([{ rule: 'V10', code: 'claimed-elsewhere' }]);
    await account.control('clock', { advanceSeconds: 60 });
    await sweepNow();
    expect(await claimed('10.1.10.230')).toBe(false);
    expect(must(await listHistory(OPERATOR, { text: '10.1.10.230' }, null)).entries).toMatchObject([{ outcome: 'completed' }]);
  });

  it('stops a start onto its address although no look at AWS has shown it yet', async () => {
    await fromElsewhere('10.1.10.239');
    expect(await startAt('10.1.10.239')).toMatchObject({
      ok: false,
      error: {
        code: 'check-failed',
        diagnostics: expect.arrayContaining([expect.objectContaining({ rule: 'V10', code: 'claimed-elsewhere' })]),
      },
    });
  });

  it.each([
    ['denied', 'ListRestoreJobs', '10.1.10.240'],
    ['throttle', 'ListRestoreJobs', '10.1.10.242'],
    ['server-error', 'GetRestoreJobMetadata', '10.1.10.243'],
  ])('that cannot be seen (%s of %s) leaves unknown what is claimed: nothing is started on that', async (kind, operation, address) => {
    const order = await draftAt(address);
    await fromElsewhere(address);
    await account.control('faults', { kind, service: 'backup', operation, times: null });
    const outcome = await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: ACKNOWLEDGED });
    await account.control('faults', undefined, 'DELETE');
    expect(outcome).toMatchObject({ ok: false, error: { code: 'not-acknowledged', missing: [{ rule: 'V10', severity: 'unknown' }] } });
    expect((await readDraft(order.draftId))?.restoreId).toBeNull();
    // AWS answers again: what it did not tell a moment ago is asked once more. By then the job may have taken its address.
    expect(await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: ACKNOWLEDGED })).toMatchObject({
      ok: false,
      error: { diagnostics: expect.arrayContaining([expect.objectContaining({ rule: 'V10', severity: 'error' })]) },
    });
  });

  it('whose metadata may not be read is in the history all the same, and turns out to be ours once it can be read', async () => {
    const start = await killedBeforeTheCall('10.1.10.231');
    await grownOld(start);
    await shortWait();
    await settled(start.restore.id).toBe('absent');
    // While one is open for the same point, a job that cannot be read is not called anybody's.
    await db().execute(sql`update attempts set state = 'absent' where state = 'open'`);
    await account.control('faults', { kind: 'denied', service: 'backup', operation: 'GetRestoreJobMetadata', times: null });
    const { RestoreJobId: jobId = '' } = await new BackupClient({}).send(
      new StartRestoreJobCommand({
        RecoveryPointArn: start.restore.recoveryPointArn ?? '',
        Metadata: start.restore.metadata ?? {},
        IamRoleArn: start.restore.roleArn ?? '',
        ResourceType: 'EC2',
      }),
    );
    await sweepNow();
    const other = (await restoreOfJob(PLACE, jobId))?.id ?? '';
    expect(await readRestore(other)).toMatchObject({ origin: 'elsewhere', outcome: 'waiting', metadata: null });
    must(await addNote(OPERATOR, other, 'whose is this?'));
    await account.control('faults', undefined, 'DELETE');
    await db().execute(sql`update restore_jobs set metadata_tried_at = null`);
    await sweepNow();
    expect(await readRestore(start.restore.id)).toMatchObject({ jobId, adoptedLateAt: expect.any(Date) });
    expect(await readRestore(other)).toBeNull();
    expect(must(await getHistoryEntry(OPERATOR, start.restore.id)).noteList).toMatchObject([{ text: 'whose is this?' }]);
  });
});

describe('claims', () => {
  it('are made or their holder is named, however often the holder ends and takes them meanwhile', async () => {
    const [holder, racer] = [await killedBeforeTheCall('10.1.10.232'), await startAtOf('10.1.10.232')];
    let ended = false;
    const flicker = async (): Promise<void> => {
      while (!ended) {
        await db().execute(sql`update claims set released_at = now() where restore_id = ${holder.restore.id} and released_at is null`);
        await db().execute(sql`insert into claims (account, region, subnet_id, address, restore_id, claimed_at)
          select account, region, subnet_id, address, restore_id, now() from claims where restore_id = ${holder.restore.id} limit 1
          on conflict do nothing`);
      }
    };
    const flickering = flicker();
    const place = { ...PLACE };
    const found = { made: 0, held: 0 };
    // Until it was made once, however the two fall into step.
    for (let i = 0; i < 300 || found.made === 0; i += 1)
      await db()
        .transaction(async (tx) => {
          const holders = await claim(tx, place, racer.claims, { restoreId: holder.restore.id, claimedBy: null, claimedAt: new Date() });
          if (holders.length > 0) found.held += 1;
          else {
            const mine = await tx.execute(sql`select 1 from claims where address = '10.1.10.232' and released_at is null`);
            expect(mine.rows).toHaveLength(1);
            found.made += 1;
          }
          throw new Error('roll back');
        })
        .catch((error: Error) => expect(error.message).toBe('roll back'));
    ended = true;
    await flickering;
    expect(found.made + found.held).toBeGreaterThanOrEqual(300);
  });
});

describe('facts that AWS does not give at the start', () => {
  /** All jobs that the account has, those too that its list does not show yet. */
  const made = async (): Promise<readonly string[]> => {
    const { jobs: all } = (await account.control('jobs')) as { readonly jobs: readonly { readonly restoreJobId: string }[] };
    return all.map(({ restoreJobId }) => restoreJobId);
  };
  it.each(['throttle', 'server-error', 'drop', 'denied'])('%s: nothing is started on what is not known', async (kind) => {
    const order = await draftAt(
      { throttle: '10.1.10.233', 'server-error': '10.1.10.234', drop: '10.1.10.235', denied: '10.1.10.236' }[kind] ?? '',
    );
    const before = await made();
    await account.control('faults', { kind, service: 'ec2', times: null });
    const outcome = await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: ACKNOWLEDGED });
    await account.control('faults', undefined, 'DELETE');
    expect(outcome).toMatchObject({ ok: false, error: { code: 'not-acknowledged' } });
    const missing = outcome.ok || outcome.error.code !== 'not-acknowledged' ? [] : outcome.error.missing;
    expect(missing.length).toBeGreaterThan(0);
    expect(missing.every((each) => each.severity === 'unknown')).toBe(true);
    expect(await made()).toEqual(before);
    expect((await readDraft(order.draftId))?.restoreId).toBeNull();
  });

  it('are accepted one by one, and what was accepted is on record', async () => {
    const order = await draftAt('10.1.10.237');
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'GetSubnetCidrReservations', times: null });
    const first = await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: ACKNOWLEDGED });
    const missing = !first.ok && first.error.code === 'not-acknowledged' ? first.error.missing : [];
    expect(missing.length).toBeGreaterThan(0);
    const accepted = [...ACKNOWLEDGED, ...missing.map(acceptanceKey)];
    const { restoreId } = must(
      await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: accepted, reason: ' drill ', ticket: 'INC-1' }),
    );
    expect((await readRestore(restoreId))?.accepted).toEqual(expect.arrayContaining(missing.map(acceptanceKey)));
    expect(must(await getHistoryEntry(OPERATOR, restoreId)).origin).toMatchObject({ reason: 'drill', ticket: 'INC-1' });
  });

  it('a reason that a setting requires is asked for', async () => {
    const order = { ...(await draftAt('10.1.10.238')), acknowledged: ACKNOWLEDGED };
    await db().insert(settings).values({ name: 'requireReason', value: true, changedBy: 'test', changedAt: new Date() });
    expect(await startRestore(SCOPE, OPERATOR, { ...order, reason: '  ' })).toMatchObject({
      error: { code: 'reason-required', what: 'reason' },
    });
    must(await startRestore(SCOPE, OPERATOR, { ...order, reason: 'INC' }));
  });
});

describe('two consoles at one attempt', () => {
  it('send one request between them', async () => {
    const start = await killedBeforeTheCall('10.1.10.229');
    const before = await jobs();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => carryOut(SCOPE.aws, start.attempt.id)));
    expect(outcomes.filter(({ outcome }) => outcome === 'started')).toHaveLength(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'not-ours')).toHaveLength(7);
    expect((await jobs()).filter((id) => !before.includes(id))).toHaveLength(1);
    expect(await sweepJobs(SCOPE)).toBeNull();
    expect(await attemptOf(start.restore.id)).toMatchObject({ sends: 1 });
  });
});
