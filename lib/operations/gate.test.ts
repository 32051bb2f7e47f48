import { inspect } from 'node:util';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Caller } from '@/lib/auth/caller';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { type Entry, orProblem, pass } from './gate';
import { operation } from './operation';
import { placeSchema } from './place-schema';
import { pointQuerySchema } from './schemas/inventory';

let caller: Caller | null;
const session = { id: 'session', signedInAt: new Date() };
const signedIn: { setUp: boolean; fresh: boolean; starts: Result<null, Problem> } = { setUp: true, fresh: true, starts: ok(null) };
vi.mock('@/lib/auth/caller', () => ({ currentCaller: async () => caller }));
vi.mock('@/lib/data/people/directory', () => ({ whomToAsk: async () => ['田中 健'], whoIsWho: vi.fn() }));
vi.mock('@/lib/data/refused', () => ({ recordRefusal: () => undefined }));
vi.mock('@/lib/auth/fresh', () => ({ isFresh: async () => signedIn.fresh }));
vi.mock('@/lib/auth/limits', () => ({ countStart: async () => signedIn.starts }));
vi.mock('@/lib/auth/set-up', () => ({ isSetUp: async () => signedIn.setUp }));
vi.mock('@/lib/data/identity', () => ({
  scopeFor: async (place: Place): Promise<Result<Place, Problem>> =>
    place.account === '123456789012' ? ok(place) : err({ code: 'wrong-account', account: place.account, callerAccount: '123456789012' }),
}));

