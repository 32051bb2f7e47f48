import { DrizzleQueryError } from 'drizzle-orm/errors';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Session } from '@/lib/auth/session';
import { placeSchema } from '@/lib/data/place-schema';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { pointQuerySchema } from './browse-schemas';
import { defineAction } from './define-action';

let session: Session;
vi.mock('@/lib/auth/session', () => ({ currentSession: async () => session }));
vi.mock('@/lib/data/identity', () => ({
  authorisePlace: async (place: Place): Promise<Result<Place, Problem>> =>
    place.account === '123456789012' ? ok(place) : err({ code: 'wrong-account', account: place.account, callerAccount: '123456789012' }),
}));

const place = { account: '123456789012', region: 'ap-northeast-1' };
const ran: unknown[] = [];
const annotate = defineAction({
  name: 'annotate',
  input: z.object({ place: placeSchema, text: z.string().max(10) }),
  permission: 'annotate-history',
  effect: 'save',
  run: async ({ text }, context): Promise<Result<string, { readonly code: 'too-late' }>> => {
    ran.push(text);
    if (text === 'late') return err({ code: 'too-late' });
    if (text === 'crash') throw new Error('secret metadata');
    if (text === 'away')
      throw new DrizzleQueryError('insert into notes', ['secret'], Object.assign(new Error('cut'), { code: 'ECONNRESET' }));
    return ok(`${context.session.user}: ${text}`);
  },
});

let logged: string[] = [];
beforeEach(() => {
  session = { user: 'operator', role: 'operator' };
  ran.length = 0;
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => logged.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

describe('defineAction', () => {
  it('runs with what the schema read and who asks', async () => {
    expect(await annotate({ place, text: 'hello' })).toEqual(ok('operator: hello'));
  });

  it('hands on the failures that the action declares', async () => {
    expect(await annotate({ place, text: 'late' })).toEqual(err({ code: 'too-late' }));
  });

  it('names the fields of a bad input and does not run', async () => {
    const forged = { place: { account: '1', region: 'evil.example/#' }, text: 'much too long to be a note' };
    expect(await annotate(forged)).toEqual(err({ code: 'bad-input', fields: ['place.account', 'place.region', 'text'] }));
    expect(ran).toEqual([]);
  });

  it('answers anything that can be posted with a typed problem, and runs none of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async (posted) => {
        const answer = await annotate(posted as never);
        expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } });
      }),
      { numRuns: 300 },
    );
    expect(ran).toEqual([]);
    expect(logged).toEqual([]);
  });

  it('refuses whoever may not, before the place is looked at', async () => {
    session = { user: 'guest', role: 'viewer' };
    expect(await annotate({ place: { ...place, account: '999999999999' }, text: 'hello' })).toEqual(
      err({ code: 'not-permitted', permission: 'annotate-history' }),
    );
    expect(ran).toEqual([]);
  });

  it('refuses a place that is not of the credentials', async () => {
    expect(await annotate({ place: { ...place, account: '999999999999' }, text: 'hello' })).toMatchObject({
      error: { code: 'wrong-account' },
    });
    expect(ran).toEqual([]);
  });

  it('logs the unexpected without its message or input, and answers the id of the line', async () => {
    const answer = await annotate({ place, text: 'crash' });
    expect(answer).toEqual(err({ code: 'internal', id: expect.any(String), effect: 'save' }));
    const line = logged.join('\n');
    expect(line).toContain(answer.ok ? '?' : (answer.error as { id: string }).id);
    expect(line).toContain('annotate');
    expect(line).not.toContain('secret');
    expect(line).not.toContain('"crash"');
  });

  it('says that the database is away, with what may have been done', async () => {
    expect(await annotate({ place, text: 'away' })).toEqual(err({ code: 'database-away', reason: 'unreachable', effect: 'save' }));
    expect(logged.join('\n')).not.toContain('secret');
  });

  it('knows better than the data layer what a failed read was a part of', async () => {
    const start = defineAction({
      name: 'start',
      input: z.object({}),
      permission: 'start-restore',
      effect: 'start',
      run: async (): Promise<Result<never, Problem>> => err({ code: 'database-away', reason: 'stopping', effect: 'read' }),
    });
    expect(await start({})).toEqual(err({ code: 'database-away', reason: 'stopping', effect: 'start' }));
  });

  it('does not let a schema with a place of its own pass unchecked', async () => {
    const loose = defineAction({
      name: 'loose',
      input: z.object({ place: z.object({ account: z.string() }) }),
      permission: 'browse',
      effect: 'read',
      run: async () => ok('ran'),
    });
    expect(await loose({ place: { account: 'x' } })).toMatchObject({ ok: false, error: { code: 'internal' } });
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
    ['no filter', { ...query, filter: undefined }],
  ])('refuses %s', (_, forged) => {
    expect(pointQuerySchema.safeParse(forged).success).toBe(false);
  });
});
