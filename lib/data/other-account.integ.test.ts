import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { rawExecutor } from '@/lib/db/raw';
import { activeClaims } from '@/lib/db/repositories/claims';
import { readSweeps } from '@/lib/db/repositories/inventory-sweeps';
import { readVaults } from '@/lib/db/repositories/inventory-vaults';
import { openRestores } from '@/lib/db/repositories/restores';
import { goingTasks } from '@/lib/engine/send';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, OPERATOR, PLACE, SCOPE, startedAt, sweepNow } from '@/lib/testing/restores';
import { pointSdkAt, restartedProcess, simulatedAccount } from '@/lib/testing/simulated-account';

// Whoever asks through the gate is signed in.
vi.mock('@/lib/auth/caller', () => ({ currentCaller: async () => OPERATOR }));

const account = simulatedAccount({ speed: 1 });
const OTHER = '999988887777';
let restoreId: string;
let planned: Awaited<ReturnType<typeof draftAt>>;

/** Calls of AWS Backup and EC2 so far, all together: what another account's credentials must not be used for. */
const calls = async (): Promise<number> =>
  Object.entries((await account.control('calls')) as Record<string, number>)
    .filter(([name]) => !name.startsWith('sts:'))
    .reduce((sum, [, count]) => sum + count, 0);

beforeAll(async () => {
  restoreId = (await startedAt('10.1.10.210')).restoreId;
  planned = await draftAt('10.1.10.211');
  await sweepNow();
});

beforeEach(async () => {
  await account.control('faults', undefined, 'DELETE');
  restartedProcess();
  pointSdkAt(account.url(), 'AKIAOTHER00000000000');
});

/** Everything that is stored here of the place and that a look at AWS may change. */
const stored = async () => ({
  claims: await activeClaims(PLACE),
  restores: (await openRestores()).map((each) => [each.id, each.jobId]),
  sweeps: await readSweeps(PLACE),
  vaults: await readVaults(PLACE),
});

describe('with credentials of another account', () => {
  it('the restores of the place are not looked for, and nothing that is stored of them changes', async () => {
    const [before, called] = [await stored(), await calls()];
    expect(before.restores.map(([id]) => id)).toContain(restoreId);
    const { sweepJobs } = await import('./jobs/sweep');
    expect(await sweepJobs(SCOPE)).toEqual({ code: 'other-account', account: PLACE.account, callerAccount: OTHER });
    expect(await stored()).toEqual(before);
    expect(await calls()).toBe(called);
  });

  it('the background leaves the place alone, though restores of it are open', async () => {
    // A look is due.
    await asOwner("update sweeps set started_at = started_at - interval '1 hour' where subject = 'jobs'");
    const [before, called] = [await stored(), await calls()];
    const stsCalls = async () => ((await account.control('calls')) as Record<string, number>)['sts:GetCallerIdentity'] ?? 0;
    const asked = await stsCalls();
    const { followJobs } = await import('./tasks/follow-jobs');
    const data = { connection: 'default', actor: 'operator', ...PLACE };
    await followJobs({ data, signal: new AbortController().signal, attempt: 1 });
    // It has found the place, asked whose credentials it has, and will ask again.
    expect(await stsCalls()).toBeGreaterThan(asked);
    expect(await goingTasks(rawExecutor(), 'follow-jobs', PLACE)).toEqual([data]);
    const { handlers } = await import('./tasks/handlers');
    await handlers.verify({ data, signal: new AbortController().signal, attempt: 1 });
    await handlers.inventory({ data: { ...data, subject: 'vaults' }, signal: new AbortController().signal, attempt: 1 });
    expect(await stored()).toEqual(before);
    expect(await calls()).toBe(called);
  });

  it('the inventory is not swept while AWS does not say whose they are', async () => {
    await account.control('faults', { kind: 'server-error', service: 'sts', times: null });
    const called = await calls();
    const { sweep } = await import('./inventory/sweep');
    await sweep(SCOPE, 'vaults');
    expect(await calls()).toBe(called);
    const vaults = (await readSweeps(PLACE)).find((row) => row.subject === 'vaults');
    expect(vaults?.problem).toMatchObject({ code: 'aws-failed' });
  });

  it('nothing is started while AWS does not say whose they are, though what is stored can be read', async () => {
    await account.control('faults', { kind: 'server-error', service: 'sts', times: null });
    const { startRestoreOperation } = await import('../operations/plans');
    const { inPage } = await import('../operations/in-page');
    const { getDraft } = await import('./drafts');
    expect((await getDraft(SCOPE, planned.draftId)).ok).toBe(true);
    const called = await calls();
    const outcome = await inPage(startRestoreOperation, { place: PLACE, ...planned, acknowledged: ['original-running'] });
    expect(outcome).toMatchObject({ ok: false, error: { code: 'aws', problem: { code: 'aws-failed' } } });
    expect(await calls()).toBe(called);
  });
});

describe('with credentials that have expired', () => {
  it('the look at the jobs says so, and the next one after their renewal comes through', async () => {
    pointSdkAt(account.url(), 'AKIAEXPIRED000000000');
    const { sweepJobs } = await import('./jobs/sweep');
    expect(await sweepJobs(SCOPE)).toMatchObject({ code: 'expired-credentials', source: 'environment' });
    const jobs = (await readSweeps(PLACE)).find((row) => row.subject === 'jobs');
    expect(jobs?.problem).toMatchObject({ code: 'expired-credentials' });
    restartedProcess();
    pointSdkAt(account.url());
    const again = await import('./jobs/sweep');
    expect(await again.sweepJobs(SCOPE)).toBeNull();
  });
});
