import { afterEach, describe, expect, it, vi } from 'vitest';
import { saveDraftAction } from '@/lib/actions/drafts';
import { startRestoreAction } from '@/lib/actions/restores';
import { env } from '@/lib/env';
import { getHistoryHandler } from '@/lib/http/history';
import { getJobsHandler } from '@/lib/http/jobs';
import { readyOperation } from '@/lib/operations/console';
import { listHistoryOperation } from '@/lib/operations/history';
import { inPage } from '@/lib/operations/in-page';
import { listVaultsOperation } from '@/lib/operations/inventory';
import { listJobsOperation } from '@/lib/operations/jobs';
import { onServer } from '@/lib/testing/owner';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, PLACE, SCOPE, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { getDraft } from './drafts';

vi.mock('next/headers', () => ({
  headers: async () => ({ host: 'console:1', origin: 'http://console:1', 'sec-fetch-site': 'same-origin' }),
}));

// Whoever asks through the gate is signed in.
vi.mock('@/lib/auth/caller', () => ({ currentCaller: async () => OPERATOR }));

const account = simulatedAccount({ speed: 1 });
const name = () => new URL(env().databaseUrl).pathname.slice(1);

/** The database serves the console no more, and ends what it was serving. */
const away = async () => {
  await onServer(`alter database ${name()} connection limit 0`);
  await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name()}'`);
};
const back = () => onServer(`alter database ${name()} connection limit -1`);
const problem = (effect: string) => ({ code: 'database-away', reason: expect.stringMatching(/^(full|stopping|unreachable)$/), effect });

afterEach(async () => {
  await back();
  vi.restoreAllMocks();
});

describe('while the database is away', () => {
  it('reads of a place and of the history say so, and answer again as soon as it is back', async () => {
    const reads = [
      () => inPage(listVaultsOperation, { place: PLACE }),
      () => inPage(listJobsOperation, { place: PLACE }),
      () => inPage(listHistoryOperation, {}),
      () => inPage(readyOperation, {}),
    ];
    for (const read of reads) expect((await read()).ok).toBe(true);
    await away();
    for (const read of reads) expect(await read()).toEqual({ ok: false, error: problem('read') });
    await back();
    for (const read of reads) expect((await read()).ok).toBe(true);
  });

  it('handlers answer 503 and say when to ask again', async () => {
    await away();
    const params = Promise.resolve({ ...PLACE });
    for (const response of [
      await getJobsHandler(new Request('http://console/api'), { params }),
      await getHistoryHandler(new Request('http://console/api'), { params: Promise.resolve({}) }),
    ]) {
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3']);
      expect(await response.json()).toEqual({ problem: problem('read') });
    }
  });

  it('a save does not say that nothing was saved', async () => {
    const { draftId, revision } = await draftAt('10.1.10.210');
    const { history } = must(await getDraft(SCOPE, draftId));
    await away();
    expect(await saveDraftAction({ place: PLACE, id: draftId, revision, history: history as never })).toEqual({
      ok: false,
      error: problem('save'),
    });
  });

  it('is logged without a word of what was asked, and not for each that asks', async () => {
    const lines: string[] = [];
    vi.spyOn(console, 'error').mockImplementation((line: unknown) => lines.push(String(line)));
    // Whatever was told before is long ago.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    await away();
    await Promise.all(Array.from({ length: 20 }, () => inPage(listHistoryOperation, { text: 'sesame' })));
    vi.useRealTimers();
    expect(lines.filter((line) => line.includes('"database-away"'))).toHaveLength(1);
    expect(lines.join()).not.toContain('sesame');
    expect(lines.filter((line) => line.includes('"level":"error"'))).toEqual([]);
  });
});

describe('the database is lost between the call of AWS and its record', () => {
  it('the start says that it does not know, and the job is found once the database is back', async () => {
    const order = { ...(await draftAt('10.1.10.211')), acknowledged: [...ACKNOWLEDGED] };
    await account.control('faults', { kind: 'slow', service: 'backup', operation: 'StartRestoreJob', ms: 3_000, times: 1 });
    const calls = async () => ((await account.control('calls')) as Record<string, number>)['backup:StartRestoreJob'] ?? 0;
    const before = await calls();
    const starting = startRestoreAction({ place: PLACE, ...order });
    await expect.poll(calls).toBe(before + 1);
    await away();
    expect(await starting).toEqual({ ok: false, error: problem('start') });
    await back();
    await sweepNow();
    const { started } = must(await getDraft(SCOPE, order.draftId));
    expect(started).toMatchObject({ jobId: expect.any(String) });
    expect(await calls()).toBe(before + 1);
  });
});
