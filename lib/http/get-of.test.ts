import { gunzipSync } from 'node:zlib';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Caller } from '@/lib/auth/caller';
import type { AwsProblem } from '@/lib/aws-problem';
import { operation } from '@/lib/operations/operation';
import { placeSchema } from '@/lib/operations/place-schema';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { getOf } from './get-of';

let caller: Caller | null;
const session = { id: 'session', signedInAt: new Date() };
const signedIn: { setUp: boolean; fresh: boolean; starts: Result<null, Problem> } = { setUp: true, fresh: true, starts: ok(null) };
vi.mock('@/lib/auth/caller', () => ({ currentCaller: async () => caller }));
vi.mock('@/lib/data/people/directory', () => ({ whomToAsk: async () => ['田中 健'], whoIsWho: vi.fn() }));
vi.mock('@/lib/auth/fresh', () => ({ isFresh: async () => signedIn.fresh }));
vi.mock('@/lib/auth/limits', () => ({ countStart: async () => signedIn.starts }));
vi.mock('@/lib/auth/set-up', () => ({ isSetUp: async () => signedIn.setUp }));
vi.mock('@/lib/data/identity', () => ({
  scopeFor: async (place: Place): Promise<Result<Place, Problem>> =>
    place.account === '123456789012' ? ok(place) : err({ code: 'wrong-account', account: place.account, callerAccount: '123456789012' }),
}));

let answer: Result<unknown, Problem | { readonly code: 'gone-away' }>;
let seen: unknown;
const handler = getOf(
  operation({
    name: 'test',
    effect: 'read',
    scope: 'place',
    output: z.unknown(),
    input: z.object({ place: placeSchema, id: z.string(), text: z.string().optional() }),
    permission: 'start-restore',
    run: async (input) => {
      seen = input;
      return answer;
    },
  }),
);
const ask = (url: string, headers: Record<string, string> = {}, params = {}) =>
  handler(new Request(`http://console${url}`, { headers }), {
    params: Promise.resolve({ account: '123456789012', region: 'ap-northeast-1', id: 'arn%3Aaws', ...params }),
  });

beforeEach(() => {
  caller = { user: 'operator', grants: [{ role: 'operator', account: null }], session };
  answer = ok({ n: 1 });
  seen = undefined;
});
afterEach(() => vi.restoreAllMocks());

describe('an operation as a GET handler', () => {
  it('reads route parameters and query together', async () => {
    const response = await ask('/x?text=web&text=db&stray=1');
    expect(seen).toEqual({ place: { account: '123456789012', region: 'ap-northeast-1' }, id: 'arn:aws', text: 'db' });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ n: 1 });
    expect(response.headers.get('cache-control')).toBe('private, no-store');
  });

  it('serves a route without segments, to which Next gives no parameters at all', async () => {
    const plain = getOf(
      operation({
        name: 'plain',
        effect: 'read',
        scope: 'none',
        output: z.unknown(),
        input: z.object({ text: z.string().optional() }),
        permission: 'browse',
        run: async (input) => ok(input),
      }),
    );
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

  const aws = (problem: AwsProblem): Problem => ({ code: 'aws', problem });

  it.each<[string, Problem | { readonly code: 'gone-away' }, number, string | null]>([
    ['what is not there', { code: 'not-found', what: 'job', id: 'j' }, 404, null],
    ['a conflict', { code: 'conflict', what: 'draft', id: 'd' }, 409, null],
    ['a database that is away', { code: 'database-away', reason: 'stopping', effect: 'read' }, 503, '3'],
    ['an AWS that throttles', aws({ code: 'throttled', awsMessage: 'm' }), 429, '10'],
    ['expired credentials', aws({ code: 'expired-credentials', source: 'file', awsMessage: 'm' }), 503, null],
    ['an AWS out of reach', aws({ code: 'unreachable', detail: 'd' }), 504, null],
    ['an AWS that fails', aws({ code: 'aws-failed', awsCode: 'c', awsMessage: 'm' }), 502, null],
    ['a denial', aws({ code: 'access-denied', action: 'a:b', resource: null, encoded: null, awsMessage: 'm' }), 403, null],
    ['a failure of its own', { code: 'gone-away' }, 422, null],
  ])('answers %s with its status, and when to ask again where waiting helps', async (_, problem, status, retryAfter) => {
    answer = err(problem);
    const response = await ask('/x');
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter]);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    expect(await response.json()).toEqual({ problem });
  });

  it('answers 503 where the database turns out to be away', async () => {
    const failing = getOf(
      operation({
        name: 'failing',
        effect: 'read',
        scope: 'none',
        output: z.unknown(),
        input: z.object({}),
        permission: 'browse',
        run: async () => {
          throw new DrizzleQueryError('select', [], Object.assign(new Error('too many'), { code: '53300' }));
        },
      }),
    );
    const thrown = await failing(new Request('http://console/x'), { params: Promise.resolve({}) });
    expect([thrown.status, await thrown.json()]).toEqual([503, { problem: { code: 'database-away', reason: 'full', effect: 'read' } }]);
  });

  it('refuses a bad input, whoever may not, nobody, and a foreign account', async () => {
    expect((await ask('/x', {}, { region: 'evil.example' })).status).toBe(400);
    expect((await ask('/x', {}, { account: '999999999999' })).status).toBe(404);
    caller = { user: 'guest', grants: [{ role: 'viewer', account: null }], session };
    expect((await ask('/x')).status).toBe(403);
    caller = null;
    expect((await ask('/x')).status).toBe(401);
    expect(seen).toBeUndefined();
  });

  it('refuses what a page of another site asks for', async () => {
    const response = await ask('/x', { 'sec-fetch-site': 'cross-site' });
    expect([response.status, await response.json()]).toEqual([403, { problem: { code: 'foreign-request', reason: 'other-site' } }]);
    expect(seen).toBeUndefined();
  });

  it('takes its input as the operation has it, where the address spells it otherwise', async () => {
    const echo = operation({
      name: 'echo',
      effect: 'read',
      scope: 'none',
      permission: 'browse',
      input: z.object({ words: z.array(z.string()) }),
      output: z.array(z.string()),
      run: async ({ words }) => ok(words),
    });
    const spelt = getOf(echo, ({ text }) => ({ words: String(text).split(',') }));
    const response = await spelt(new Request('http://console/x?text=a,b'), { params: Promise.resolve({}) });
    expect(await response.json()).toEqual(['a', 'b']);
  });

  it('answers the unexpected with 500 and the id of its log line', async () => {
    const logged: string[] = [];
    vi.spyOn(console, 'error').mockImplementation((line: unknown) => logged.push(String(line)));
    const failing = getOf(
      operation({
        name: 'failing',
        effect: 'read',
        scope: 'none',
        output: z.unknown(),
        input: z.object({}),
        permission: 'browse',
        run: async () => {
          throw new Error('secret');
        },
      }),
    );
    const response = await failing(new Request('http://console/x'), { params: Promise.resolve({}) });
    expect(response.status).toBe(500);
    const body = (await response.json()) as { problem: { code: string; id: string } };
    expect(body.problem.code).toBe('internal');
    expect(logged.join()).toContain(body.problem.id);
    expect(logged.join()).not.toContain('secret');
  });
});

