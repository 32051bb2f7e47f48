import { BackupClient, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { activeClaims } from '@/lib/db/repositories/claims';
import { saveJobs } from '@/lib/db/repositories/job-changes';
import { openJobs, readJob } from '@/lib/db/repositories/jobs';
import { openRestores } from '@/lib/db/repositories/restores';
import { FORGOTTEN, type Outcome } from '@/lib/jobs/status';
import { must, OPERATOR, PLACE, POINT, SCOPE, startedAt, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { listHistory } from './history';
import { getJob } from './jobs';

// The database's clock is the one that is put forward here.
vi.mock('@/lib/db/about', async (original) => ({ ...(await original<object>()), databaseNow: async () => new Date() }));

const account = simulatedAccount({ speed: 1 });
const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

afterEach(() => vi.useRealTimers());

const advance = (seconds: number) => account.control('clock', { advanceSeconds: seconds });
const started = async (address: string): Promise<string> => (await startedAt(address)).jobId ?? '';

describe('a job that AWS has forgotten', () => {
  const forget = (restoreJobId: string) => account.control('forget-job', { restoreJobId });
  /** AWS may take a while to show a job: only one that it should long have shown is forgotten. */
  const nextDay = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 });
  const claimed = async (address: string) => (await activeClaims(PLACE)).some((claim) => claim.address === address);
  const inHistory = async (outcome: Outcome) =>
    must(await listHistory(OPERATOR, { outcomes: [outcome] }, null)).entries.map((entry) => entry.jobId);

  it('has an outcome that is unknown, with what was last seen of it, and releases its claims', async () => {
    const id = await started('10.1.10.222');
    await advance(8);
    await sweepNow();
    const seen = must(await getJob(SCOPE, id));
    await forget(id);
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).job.status).toBe('RUNNING');
    expect(await claimed('10.1.10.222')).toBe(true);
    nextDay();
    await sweepNow();
    const forgotten = must(await getJob(SCOPE, id));
    expect(forgotten).toMatchObject({
      job: { status: FORGOTTEN, percent: seen.job.percent, completedAt: null, forgotten: { lastStatus: 'RUNNING' } },
      runningSeenAt: seen.runningSeenAt,
      origin: { outcome: 'forgotten' },
    });
    expect(Date.parse(forgotten.job.forgotten?.lastSeenAt ?? '')).toBeLessThan(Date.now() - 24 * 3_600_000);
    expect(await claimed('10.1.10.222')).toBe(false);
    expect((await openRestores()).map((restore) => restore.jobId)).not.toContain(id);
    expect(await inHistory('forgotten')).toContain(id);
    expect(await inHistory('running')).not.toContain(id);
  });

  it('although nobody here ever saw it', async () => {
    const id = await started('10.1.10.223');
    await forget(id);
    nextDay();
    await sweepNow();
    expect(must(await getJob(SCOPE, id))).toMatchObject({
      job: { status: FORGOTTEN, percent: null, resourceName: 'intranet-01', forgotten: { lastStatus: 'PENDING' } },
      origin: { outcome: 'forgotten' },
    });
    expect(await claimed('10.1.10.223')).toBe(false);
    expect(await inHistory('forgotten')).toContain(id);
    expect(await inHistory('waiting')).not.toContain(id);
  });

  it('keeps its end where AWS told it in time', async () => {
    const id = await started('10.1.10.224');
    await advance(40);
    await sweepNow();
    await forget(id);
    nextDay();
    await sweepNow();
    expect(must(await getJob(SCOPE, id))).toMatchObject({
      job: { status: 'COMPLETED', forgotten: null },
      origin: { outcome: 'completed' },
    });
  });

  it('is no longer waited for, also where somebody else started it; what AWS tells after all counts', async () => {
    const { RestoreJobId: id = '' } = await new BackupClient({}).send(
      new StartRestoreJobCommand({ RecoveryPointArn: POINT, Metadata: { InstanceType: 't2.micro' }, IamRoleArn: ROLE }),
    );
    await sweepNow();
    await forget(id);
    const { open } = await openJobs(PLACE);
    nextDay();
    await sweepNow();
    expect(must(await getJob(SCOPE, id)).job).toMatchObject({ status: FORGOTTEN, forgotten: { lastStatus: 'PENDING' } });
    expect((await openJobs(PLACE)).open).toBeLessThan(open);
    const stored = (await readJob(PLACE, id))?.job;
    if (stored === undefined) throw new Error('there is no such job');
    await saveJobs(PLACE, [{ ...stored, status: 'COMPLETED' }], new Date());
    expect(must(await getJob(SCOPE, id)).job).toMatchObject({ status: 'COMPLETED', forgotten: null });
  });
});
