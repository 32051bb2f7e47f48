import { randomUUID } from 'node:crypto';
import { BackupClient, ListRestoreJobsCommand, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { EC2Client, TerminateInstancesCommand, UnassignPrivateIpAddressesCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { activeClaims } from '@/lib/db/repositories/claims';
import { openRestores } from '@/lib/db/repositories/restores';
import { inPage } from '@/lib/operations/in-page';
import { listJobsOperation } from '@/lib/operations/jobs';
import { asOwner } from '@/lib/testing/owner';
import { must, OPERATOR, PLACE, POINT, SCOPE, startedAt, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { withWorker } from '@/lib/testing/worker';
import { listHistory } from './history';
import { getJob, listJobs } from './jobs';
import { fetchJob, sweepJobs } from './jobs/sweep';

// Whoever asks through the gate is signed in.
vi.mock('@/lib/auth/caller', () => ({ currentCaller: async () => OPERATOR }));

const account = simulatedAccount({ speed: 1 });
withWorker();
const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

beforeEach(async () => {
  await account.control('faults', undefined, 'DELETE');
});
afterEach(() => vi.useRealTimers());

const advance = (seconds: number) => account.control('clock', { advanceSeconds: seconds });
const started = async (...addresses: readonly string[]): Promise<string> => (await startedAt(...addresses)).jobId ?? '';

describe('the course of a job', () => {
  it('goes PENDING, RUNNING with a rising share, COMPLETED, and is then verified and releases its claims', async () => {
    const id = await started('10.1.10.210', '10.1.10.211');
    await sweepNow();
    expect(must(await getJob(SCOPE, id))).toMatchObject({
      job: { status: 'PENDING', percent: 0, startedBy: 'operator' },
      runningSeenAt: null,
    });
    await advance(8);
    await sweepNow();
    const running = must(await getJob(SCOPE, id));
    expect(running.job.status).toBe('RUNNING');
    expect(running.job.percent).toBeGreaterThan(10);
    expect(running.runningSeenAt).not.toBeNull();
    expect(running.origin).toMatchObject({ outcome: 'running', verification: null });
    await advance(30);
    await sweepNow();
    const done = must(await getJob(SCOPE, id));
    expect(done.job).toMatchObject({ status: 'COMPLETED', percent: 100, createdResourceId: expect.stringMatching(/^i-/) });
    expect(done.runningSeenAt).toBe(running.runningSeenAt);
    expect(done.origin?.verification).toMatchObject({ matches: true });
    expect(done.origin?.verification?.interfaces).toMatchObject([
      {
        deviceIndex: 0,
        matches: true,
        addresses: [
          { role: 'primary', actual: '10.1.10.210', match: 'same' },
          { role: 'secondary', actual: '10.1.10.211', match: 'same' },
        ],
      },
    ]);
    expect((await activeClaims(PLACE)).map((claim) => claim.address)).not.toContain('10.1.10.210');
  });

  it('is listed with its addresses as they stand on the interfaces, the primary first', async () => {
    const id = await started('10.1.10.239', '10.1.10.229');
    const listed = async () => must(await listJobs(SCOPE)).jobs.find((job) => job.id === id)?.addresses;
    await sweepNow();
    expect(await listed()).toEqual(['10.1.10.239', '10.1.10.229']);
    await advance(40);
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).origin?.verification).toMatchObject({ matches: true });
    expect(await listed()).toEqual(['10.1.10.239', '10.1.10.229']);
  });

  it('fails with AWS’s message, which is explained', async () => {
    const id = await started('10.1.10.212');
    // Somebody is quicker than AWS.
    await account.control('take-address', { address: '10.1.10.212', name: 'quick-02' });
    await advance(5);
    await sweepNow();
    const failed = must(await getJob(SCOPE, id));
    expect(failed).toMatchObject({
      job: { status: 'FAILED', statusMessage: 'Address 10.1.10.212 is in use.' },
      failure: { rule: 'F3', code: 'address-in-use', subject: '10.1.10.212' },
      origin: { outcome: 'failed', verification: null },
    });
    expect((await activeClaims(PLACE)).map((claim) => claim.address)).not.toContain('10.1.10.212');
  });

  it('compares what the instance has now, not what was asked for', async () => {
    const id = await started('10.1.10.213', '10.1.10.214');
    await advance(5);
    // Between AWS's work and our look somebody takes a secondary address away.
    const { NetworkInterfaces = [] } = await new EC2Client({}).send(
      new (await import('@aws-sdk/client-ec2')).DescribeNetworkInterfacesCommand({
        Filters: [{ Name: 'addresses.private-ip-address', Values: ['10.1.10.214'] }],
      }),
    );
    await new EC2Client({}).send(
      new UnassignPrivateIpAddressesCommand({
        NetworkInterfaceId: NetworkInterfaces[0]?.NetworkInterfaceId,
        PrivateIpAddresses: ['10.1.10.214'],
      }),
    );
    await advance(30);
    await sweepNow();
    const { verification } = must(await getJob(SCOPE, id)).origin ?? {};
    expect(verification).toMatchObject({ matches: false });
    expect(verification?.interfaces[0]?.addresses).toMatchObject([
      { role: 'primary', match: 'same' },
      { role: 'secondary', asked: { address: '10.1.10.214' }, actual: null, match: 'missing' },
    ]);
  });

  it('tells why the addresses cannot be read, and reads them once they can', async () => {
    const id = await started('10.1.10.215');
    await advance(40);
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'DescribeNetworkInterfaces', times: null });
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).origin).toMatchObject({
      outcome: 'completed',
      verification: null,
      verificationProblem: { code: 'access-denied', action: 'ec2:DescribeNetworkInterfaces' },
    });
    await account.control('faults', undefined, 'DELETE');
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).origin).toMatchObject({ verification: { matches: true }, verificationProblem: null });
  });

  it('says that nothing is there where the instance is gone, after a while', async () => {
    const id = await started('10.1.10.216');
    await advance(40);
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'DescribeNetworkInterfaces', times: 1 });
    await sweepNow();
    const instance = must(await getJob(SCOPE, id)).job.createdResourceId ?? '';
    await new EC2Client({}).send(new TerminateInstancesCommand({ InstanceIds: [instance] }));
    await advance(60);
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).origin?.verification).toBeNull();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * 60_000 });
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).origin?.verification).toMatchObject({
      matches: false,
      interfaces: [{ actual: null, matches: false }],
    });
  });
});

