import { DrizzleQueryError } from 'drizzle-orm/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Session } from '@/lib/auth/session';
import type { AwsProblem } from '@/lib/aws-problem';
import { placeSchema } from '@/lib/data/place-schema';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { defineGet } from './define-get';

let session: Session;
vi.mock('@/lib/auth/session', () => ({ currentSession: async () => session }));
vi.mock('@/lib/data/identity', () => ({
  authorisePlace: async (place: Place): Promise<Result<Place, Problem>> =>
    place.account === '123456789012' ? ok(place) : err({ code: 'wrong-account', account: place.account, callerAccount: '123456789012' }),
}));

let answer: Result<unknown, Problem | { readonly code: 'gone-away' }>;
let seen: unknown;
const handler = defineGet({
  name: 'test',
  input: z.object({ place: placeSchema, id: z.string(), text: z.string().optional() }),
  permission: 'start-restore',
  run: async (input) => {
    seen = input;
    return answer;
  },
});
const ask = (url: string, headers: Record<string, string> = {}, params = {}) =>
  handler(new Request(`http://console${url}`, { headers }), {
    params: Promise.resolve({ account: '123456789012', region: 'ap-northeast-1', id: 'arn%3Aaws', ...params }),
  });

beforeEach(() => {
  session = { user: 'operator', role: 'operator' };
  answer = ok({ n: 1 });
  seen = undefined;
});
afterEach(() => vi.restoreAllMocks());

describe('defineGet', () => {
  it('reads route parameters and query together', async () => {
    const response = await ask('/x?text=web&text=db&stray=1');
    expect(seen).toEqual({ place: { account: '123456789012', region: 'ap-northeast-1' }, id: 'arn:aws', text: 'db' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ n: 1 });
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
  });

  it('serves a route without segments, to which Next gives no parameters at all', async () => {
    const plain = defineGet({
      name: 'plain',
      input: z.object({ text: z.string().optional() }),
      permission: 'browse',
      run: async (input) => ok(input),
    });
    const response = await plain(new Request('http://console/x?text=web'), { params: Promise.resolve(undefined) });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ text: 'web' });
  });

  it('answers 304 with no body to the tag of the same answer, and 200 once it differs', async () => {
    const etag = (await ask('/x')).headers.get('etag');
    expect(etag).toMatch(/^"[\w-]+"$/);
    const same = await ask('/x', { 'if-none-match': `"other", W/${etag}` });
    expect(same.status).toBe(304);
    expect(await same.text()).toBe('');
    expect(same.headers.get('etag')).toBe(etag);
    answer = ok({ n: 2 });
    expect((await ask('/x', { 'if-none-match': etag ?? '' })).status).toBe(200);
  });

  it.each<[Problem['code'], Problem, number]>([
    ['not-found', { code: 'not-found', what: 'job', id: 'j' }, 404],
    ['conflict', { code: 'conflict', what: 'draft', id: 'd' }, 409],
  ])('answers %s with its status', async (_, problem, status) => {
    answer = err(problem);
    const response = await ask('/x');
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(await response.json()).toEqual({ problem });
  });

  it.each<[AwsProblem, number, string | null]>([
    [{ code: 'throttled', awsMessage: 'm' }, 429, '10'],
    [{ code: 'expired-credentials', source: 'file', awsMessage: 'm' }, 503, null],
    [{ code: 'unreachable', detail: 'd' }, 504, null],
    [{ code: 'aws-failed', awsCode: 'c', awsMessage: 'm' }, 502, null],
    [{ code: 'access-denied', action: 'a:b', resource: null, encoded: null, awsMessage: 'm' }, 403, null],
  ])('answers a problem of AWS with its status: $code', async (problem, status, retryAfter) => {
    answer = err({ code: 'aws', problem });
    const response = await ask('/x');
    expect(response.status).toBe(status);
    expect(response.headers.get('retry-after')).toBe(retryAfter);
  });

  it('answers 503 while the database is away, and says when to ask again', async () => {
    answer = err({ code: 'database-away', reason: 'stopping', effect: 'read' });
    const response = await ask('/x');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3']);
    const failing = defineGet({
      name: 'failing',
      input: z.object({}),
      permission: 'browse',
      run: async () => {
        throw new DrizzleQueryError('select', [], Object.assign(new Error('too many'), { code: '53300' }));
      },
    });
    const thrown = await failing(new Request('http://console/x'), { params: Promise.resolve({}) });
    expect([thrown.status, await thrown.json()]).toEqual([503, { problem: { code: 'database-away', reason: 'full', effect: 'read' } }]);
  });

  it('answers a failure of the handler’s own with 422', async () => {
    answer = err({ code: 'gone-away' });
    expect((await ask('/x')).status).toBe(422);
  });

  it('refuses a bad input, whoever may not, and a foreign account', async () => {
    expect((await ask('/x', {}, { region: 'evil.example' })).status).toBe(400);
    expect((await ask('/x', {}, { account: '999999999999' })).status).toBe(404);
    session = { user: 'guest', role: 'viewer' };
    expect((await ask('/x')).status).toBe(403);
    expect(seen).toBeUndefined();
  });

  it('answers the unexpected with 500 and the id of its log line', async () => {
    const logged: string[] = [];
    vi.spyOn(console, 'error').mockImplementation((line: unknown) => logged.push(String(line)));
    const failing = defineGet({
      name: 'failing',
      input: z.object({}),
      permission: 'browse',
      run: async () => {
        throw new Error('secret');
      },
    });
    const response = await failing(new Request('http://console/x'), { params: Promise.resolve({}) });
    expect(response.status).toBe(500);
    const body = (await response.json()) as { problem: { code: string; id: string } };
    expect(body.problem.code).toBe('internal');
    expect(logged.join()).toContain(body.problem.id);
    expect(logged.join()).not.toContain('secret');
  });

  it('renders what is not JSON', async () => {
    const csv = defineGet({
      name: 'csv',
      input: z.object({}),
      permission: 'browse',
      run: async () => ok(['a', 'b']),
      render: (rows) => ({ body: rows.join(','), headers: { 'content-type': 'text/csv' } }),
    });
    const response = await csv(new Request('http://console/x'), { params: Promise.resolve({}) });
    expect(response.headers.get('content-type')).toBe('text/csv');
    expect(await response.text()).toBe('a,b');
  });
});

