import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { db, withTransaction } from '@/lib/db/client';
import { hasAdministrator } from '@/lib/db/repositories/new-people';
import { makeLink } from '@/lib/db/repositories/one-time-links';
import { refusalsRecorded } from '@/lib/db/repositories/refusals';
import { env } from '@/lib/env';
import { addDemoPeople, DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import { currentCaller } from './caller';
import { deviceCookieName } from './device-cookie';
import { choosePassword, createLink, linkOf } from './one-time-link';
import { ownAccount } from './own-account';
import { changeOwnPassword } from './own-password';
import { hashPassword, verifyPassword } from './password-hash';
import { currentSession, goesOn } from './session';
import { sessionCookieName } from './session-cookie';
import { oneClickPeople, signIn, signInWithOneClick, signOut } from './sign-in';

vi.mock('next/headers', () => import('@/lib/testing/request'));
vi.mock('react', async (original) => ({ ...(await original<object>()), cache: <T>(work: T): T => work }));
vi.mock('./password-hash', async (original) => {
  const real = await original<typeof import('./password-hash')>();
  return { hashPassword: vi.fn(real.hashPassword), verifyPassword: vi.fn(real.verifyPassword) };
});
process.env.REHOME_AUTH_SECRET = TEST_SECRET;

const PASSWORD = 'tug-of-war on mars';
const URL_HERE = 'http://127.0.0.1:3000';
const [operator, viewer] = DEMO_PEOPLE;
const emailOf = (person: { readonly id: string }): string => `${person.id}@example.com`;
const cookie = (): string | undefined => browser.jar.get(sessionCookieName(URL_HERE));
const events = (kind: string) => asOwner(`select actor, subject, data::json as data from events where kind = $1 order by seq`, [kind]);

const withPassword = async (person: string): Promise<void> => {
  const { token } = await createLink(person, 'reset', 'demo-administrator');
  expect(await choosePassword({ token, password: PASSWORD, name: 'ignored', email: 'ignored@example.com' })).toEqual({
    ok: true,
    value: 'signed-in',
  });
  browser.jar.clear();
};

beforeAll(async () => {
  browser.headers = new Headers({ host: '127.0.0.1:3000', 'user-agent': 'a browser' });
  await addDemoPeople(env().databaseUrl);
  await withPassword(operator.id);
});
beforeEach(() => {
  browser.jar.clear();
  browser.headers = new Headers({ host: '127.0.0.1:3000', 'user-agent': 'a browser' });
  vi.stubEnv('REHOME_ONE_CLICK', '');
});

describe('signing in', () => {
  it('opens a session of that person, with its event, and the cookie is all that a browser has of it', async () => {
    expect(await signIn(emailOf(operator).toUpperCase(), PASSWORD)).toEqual({ ok: true, value: 'signed-in' });
    expect(await currentCaller(false)).toEqual({
      user: operator.id,
      grants: [{ role: 'operator', account: null }],
      session: { id: expect.any(String), signedInAt: expect.any(Date) },
    });
    expect([...browser.jar.keys()].sort()).toEqual([deviceCookieName(URL_HERE), sessionCookieName(URL_HERE)]);
    expect((await events('signed-in')).at(-1)).toMatchObject({ actor: operator.id, data: { method: 'password', secondFactor: null } });
    expect(await asOwner(`select user_agent from sessions where user_id = $1 and ended_at is null limit 1`, [operator.id])).toEqual([
      { user_agent: 'a browser' },
    ]);
  });

  it('says the same, and does the same work, whether the address or the password is wrong', async () => {
    const work = vi.mocked(hashPassword);
    const check = vi.mocked(verifyPassword);
    const answers = [];
    for (const email of [emailOf(operator), 'nobody@example.com', emailOf(viewer)]) {
      work.mockClear();
      check.mockClear();
      answers.push(await signIn(email, 'not the password'));
      expect(work.mock.calls.length + check.mock.calls.length, email).toBe(1);
      expect(cookie()).toBeUndefined();
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"ok":false,"error":{"code":"wrong-credentials"}}']),
    );
    await refusalsRecorded();
    expect((await events('sign-in-refused')).map(({ data }) => data)).toMatchObject([
      { person: operator.id, cause: 'wrong-password' },
      { person: null, cause: 'unknown-person' },
      { person: viewer.id, cause: 'wrong-password' },
    ]);
  });

  it.each([
    ['disabled', 'disabled_at'],
    ['erased', 'erased_at'],
  ])('is refused for a person who is %s, and their session counts no more', async (_, column) => {
    await signIn(emailOf(operator), PASSWORD);
    expect(await currentCaller(false)).not.toBeNull();
    await asOwner(`update people set ${column} = now() where id = $1`, [operator.id]);
    try {
      expect(await currentCaller(false)).toBeNull();
      browser.jar.clear();
      expect(await signIn(emailOf(operator), PASSWORD)).toEqual({ ok: false, error: { code: 'wrong-credentials' } });
      expect(cookie()).toBeUndefined();
    } finally {
      await asOwner(`update people set ${column} = null where id = $1`, [operator.id]);
    }
  });

  it('ends with the session: out of the database, not only out of the browser', async () => {
    await signIn(emailOf(operator), PASSWORD);
    const kept = cookie() ?? '';
    const session = await currentSession();
    await signOut();
    expect(cookie()).toBeUndefined();
    browser.jar.set(sessionCookieName(URL_HERE), kept);
    expect(await currentCaller(false)).toBeNull();
    expect((await events('signed-out')).at(-1)).toMatchObject({ actor: operator.id, data: { sessionId: session?.id } });
    const [row] = await asOwner(`select token, ended_at from sessions where id = $1`, [session?.id]);
    expect(row?.ended_at).toBeInstanceOf(Date);
    expect(kept).not.toContain(String(row?.token));
  });

  it('counts a changed role at the next request', async () => {
    await signIn(emailOf(operator), PASSWORD);
    await asOwner(`update grants set role = 'viewer', account = '123456789012' where person = $1`, [operator.id]);
    expect((await currentCaller(false))?.grants).toEqual([{ role: 'viewer', account: '123456789012' }]);
    await asOwner(`update grants set role = 'operator', account = '*' where person = $1`, [operator.id]);
  });
});