describe('jobs of others', () => {
  it('are listed with what they were started with, and are restores from elsewhere', async () => {
    const { RestoreJobId = '' } = await new BackupClient({}).send(
      new StartRestoreJobCommand({ RecoveryPointArn: POINT, Metadata: { InstanceType: 't2.micro' }, IamRoleArn: ROLE }),
    );
    await sweepNow();
    const list = must(await listJobs(SCOPE));
    // Named although nobody has opened the inventory.
    expect(list.jobs.find((job) => job.id === RestoreJobId)).toMatchObject({
      restoreId: expect.any(String),
      origin: 'elsewhere',
      startedBy: null,
      resourceName: 'intranet-01',
    });
    expect(must(await listHistory(OPERATOR, {}, null)).entries.find(({ jobId }) => jobId === RestoreJobId)).toMatchObject({
      origin: 'elsewhere',
      resourceName: 'intranet-01',
    });
    expect(must(await getJob(SCOPE, RestoreJobId))).toMatchObject({
      origin: { origin: 'elsewhere', startedBy: null, open: null },
      metadata: { ok: true, value: { InstanceType: 't2.micro' } },
    });
  });

  it('one that no sweep has seen is asked of AWS; one that AWS does not know is not found', async () => {
    const { RestoreJobId = '' } = await new BackupClient({}).send(
      new StartRestoreJobCommand({ RecoveryPointArn: POINT, Metadata: { InstanceType: 't2.micro' }, IamRoleArn: ROLE }),
    );
    expect(must(await getJob(SCOPE, RestoreJobId)).job.id).toBe(RestoreJobId);
    for (const id of [randomUUID(), "'; drop table restore_jobs; --", '../../etc/passwd', ''])
      expect(await getJob(SCOPE, id)).toMatchObject({ ok: false, error: { code: 'not-found', what: 'job' } });
  });

  it.each([
    ['RestoreWithoutPassRole', 'F1', 'pass-role'],
    ['BackupOnlyRole', 'F25', 'run-instances'],
  ])('that fail for a permission of %s are told by the action in the encoded message', async (role, rule, code) => {
    const { RestoreJobId = '' } = await new BackupClient({}).send(
      new StartRestoreJobCommand({
        RecoveryPointArn: POINT,
        Metadata: { InstanceType: 't2.micro', SubnetId: 'subnet-0bdb9444b6747e0d6', IamInstanceProfileName: 'ec2_role' },
        IamRoleArn: `arn:aws:iam::123456789012:role/${role}`,
      }),
    );
    await advance(5);
    expect(must(await getJob(SCOPE, RestoreJobId)).failure).toMatchObject({ rule, code, encoded: expect.stringMatching(/^[\w-]+$/) });
  });

  it('are not shown to another account', async () => {
    expect(await inPage(listJobsOperation, { place: { ...PLACE, account: '999999999999' } })).toMatchObject({
      error: { code: 'wrong-account' },
    });
  });
});