const own = { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' };
const action: Entry = { door: 'action', headers: new Headers(own) };
const foreign: Entry = { door: 'action', headers: new Headers({ ...own, origin: 'http://evil.example' }) };
const place = { account: '123456789012', region: 'ap-northeast-1' };
const elsewhere = { ...place, account: '999999999999' };
const ran: unknown[] = [];

const annotate = operation({
  name: 'annotate',
  permission: 'annotate-history',
  scope: 'place',
  effect: 'write',
  input: z.object({ place: placeSchema, text: z.string().max(10) }),
  output: z.object({ said: z.string() }),
  run: async ({ text }, context): Promise<Result<{ readonly said: string }, { readonly code: 'too-late' }>> => {
    ran.push(text);
    if (text === 'late') return err({ code: 'too-late' });
    if (text === 'crash') throw new Error('secret metadata');
    if (text === 'away')
      throw new DrizzleQueryError('insert into notes', ['secret'], Object.assign(new Error('cut'), { code: 'ECONNRESET' }));
    if (text === 'unfit') return ok({ said: { secret: 'key' } } as never);
    const more = { said: `${context.caller.user} in ${context.scope.region}: ${text}`, password: 'secret' };
    return ok(more);
  },
});
const call = (input: unknown, entry: Entry = action) => pass(annotate, entry, input);

let logged: string[] = [];
beforeEach(() => {
  caller = { user: 'operator', grants: [{ role: 'operator', account: null }], session };
  ran.length = 0;
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => logged.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

describe('the gate', () => {
  it('runs with what the schema read, who asks and where, and sends what is declared and no more', async () => {
    expect(await call({ place, text: 'hello' })).toEqual(ok({ said: 'operator in ap-northeast-1: hello' }));
  });

  it('hands on the failures that an operation declares', async () => {
    expect(await call({ place, text: 'late' })).toEqual(err({ code: 'too-late' }));
  });

  it('asks in this order: who, from where, what, in which scope, whether that person may', async () => {
    const wrong = { place: elsewhere, text: 'much too long to be a note' };
    caller = null;
    expect(await call(wrong, foreign)).toEqual(err({ code: 'not-signed-in' }));
    caller = { user: 'guest', grants: [{ role: 'viewer', account: null }], session };
    expect(await call(wrong, foreign)).toEqual(err({ code: 'foreign-request', reason: 'other-origin' }));
    expect(await call(wrong)).toEqual(err({ code: 'bad-input', fields: ['text'] }));
    expect(await call({ place: elsewhere, text: 'hello' })).toMatchObject({ error: { code: 'wrong-account' } });
    expect(await call({ place, text: 'hello' })).toEqual(err({ code: 'not-permitted', permission: 'annotate-history', ask: ['田中 健'] }));
    expect(ran).toEqual([]);
  });

  it('names the fields of a bad input', async () => {
    const forged = { place: { account: '1', region: 'evil.example/#' }, text: 'much too long to be a note' };
    expect(await call(forged)).toEqual(err({ code: 'bad-input', fields: ['place.account', 'place.region', 'text'] }));
  });

  it('takes no NUL and no half of a character, wherever it stands', async () => {
    expect(await call({ place, text: 'a\0b' })).toEqual(err({ code: 'bad-input', fields: ['text'] }));
    expect(await call({ place, text: 'a\ud83d' })).toEqual(err({ code: 'bad-input', fields: ['text'] }));
    expect(await call({ place, text: '\u{1f600}' })).toMatchObject({ ok: true });
    const deep = operation({
      name: 'deep',
      permission: 'browse',
      scope: 'none',
      effect: 'read',
      input: z.object({ map: z.record(z.string(), z.array(z.string())) }),
      output: z.null(),
      run: async () => ok(null),
    });
    expect(await pass(deep, action, { map: { a: ['fine', 'x\0'] } })).toEqual(err({ code: 'bad-input', fields: ['map.a.1'] }));
    expect(await pass(deep, action, { map: { 'k\0': [] } })).toEqual(err({ code: 'bad-input', fields: ['map'] }));
    expect(await pass(deep, action, { map: { '\\u0000': ['100%'] } })).toEqual(ok(null));
  });

  it('answers anything that can be posted with a typed problem, and runs none of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (posted) => {
        expect(await call(posted)).toMatchObject({ ok: false, error: { code: 'bad-input' } });
      }),
      { numRuns: 300 },
    );
    expect(ran).toEqual([]);
    expect(logged).toEqual([]);
  });

  it('sends nothing that does not fit, and logs where, without what stands there', async () => {
    const answer = await call({ place, text: 'unfit' });
    expect(answer).toEqual(err({ code: 'internal', id: expect.any(String), effect: 'save' }));
    expect(logged.join('\n')).toContain('at said');
    expect(logged.join('\n')).not.toContain('secret');
  });

  it('logs the unexpected without its message or input, and answers the id of the line', async () => {
    const answer = await call({ place, text: 'crash' });
    expect(answer).toEqual(err({ code: 'internal', id: expect.any(String), effect: 'save' }));
    const line = logged.join('\n');
    expect(line).toContain(answer.ok ? '?' : (answer.error as { id: string }).id);
    expect(line).toContain('annotate');
    expect(line).not.toContain('secret');
    expect(line).not.toContain('"crash"');
  });

  it('hands on of the unexpected in a page nothing but the id of its line in the log, and tells it of the database as of everything', async () => {
    const thrown: unknown = await call({ place, text: 'crash' }, { door: 'page' }).catch((error: unknown) => error);
    expect(logged).toHaveLength(1);
    const { id } = JSON.parse(logged[0] ?? '') as { readonly id: string };
    // Next logs it whole.
    expect(inspect(thrown)).not.toContain('secret');
    expect(thrown).toMatchObject({ message: 'unexpected', digest: id });
    const steering = Object.assign(new Error('to another page'), { digest: 'NEXT_REDIRECT' });
    await expect(orProblem(annotate, { door: 'page' }, () => Promise.reject(steering))).rejects.toBe(steering);
    expect(await call({ place, text: 'away' }, { door: 'page' })).toMatchObject({ error: { code: 'database-away' } });
  });

  it('says that the database is away, with what may have been done', async () => {
    expect(await call({ place, text: 'away' })).toEqual(err({ code: 'database-away', reason: 'unreachable', effect: 'save' }));
    expect(logged.join('\n')).not.toContain('secret');
  });

  it('knows better than the data layer what a failed read was a part of', async () => {
    const start = operation({
      name: 'start',
      permission: 'start-restore',
      scope: 'none',
      effect: 'write',
      starts: true,
      input: z.object({}),
      output: z.null(),
      run: async (): Promise<Result<null, Problem>> => err({ code: 'database-away', reason: 'stopping', effect: 'read' }),
    });
    expect(await pass(start, action, {})).toEqual(err({ code: 'database-away', reason: 'stopping', effect: 'start' }));
  });

  it('does not let a schema with a place of its own, or with one too many, pass unchecked', async () => {
    const declared = { permission: 'browse', effect: 'read', output: z.string(), run: async () => ok('ran') } as const;
    const loose = operation({ ...declared, name: 'loose', scope: 'place', input: z.object({ place: z.object({ account: z.string() }) }) });
    const hidden = operation({ ...declared, name: 'hidden', scope: 'none', input: z.object({ place: placeSchema }) });
    expect(await pass(loose, action, { place: { account: 'x' } })).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(await pass(hidden, action, { place })).toMatchObject({ ok: false, error: { code: 'internal' } });
  });
});

describe('pointQuerySchema', () => {
  const query = { filter: { text: 'web' }, order: 'created', direction: 'desc', offset: 0 };

  it('reads a query', () => {
    expect(pointQuerySchema.safeParse(query).success).toBe(true);
  });

  it.each([
    ['an offset below zero', { ...query, offset: -1 }],
    ['an order that is a piece of SQL', { ...query, order: 'created; drop table drafts' }],
    ['a filter of a thousand types', { ...query, filter: { types: Array.from({ length: 1_000 }, String) } }],
    ['a date that is none', { ...query, filter: { createdFrom: 'yesterday' } }],
    ['a year that PostgreSQL has not', { ...query, filter: { createdFrom: '0000-01-01T00:00:00Z' } }],
    ['a year of five digits by its zone', { ...query, filter: { createdBefore: '9999-12-31T23:00:00-02:00' } }],
    ['a year before the first by its zone', { ...query, filter: { createdFrom: '0001-01-01T00:00:00+01:00' } }],
    ['no filter', { ...query, filter: undefined }],
  ])('refuses %s', (_, forged) => {
    expect(pointQuerySchema.safeParse(forged).success).toBe(false);
  });
});
