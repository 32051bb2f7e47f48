import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { getJson } from './get-json';
import { comesBackMs, ProblemError, pollMs, problemOf, retryDelayMs, retryProblem } from './problem-error';

interface Call {
  readonly url: string;
  readonly ifNoneMatch: string | null;
  readonly signal: AbortSignal | null | undefined;
}

let calls: Call[];
let next: (call: Call) => Response | Promise<Response>;
let urls = 0;
const freshUrl = (): string => {
  urls += 1;
  return `/api/${urls}`;
};

beforeEach(() => {
  calls = [];
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const call = { url, ifNoneMatch: new Headers(init.headers).get('if-none-match'), signal: init.signal };
    calls.push(call);
    return next(call);
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('getJson', () => {
  it('gives the very same object for an unchanged answer', async () => {
    const url = freshUrl();
    next = ({ ifNoneMatch }) =>
      ifNoneMatch === '"1"' ? new Response(null, { status: 304 }) : Response.json({ n: 1 }, { headers: { etag: '"1"' } });
    const first = await getJson(url);
    expect(await getJson(url)).toBe(first);
    expect(calls.map((call) => call.ifNoneMatch)).toEqual([null, '"1"']);
  });

  it('puts what changed into what it has, and keeps the rest as it is', async () => {
    const url = freshUrl();
    const jobs = [
      { id: 'a', percent: 1 },
      { id: 'b', percent: 2 },
    ];
    next = () => Response.json({ jobs, more: false }, { headers: { etag: '"1"' } });
    const first = await getJson<{ readonly jobs: typeof jobs }>(url);
    const delta = { set: { more: true }, rows: { jobs: { order: null, changed: [['b', { percent: 3 }]] } } };
    next = () => Response.json(delta, { status: 226, headers: { etag: '"2"' } });
    const second = await getJson<{ readonly jobs: typeof jobs }>(url);
    expect(second).toEqual({ jobs: [jobs[0], { id: 'b', percent: 3 }], more: true });
    expect(second.jobs[0]).toBe(first.jobs[0]);
    next = () => new Response(null, { status: 304 });
    expect(await getJson(url)).toBe(second);
    expect(calls.map((call) => call.ifNoneMatch)).toEqual([null, '"1"', '"2"']);
  });

  it('reads what changed where the console has zipped it', async () => {
    const url = freshUrl();
    next = () => Response.json({ jobs: [{ id: 'a', percent: 1 }] }, { headers: { etag: '"1"' } });
    await getJson(url);
    const delta = { set: {}, rows: { jobs: { order: null, changed: [['a', { percent: 3 }]] } } };
    next = () => new Response(gzipSync(JSON.stringify(delta)), { status: 226, headers: { etag: '"2"', im: 'rehome-rows, gzip' } });
    expect(await getJson(url)).toEqual({ jobs: [{ id: 'a', percent: 3 }] });
  });

  it('has one request in flight for an address', async () => {
    const url = freshUrl();
    let finish: (response: Response) => void = () => undefined;
    next = () => new Promise((resolve) => (finish = resolve));
    const both = [getJson(url), getJson(url)];
    await Promise.resolve();
    finish(Response.json({ n: 1 }));
    expect(await Promise.all(both)).toEqual([{ n: 1 }, { n: 1 }]);
    expect(calls).toHaveLength(1);
  });

  it('throws the problem of the handler, and leaves the address alone for as long as it asks', async () => {
    vi.useFakeTimers();
    const url = freshUrl();
    const problem = { code: 'aws', problem: { code: 'throttled', awsMessage: 'Rate exceeded' } };
    next = () => Response.json({ problem }, { status: 429, headers: { 'retry-after': '10' } });
    const failure = await getJson(url).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProblemError);
    expect(failure).toMatchObject({ problem, retryAfterMs: 10_000 });
    next = () => Response.json({ n: 1 });
    const later = getJson(url);
    await vi.advanceTimersByTimeAsync(9_900);
    expect(calls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(await later).toEqual({ n: 1 });
  });

  it('does not wait for ever for a console that hangs: that is told at once, and asked again soon', async () => {
    const url = freshUrl();
    next = ({ signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    const failure = await getJson(url, 1).catch((error: unknown) => error);
    expect(problemOf(failure)).toEqual({ code: 'offline' });
    expect(retryProblem(0, failure)).toBe(false);
    expect(pollMs(failure, false)).toBe(3_000);
    next = () => Response.json({ n: 1 });
    expect(await getJson(url)).toEqual({ n: 1 });
  });

  it('makes a problem of an answer that is not the console’s', async () => {
    next = () => new Response('<html>', { status: 502 });
    await expect(getJson(freshUrl())).rejects.toMatchObject({ problem: { code: 'internal', id: '502' } });
  });
});

describe('retrying', () => {
  const throttled = new ProblemError({ code: 'aws', problem: { code: 'throttled', awsMessage: '' } }, 10_000);

  it('tries again what waiting can cure, twice', () => {
    expect([0, 1, 2].map((failures) => retryProblem(failures, throttled))).toEqual([true, true, false]);
    expect(retryProblem(0, new TypeError('Failed to fetch'))).toBe(true);
    expect(retryProblem(0, new ProblemError({ code: 'not-found', what: 'job', id: 'j' }))).toBe(false);
    expect(retryProblem(0, new ProblemError({ code: 'aws', problem: { code: 'expired-credentials', awsMessage: '' } }))).toBe(false);
  });

  it('waits as long as the server asks, else longer each time', () => {
    expect(retryDelayMs(0, throttled)).toBe(10_000);
    expect([0, 1, 2, 9].map((failures) => retryDelayMs(failures, new Error()))).toEqual([1_000, 2_000, 4_000, 30_000]);
  });

  it('goes on asking for what may come back by itself, however seldom the query asks otherwise', () => {
    const away = new ProblemError({ code: 'database-away', reason: 'unreachable', effect: 'read' });
    const denied = new ProblemError({
      code: 'aws',
      problem: { code: 'access-denied', action: 'a:b', resource: null, encoded: null, awsMessage: '' },
    });
    expect(retryProblem(0, away)).toBe(true);
    expect([pollMs(away, false), pollMs(away, 30_000), pollMs(away, 1_000)]).toEqual([3_000, 3_000, 1_000]);
    expect([pollMs(null, 30_000), pollMs(null, false), pollMs(denied, false)]).toEqual([30_000, false, false]);
    expect(pollMs(new TypeError('Failed to fetch'), false)).toBe(3_000);
    const aws = (code: string) => comesBackMs({ code: 'aws', ...{ problem: { code } } });
    expect(['expired-credentials', 'other-account', 'throttled', 'unreachable'].map(aws)).toEqual([3_000, 3_000, 10_000, 10_000]);
    expect([aws('not-found'), comesBackMs({ code: 'internal' }), comesBackMs({ code: 'not-found' })]).toEqual([false, false, false]);
  });

  it('says that the console itself is out of reach', () => {
    expect(problemOf(new TypeError('Failed to fetch'))).toEqual({ code: 'offline' });
  });
});