describe('a versioned answer', () => {
  let version: Result<string, Problem> = ok('1');
  let built = 0;
  const versionedHandler = getOf(
    operation({
      name: 'versioned test',
      effect: 'read',
      scope: 'place',
      output: z.unknown(),
      input: z.object({ place: placeSchema }),
      permission: 'browse',
      version: async () => version,
      run: async () => {
        built += 1;
        return answer;
      },
    }),
  );
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

  it('is told by what changed since to who has one of the last and takes that, and whole to all others', async () => {
    version = ok('d1');
    answer = ok({ n: 1 });
    const first = (await askFor()).headers.get('etag') ?? '';
    version = ok('d2');
    answer = ok({ n: 2 });
    const takes = { 'if-none-match': first, 'a-im': 'rehome-rows' };
    const delta = await askFor(takes);
    expect([delta.status, await delta.json()]).toEqual([226, { set: { n: 2 }, rows: {} }]);
    expect([delta.headers.get('im'), delta.headers.get('delta-base')]).toEqual(['rehome-rows', first]);
    expect((await askFor({ 'if-none-match': delta.headers.get('etag') ?? '', 'a-im': 'rehome-rows' })).status).toBe(304);
    for (const headers of [{ 'if-none-match': first }, { ...takes, 'if-none-match': '"other"' }, { ...takes, 'a-im': 'gzip' }, {}]) {
      const whole = await askFor(headers);
      expect([whole.status, await whole.json()]).toEqual([200, { n: 2 }]);
    }
    const long = 'x'.repeat(2_000);
    version = ok('long');
    answer = ok({ n: long as unknown as number });
    const zipped = await askFor({ 'if-none-match': first, 'a-im': 'rehome-rows, gzip' });
    expect([zipped.status, zipped.headers.get('im')]).toEqual([226, 'rehome-rows, gzip']);
    // Next would zip it once more.
    expect(zipped.headers.get('cache-control')).toContain('no-transform');
    expect(JSON.parse(gunzipSync(await zipped.arrayBuffer()).toString())).toEqual({ set: { n: long }, rows: {} });
    expect(await (await askFor(takes)).json()).toEqual({ set: { n: long }, rows: {} });
    for (let n = 3; n < 12; n += 1) {
      version = ok(`d${n}`);
      answer = ok({ n });
      await askFor();
    }
    expect((await askFor(takes)).status).toBe(200);
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