describe('a sweep', () => {
  it('that is throttled leaves what was known, says so, and the next one is later', async () => {
    await sweepNow();
    const known = must(await listJobs(SCOPE));
    await account.control('faults', { kind: 'throttle', service: 'backup', operation: 'ListRestoreJobs', times: null });
    expect(await sweepJobs(SCOPE)).toMatchObject({ code: 'throttled' });
    const list = must(await listJobs(SCOPE));
    expect(list.jobs).toEqual(known.jobs);
    expect(list.freshness).toMatchObject({ asOf: known.freshness.asOf, problem: { code: 'throttled' } });
    await account.control('faults', undefined, 'DELETE');
    await sweepNow();
    expect(must(await listJobs(SCOPE)).freshness.problem).toBeNull();
  });

  it('under a clock that is two hours ahead keeps no later look from telling what has become of a job', async () => {
    const id = await started('10.1.10.227');
    await advance(8);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 3_600_000 });
    await sweepNow();
    vi.useRealTimers();
    expect(must(await getJob(SCOPE, id)).job.status).toBe('RUNNING');
    await advance(40);
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).job.status).toBe('COMPLETED');
  });

  it('that an earlier version dated ahead keeps none out either', async () => {
    const id = await started('10.1.10.228');
    await advance(8);
    await sweepNow();
    await asOwner("update restore_jobs set seen_at = now() + interval '2 hours' where id = $1", [id]);
    await advance(40);
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).job.status).toBe('COMPLETED');
  });

  it('finds a job of ours that AWS’s list leaves out', async () => {
    const id = await started('10.1.10.217');
    await sweepNow();
    const { RestoreJobs = [] } = await new BackupClient({}).send(new ListRestoreJobsCommand({}));
    expect(RestoreJobs.map((job) => job.RestoreJobId)).toContain(id);
    await advance(40);
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).job.status).toBe('COMPLETED');
  });
});

describe('what is expected of a job', () => {
  it('is the median of completed restores like it where AWS gives no estimate, in the list and on its page alike', async () => {
    const arn = 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0a1e0a1e0a1e0a1e0';
    const stored = (id: string, status: string, seconds: number | null) =>
      asOwner(
        `insert into restore_jobs (account, region, id, source_resource_arn, resource_type, status, created_at, completed_at, seen_at, metadata_read_at)
         values ($1, $2, $3, $4, 'EC2', $5, now() - interval '10 minutes', now() - interval '10 minutes' + $6 * interval '1 second', now(), now())`,
        [PLACE.account, PLACE.region, id, arn, status, seconds],
      );
    const running = randomUUID();
    for (const seconds of [60, 90, 300]) await stored(randomUUID(), 'COMPLETED', seconds);
    await stored(randomUUID(), 'FAILED', 1);
    await stored(running, 'RUNNING', null);
    try {
      const like = { of: 'resource', count: 3, medianSeconds: 90, leastSeconds: 60, mostSeconds: 300 };
      expect(must(await getJob(SCOPE, running)).job.like).toEqual(like);
      const { jobs } = must(await listJobs(SCOPE));
      expect(jobs.find(({ id }) => id === running)?.like).toEqual(like);
      expect(jobs.filter((job) => job.resourceArn === arn && job.id !== running).map((job) => job.like)).toEqual([null, null, null, null]);
    } finally {
      await asOwner('delete from restore_jobs where source_resource_arn = $1', [arn]);
    }
  });
});

describe('a look at AWS', () => {
  it('verifies a restore that somebody else was the first to see complete, and ends its claims, without delay', async () => {
    const id = await started('10.1.10.220');
    await advance(40);
    await fetchJob(SCOPE, id);
    expect(must(await getJob(SCOPE, id))).toMatchObject({ job: { status: 'COMPLETED' }, origin: { verification: null } });
    expect((await openRestores()).map((restore) => restore.jobId)).toContain(id);
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).origin?.verification?.matches).toBe(true);
    expect((await activeClaims(PLACE)).map((claim) => claim.address)).not.toContain('10.1.10.220');
    expect((await openRestores()).map((restore) => restore.jobId)).not.toContain(id);
  });
});