describe('a session', () => {
  const HOUR = 3_600_000;
  it('goes on while it is used and not too old, as the settings have it', () => {
    const is = (ageHours: number, idleHours: number, settings: Readonly<Record<string, unknown>> = {}): boolean =>
      goesOn({ ageMs: ageHours * HOUR, idleMs: idleHours * HOUR, settings });
    expect(is(11.9, 11.9)).toBe(true);
    expect(is(12.1, 12.1)).toBe(false);
    expect(is(167.9, 0)).toBe(true);
    expect(is(168.1, 0)).toBe(false);
    expect(is(0.3, 0.3, { sessionIdleHours: 0.25 })).toBe(false);
    expect(is(1.1, 0, { sessionHours: 1 })).toBe(false);
    expect(is(200, 20, { sessionHours: 720, sessionIdleHours: 24 })).toBe(true);
  });

  it('is kept from falling idle by what a person does, and not by what a tab asks by itself', async () => {
    await signIn(emailOf(operator), PASSWORD);
    const id = (await currentSession())?.id;
    const idle = async (): Promise<number> => (await currentSession())?.idleMs ?? -1;
    await asOwner(`update sessions set last_seen_at = now() - interval '11 hours' where id = $1`, [id]);
    await currentCaller(false);
    expect(await idle()).toBeGreaterThan(10 * HOUR);
    await currentCaller(true);
    expect(await idle()).toBeLessThan(HOUR);
    await asOwner(`update sessions set last_seen_at = now() - interval '13 hours' where id = $1`, [id]);
    expect(await currentCaller(true)).toBeNull();
  });
});