describe('a versioned answer', () => {
  let version: Result<string, Problem> = ok('1');
  let built = 0;
  const versionedHandler = defineGet({
    name: 'versioned test',
    input: z.object({ place: placeSchema }),
    permission: 'browse',
    version: async () => version,
    run: async () => {
      built += 1;
      return answer;
    },
  });
  const askFor = (headers: Record<string, string> = {}) =>
    versionedHandler(new Request('http://console/x', { headers }), {
      params: Promise.resolve({ account: '123456789012', region: 'ap-northeast-1' }),
    });

  it('is built once for everybody, in the form that Next zips, and not at all for who has it', async () => {
    version = ok('2');
    built = 0;
    const [first, second] = await Promise.all([askFor(), askFor({ 'accept-encoding': 'gzip, br' })]);
    expect(await first?.json()).toEqual({ n: 1 });
    expect(second?.headers.get('content-encoding')).toBeNull();
    expect(await second?.json()).toEqual({ n: 1 });
    const etag = first?.headers.get('etag') ?? '';
    expect((await askFor({ 'if-none-match': etag })).status).toBe(304);
    expect(built).toBe(1);
    version = ok('3');
    answer = ok({ n: 2 });
    const changed = await askFor({ 'if-none-match': etag });
    expect([changed.status, await changed.json(), built]).toEqual([200, { n: 2 }, 2]);
  });

  it('that could not be built is not kept', async () => {
    version = ok('4');
    answer = err({ code: 'not-found', what: 'job', id: 'x' });
    expect((await askFor()).status).toBe(404);
    answer = ok({ n: 3 });
    expect(await (await askFor()).json()).toEqual({ n: 3 });
  });

  it('whose version may not be read is refused', async () => {
    version = err({ code: 'wrong-account', account: 'a', callerAccount: 'b' });
    expect((await askFor()).status).toBe(404);
  });
});
