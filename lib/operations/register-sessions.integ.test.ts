import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { env } from '@/lib/env';
import { addDemoPeople } from '@/lib/launcher/demo-people';
import { err } from '@/lib/result';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { sessionOf, TEST_SECRET } from '@/lib/testing/signed-in';
import { admit, type Entry } from './gate';
import type { Operation, ScopeKind } from './operation';
import { type Registered, register } from './register';

vi.mock('next/headers', () => import('@/lib/testing/request'));
process.env.REHOME_AUTH_SECRET = TEST_SECRET;

const URL_HERE = 'http://127.0.0.1:3000';
const PERSON = 'demo-administrator';
const own = { host: '127.0.0.1:3000', origin: URL_HERE, 'sec-fetch-site': 'same-origin' };
const doors: readonly Entry[] = [...(['action', 'get'] as const).map((door) => ({ door, headers: new Headers(own) })), { door: 'page' }];
let cookie: { readonly name: string; readonly value: string };

beforeAll(async () => {
  browser.headers = new Headers({ host: own.host });
  await addDemoPeople(env().databaseUrl);
});

beforeEach(async () => {
  await asOwner('update people set disabled_at = null, erased_at = null');
  await asOwner('delete from sessions');
  const { name, value } = await sessionOf(env().databaseUrl, URL_HERE, PERSON);
  cookie = { name, value: decodeURIComponent(value) };
  browser.jar.clear();
  browser.jar.set(cookie.name, cookie.value);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

const asked = register.filter(({ permission }) => permission !== null);
/** What the gate says before anything is done, at each door. */
const admittedAt = (registered: Registered) =>
  Promise.all(doors.map((entry) => admit(registered as Operation<ScopeKind, z.ZodType, unknown, never>, entry, {})));

/** What ends a session that was good a moment ago. */
const ENDED: readonly (readonly [how: string, end: () => unknown])[] = [
  ['was ended', () => asOwner(`update sessions set ended_at = now(), token = 'ended ' || id`)],
  ['was not used for too long', () => asOwner(`update sessions set last_seen_at = now() - interval '29 days'`)],
  ['began too long ago', () => asOwner(`update sessions set created_at = now() - interval '29 days'`)],
  ['is of somebody who was disabled', () => asOwner(`update people set disabled_at = now() where id = '${PERSON}'`)],
  ['is of somebody who was erased', () => asOwner(`update people set disabled_at = now(), erased_at = now() where id = '${PERSON}'`)],
  ['is of nobody: its cookie was signed by another console', () => browser.jar.set(cookie.name, `${cookie.value.slice(0, -8)}AAAAAAA=`)],
  ['was signed out of in this browser', () => browser.jar.delete(cookie.name)],
];

describe('a session', () => {
  it('that is good lets its person through', async () => {
    for (const registered of asked)
      for (const answer of await admittedAt(registered)) expect(answer).not.toMatchObject({ error: { code: 'not-signed-in' } });
    expect(asked.length).toBeGreaterThan(40);
  });

  it.each(ENDED)('that %s lets nobody through, to no operation and by no door', async (_how, end) => {
    await end();
    for (const registered of asked)
      for (const answer of await admittedAt(registered))
        expect([registered.name, answer]).toEqual([registered.name, err({ code: 'not-signed-in' })]);
  });
});

describe('a role that needs a second factor', () => {
  it('lets its person do nothing in a session without one but set one up, by no door', async () => {
    await asOwner(
      `insert into settings (name, value, changed_by, changed_at) values ('factorRequiredFor', '["administrator"]', 'rehome', now())`,
    );
    for (const registered of asked) {
      const refused = new Set((await admittedAt(registered)).map((answer) => JSON.stringify(answer)));
      if (registered.withoutFactor === true) expect(refused).not.toContain(JSON.stringify(err({ code: 'factor-needed' })));
      else expect([registered.name, ...refused]).toEqual([registered.name, JSON.stringify(err({ code: 'factor-needed' }))]);
    }
    await asOwner(`update sessions set second_factor = 'totp'`);
    for (const registered of asked)
      for (const answer of await admittedAt(registered)) expect(answer).not.toMatchObject({ error: { code: 'factor-needed' } });
    await asOwner('delete from settings');
  });
});

describe('a role', () => {
  it('counts as it is at that moment: once it is taken, the next request of the same session is refused', async () => {
    const listed = asked.find(({ name }) => name === 'listSettings');
    const changed = asked.find(({ name }) => name === 'listPeople');
    if (listed === undefined || changed === undefined) throw new Error('the register has changed');
    const answers = async () =>
      [await admittedAt(listed), await admittedAt(changed)].flat().map((answer) => (answer.ok ? 'done' : answer.error.code));
    const before = await answers();
    expect(before).not.toContain('not-permitted');
    await asOwner(`update grants set role = 'viewer' where person = '${PERSON}'`);
    expect(new Set((await answers()).slice(doors.length))).toEqual(new Set(['not-permitted']));
    await asOwner(`delete from grants where person = '${PERSON}'`);
    expect(new Set(await answers())).toEqual(new Set(['not-permitted']));
    await asOwner(
      `insert into grants (person, role, account, granted_by, granted_at) values ('${PERSON}', 'administrator', '*', 'rehome', now())`,
    );
  });
});