describe('a one-time link', () => {
  it('sets the password of its person once, ends their sessions, and is not in the database', async () => {
    await signIn(emailOf(operator), PASSWORD);
    const { token } = await createLink(operator.id, 'reset', 'demo-administrator');
    expect(await linkOf(token)).toMatchObject({ ok: true, value: { purpose: 'reset', name: operator.name, email: emailOf(operator) } });
    const before = cookie() ?? '';
    const chosen = { token, password: 'violet rain over tin', name: 'x', email: 'x@example.com' };
    expect(await choosePassword({ ...chosen, password: 'password1234' })).toEqual({
      ok: false,
      error: { code: 'weak-password', why: 'common' },
    });
    const both = await Promise.all([choosePassword(chosen), choosePassword(chosen)]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect((await currentCaller(false))?.user).toBe(operator.id);
    browser.jar.set(sessionCookieName(URL_HERE), before);
    expect(await currentCaller(false)).toBeNull();
    expect(await linkOf(token)).toEqual({ ok: false, error: { code: 'link-spent' } });
    expect((await events('password-changed')).at(-1)).toMatchObject({ data: { person: operator.id, how: 'link' } });
    expect((await events('session-ended')).at(-1)).toMatchObject({ data: { cause: 'password-changed' } });
    expect(JSON.stringify(await asOwner('select * from one_time_links'))).not.toContain(token);
    await withPassword(operator.id);
  });

  it('works no more when it is too old, when a newer one was made, or when its person may not sign in', async () => {
    const spent = { ok: false, error: { code: 'link-spent' } };
    const first = await createLink(viewer.id, 'invitation', 'demo-administrator');
    const second = await createLink(viewer.id, 'invitation', 'demo-administrator');
    expect(await linkOf(first.token)).toEqual(spent);
    await asOwner(`update people set disabled_at = now() where id = $1`, [viewer.id]);
    expect(await linkOf(second.token)).toEqual(spent);
    await asOwner(`update people set disabled_at = null where id = $1`, [viewer.id]);
    expect((await linkOf(second.token)).ok).toBe(true);
    await asOwner(`update one_time_links set expires_at = now() - interval '1 second' where person = $1`, [viewer.id]);
    expect(await linkOf(second.token)).toEqual(spent);
  });

  it('makes one first administrator, however many are used at once', async () => {
    await asOwner(`delete from people where id = 'demo-administrator'`);
    expect(await hasAdministrator(db())).toBe(false);
    const links = await Promise.all(
      [1, 2, 3].map(() => withTransaction((tx) => makeLink(tx, { purpose: 'first-start', person: null, by: 'rehome' }))),
    );
    const made = await Promise.all(
      links.map(({ token }, at) => choosePassword({ token, password: PASSWORD, name: `First ${at}`, email: `First${at}@example.com` })),
    );
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await asOwner(`select role, account from grants g join people p on p.id = g.person where p.name like 'First%'`)).toEqual([
      { role: 'administrator', account: '*' },
    ]);
    expect(await hasAdministrator(db())).toBe(true);
  });
});

