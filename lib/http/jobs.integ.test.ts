import { Pool } from 'pg';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PLACE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { getJobsHandler } from './jobs';

simulatedAccount();
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const ask = (headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  getJobsHandler(new Request('http://console/api', { headers }), { params: Promise.resolve({ ...PLACE }) });

describe('the polled list of jobs', () => {
  it('costs one query where nothing has changed', async () => {
    // That somebody looks is written down once in a while, by a clock that stands still here.
    vi.useFakeTimers({ toFake: ['performance'] });
    await ask();
    const etag = (await ask()).headers.get('etag') ?? '';
    const queries = vi.spyOn(Pool.prototype, 'query');
    const answers = await Promise.all(Array.from({ length: 5 }, () => ask({ 'if-none-match': etag })));
    expect(answers.map(({ status }) => status)).toEqual([304, 304, 304, 304, 304]);
    expect(queries).toHaveBeenCalledTimes(5);
  });
});
