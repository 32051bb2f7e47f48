import { Pool } from 'pg';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { noteChangeHere } from '@/lib/data/shared-version';
import { env } from '@/lib/env';
import { addDemoPeople, DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { browser } from '@/lib/testing/request';
import { PLACE } from '@/lib/testing/restores';
import { sessionOf, TEST_SECRET } from '@/lib/testing/signed-in';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { getJobsHandler } from './jobs';

vi.mock('next/headers', () => import('@/lib/testing/request'));
process.env.REHOME_AUTH_SECRET = TEST_SECRET;
const url = 'http://127.0.0.1:3000';

simulatedAccount();
beforeAll(async () => {
  browser.headers = new Headers({ host: new URL(url).host });
  await addDemoPeople(env().databaseUrl);
  const { name, value } = await sessionOf(env().databaseUrl, url, DEMO_PEOPLE[0].id);
  browser.jar.set(name, decodeURIComponent(value));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const ask = (headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  getJobsHandler(new Request('http://console/api', { headers }), { params: Promise.resolve({ ...PLACE }) });

describe('the polled list of jobs', () => {
  it('costs one query where nothing has changed: who asks. Whether anything has is asked once for all who ask at about the same time', async () => {
    // That somebody looks is written down once in a while, by a clock that stands still here.
    vi.useFakeTimers({ toFake: ['performance'] });
    await ask();
    noteChangeHere();
    const etag = (await ask()).headers.get('etag') ?? '';
    noteChangeHere();
    const queries = vi.spyOn(Pool.prototype, 'query');
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask({ 'if-none-match': etag })));
    expect(answers.map(({ status }) => status)).toEqual([304, 304, 304, 304, 304]);
    expect(queries).toHaveBeenCalledTimes(6);
    await ask({ 'if-none-match': etag });
    expect(queries).toHaveBeenCalledTimes(7);
    // Something was changed through this very console.
    noteChangeHere();
    await ask({ 'if-none-match': etag });
    expect(queries).toHaveBeenCalledTimes(9);
  });
});