describe('the own password', () => {
  const caller = async () => {
    const found = await currentCaller(false);
    if (found === null) throw new Error('nobody is signed in');
    return found;
  };

  it('is changed by whoever knows the old one: this session goes on, every other one ends', async () => {
    await signIn(emailOf(operator), PASSWORD);
    const elsewhere = cookie() ?? '';
    browser.jar.clear();
    await signIn(emailOf(operator), PASSWORD);
    expect(await ownAccount(await caller())).toEqual({
      ok: true,
      value: {
        name: operator.name,
        email: emailOf(operator),
        hasPassword: true,
        provider: null,
        oneClick: false,
        totpSince: null,
        passkeys: [],
        recoveryCodesLeft: 0,
        required: false,
        proved: false,
        passkeysHere: false,
      },
    });
    const password = 'violet rain over tin';
    const change = async (old: string, wanted: string) => changeOwnPassword(await caller(), { old, password: wanted });
    expect(await change('not the password', password)).toEqual({ ok: false, error: { code: 'wrong-password' } });
    expect(await change(PASSWORD, 'Morgan and the mountain')).toMatchObject({ error: { code: 'weak-password', why: 'own-name' } });
    // A link that an administrator made before, which somebody else may hold, sets no other one after that.
    const { token } = await createLink(operator.id, 'reset', 'demo-administrator');
    expect(await change(PASSWORD, password)).toEqual({ ok: true, value: null });
    expect(await linkOf(token)).toEqual({ ok: false, error: { code: 'link-spent' } });
    expect((await caller()).user).toBe(operator.id);
    expect((await events('password-changed')).at(-1)).toMatchObject({
      actor: operator.id,
      data: { person: operator.id, how: 'themselves' },
    });
    browser.jar.set(sessionCookieName(URL_HERE), elsewhere);
    expect(await currentCaller(false)).toBeNull();
    browser.jar.clear();
    expect((await signIn(emailOf(operator), PASSWORD)).ok).toBe(false);
    expect((await signIn(emailOf(operator), password)).ok).toBe(true);
    browser.jar.clear();
    await withPassword(operator.id);
  });

  it('lets in however old it is: nobody has to change one that nobody else knows', async () => {
    const dates = ['created_at', 'updated_at'].map((column) => `${column} = ${column} - interval '30 years'`).join(', ');
    await asOwner(`update identities set ${dates} where user_id = $1`, [operator.id]);
    expect(await signIn(emailOf(operator), PASSWORD)).toEqual({ ok: true, value: 'signed-in' });
    expect((await currentCaller(false))?.user).toBe(operator.id);
    expect(await ownAccount(await caller())).toMatchObject({ ok: true, value: { hasPassword: true, required: false } });
  });

  it('cannot be guessed at in a tab that was left open, and is not made where there is none', async () => {
    await signIn(emailOf(operator), PASSWORD);
    const guessed = [];
    for (let n = 0; n < 11; n += 1) {
      const answer = await changeOwnPassword(await caller(), { old: `guess ${n}`, password: 'violet rain over tin' });
      guessed.push(answer.ok ? 'ok' : answer.error.code);
    }
    expect(guessed).toEqual([...Array.from({ length: 10 }, () => 'wrong-password'), 'too-many']);
    await asOwner('delete from rate_limits');
    vi.stubEnv('REHOME_ONE_CLICK', 'demo-approver');
    await signInWithOneClick('demo-approver');
    expect(await changeOwnPassword(await caller(), { old: 'x', password: 'violet rain over tin' })).toEqual({
      ok: false,
      error: { code: 'no-password' },
    });
  });
});

describe('one click', () => {
  it('signs in those whom the environment names, on this machine', async () => {
    vi.stubEnv('REHOME_ONE_CLICK', `${operator.id},${viewer.id}`);
    expect(await oneClickPeople()).toEqual({
      people: [
        { id: operator.id, name: operator.name, roles: ['operator'] },
        { id: viewer.id, name: viewer.name, roles: ['viewer'] },
      ],
      opensAs: operator.id,
    });
    expect(await signInWithOneClick('demo-approver')).toEqual({ ok: false, error: { code: 'wrong-credentials' } });
    expect((await signInWithOneClick(viewer.id)).ok).toBe(true);
    expect((await events('signed-in')).at(-1)).toMatchObject({ actor: viewer.id, data: { method: 'demo' } });
    await signOut();
    expect((await oneClickPeople()).opensAs).toBeNull();
  });

  it.each([
    ['where the environment names nobody', '', { host: '127.0.0.1:3000' }],
    ['under another name', operator.id, { host: 'rehome.example.com' }],
    ['from another machine', operator.id, { host: '127.0.0.1:3000', 'x-forwarded-for': '10.0.0.7' }],
  ])('signs in nobody %s', async (_, ids, headers) => {
    vi.stubEnv('REHOME_ONE_CLICK', ids);
    browser.headers = new Headers(headers);
    expect(await oneClickPeople()).toEqual({ people: [], opensAs: null });
    expect(await signInWithOneClick(operator.id)).toEqual({ ok: false, error: { code: 'wrong-credentials' } });
    expect(browser.jar.size).toBe(0);
  });
});
