import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { changeSetting } from '@/lib/data/settings/change';
import { withTransaction } from '@/lib/db/client';
import { resetByCommand } from '@/lib/db/person-commands';
import { refusalsRecorded } from '@/lib/db/repositories/refusals';
import { renewSession } from '@/lib/db/repositories/sessions';
import { deleteSignInLeftovers } from '@/lib/db/repositories/sign-in-leftovers';
import { env } from '@/lib/env';
import { addDemoPeople, DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { codeOfApp } from '@/lib/testing/second-factors';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import { currentCaller } from './caller';
import { newRecoveryCodes } from './factors/own-factors';
import { beginOwnTotp, confirmOwnTotp, removeOwnTotp } from './factors/own-totp';
import { isFresh } from './fresh';
import { choosePassword, createLink } from './one-time-link';
import { openSession } from './open-session';
import { ownAccount } from './own-account';
import { finishByCode, secondStep } from './second-step';
import { sessionCookieName } from './session-cookie';
import { signIn, signInWithOneClick } from './sign-in';
import { signInAgain } from './sign-in-again';

vi.mock('next/headers', () => import('@/lib/testing/request'));
vi.mock('react', async (original) => ({ ...(await original<object>()), cache: <T>(work: T): T => work }));
process.env.REHOME_AUTH_SECRET = TEST_SECRET;

const PASSWORD = 'tug-of-war on mars';
const URL_HERE = 'http://127.0.0.1:3000';
const [operator] = DEMO_PEOPLE;
const EMAIL = `${operator.id}@example.com`;
const COOKIE = sessionCookieName(URL_HERE);
const SECOND_STEP = COOKIE.replace('.session', '.second-step');
const STEP_MS = 30_000;
const events = (kind: string) => asOwner(`select actor, subject, data::json as data from events where kind = $1 order by seq`, [kind]);
const wrong = { ok: false, error: { code: 'wrong-code' } };
const stale = { ok: false, error: { code: 'sign-in-stale' } };

const caller = async () => {
  const found = await currentCaller(false);
  if (found === null) throw new Error('nobody is signed in');
  return found;
};
const must = <T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};

let secret = '';
let codes: readonly string[] = [];
const code = (steps = 0): string => codeOfApp(secret, Date.now() + steps * STEP_MS);
/** The next code of the app, once its time has come. */
const nextCode = (): string => {
  vi.setSystemTime(Date.now() + STEP_MS);
  return code();
};
const firstStep = async (): Promise<void> => {
  browser.jar.clear();
  expect(await signIn(EMAIL, PASSWORD)).toEqual({ ok: true, value: 'second-step' });
};
const signedInFully = async (): Promise<void> => {
  await firstStep();
  expect(await finishByCode(nextCode())).toEqual({ ok: true, value: null });
};
/** Sets up an app for the operator, who has none. */
const enrol = async (): Promise<void> => {
  browser.jar.clear();
  expect(await signIn(EMAIL, PASSWORD)).toEqual({ ok: true, value: 'signed-in' });
  ({ secret } = must(await beginOwnTotp(await caller())));
  codes = must(await confirmOwnTotp(await caller(), nextCode())).codes ?? [];
};

beforeAll(async () => {
  browser.headers = new Headers({ host: '127.0.0.1:3000', 'user-agent': 'a browser' });
  await addDemoPeople(env().databaseUrl);
  const { token } = await createLink(operator.id, 'reset', 'demo-administrator');
  must(await choosePassword({ token, password: PASSWORD, name: 'x', email: 'x@example.com' }));
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.stubEnv('REHOME_ONE_CLICK', DEMO_PEOPLE.map(({ id }) => id).join(','));
  for (const table of ['totp_factors', 'recovery_codes', 'unfinished_sign_ins', 'rate_limits', 'settings', 'sessions'])
    await asOwner(`delete from ${table}`);
  await enrol();
});
afterEach(() => vi.useRealTimers());

describe('an authenticator app', () => {
  it('counts once it has shown a code, not before', async () => {
    await asOwner('delete from totp_factors');
    await asOwner('update sessions set second_factor = null');
    const first = must(await beginOwnTotp(await caller()));
    const second = must(await beginOwnTotp(await caller()));
    expect(second.secret).not.toBe(first.secret);
    expect(await confirmOwnTotp(await caller(), codeOfApp(first.secret, Date.now()))).toEqual(wrong);
    expect(await signInWithOneClick(operator.id)).toEqual({ ok: true, value: 'signed-in' });
    expect(must(await ownAccount(await caller())).totpSince).toBeNull();
    must(await confirmOwnTotp(await caller(), codeOfApp(second.secret, Date.now())));
    expect(await beginOwnTotp(await caller())).toEqual({ ok: false, error: { code: 'has-totp' } });
    expect(await confirmOwnTotp(await caller(), codeOfApp(second.secret, Date.now()))).toEqual({ ok: false, error: { code: 'no-totp' } });
  });

  it('is on record, gives recovery codes once, and ends every other session, which was opened without it', async () => {
    await asOwner('delete from totp_factors');
    await asOwner('delete from recovery_codes');
    await asOwner('update sessions set second_factor = null');
    expect(await openSession(operator.id, 'password', null)).toBe(true);
    const elsewhere = browser.jar.get(COOKIE) ?? '';
    await enrol();
    expect(codes).toHaveLength(10);
    const added = (await events('factor-added')).slice(-2).map(({ data }) => data);
    expect(added).toMatchObject([
      { person: operator.id, factor: 'totp' },
      { person: operator.id, factor: 'recovery-codes' },
    ]);
    expect((await events('session-ended')).at(-1)).toMatchObject({ data: { cause: 'factors-changed' } });
    expect(must(await ownAccount(await caller()))).toMatchObject({ totpSince: expect.any(String), recoveryCodesLeft: 10, proved: true });
    browser.jar.set(COOKIE, elsewhere);
    expect(await currentCaller(false)).toBeNull();
  });

  it('is nowhere as it is: its secret and the recovery codes stand in no column and no event', async () => {
    const bare = secret.replaceAll(' ', '');
    const rows = [
      ...(await asOwner('select * from totp_factors')),
      ...(await asOwner('select * from recovery_codes')),
      ...(await asOwner('select * from verifications')),
      ...(await asOwner('select * from events')),
    ];
    const all = JSON.stringify(rows);
    for (const each of [bare, ...codes, ...codes.map((one) => one.replaceAll('-', ''))]) expect(all).not.toContain(each);
  });
});

describe('with a second factor', () => {
  it('a password alone, a link and a click open no session that anything accepts', async () => {
    const { token } = await createLink(operator.id, 'reset', 'demo-administrator');
    const ways = [
      () => signIn(EMAIL, PASSWORD),
      () => signInWithOneClick(operator.id),
      () => choosePassword({ token, password: PASSWORD, name: 'x', email: 'x@example.com' }),
    ];
    for (const way of ways) {
      browser.jar.clear();
      expect(await way()).toEqual({ ok: true, value: 'second-step' });
      expect([...browser.jar.keys()]).toEqual([SECOND_STEP]);
      expect(await currentCaller(false)).toBeNull();
      // What the browser was given is no session's token either.
      browser.jar.set(COOKIE, browser.jar.get(SECOND_STEP) ?? '');
      expect(await currentCaller(false)).toBeNull();
    }
    expect(await openSession(operator.id, 'password', null)).toBe(false);
  });

  it('a code lets in once, and is on record as what it was', async () => {
    await firstStep();
    expect(await secondStep()).toEqual({ totp: true, passkeys: 'none', recoveryCodes: true });
    const used = nextCode();
    expect(await finishByCode(used)).toEqual({ ok: true, value: null });
    expect((await caller()).user).toBe(operator.id);
    expect((await events('signed-in')).at(-1)).toMatchObject({ data: { method: 'password', secondFactor: 'totp' } });
    expect(browser.jar.has(SECOND_STEP)).toBe(false);
    // The second step of that sign-in is done, and the code is used.
    expect(await finishByCode(used)).toEqual(stale);
    await firstStep();
    for (const old of [used, code(-1)]) expect(await finishByCode(old)).toEqual(wrong);
    expect(await currentCaller(false)).toBeNull();
    await refusalsRecorded();
    expect((await events('sign-in-refused')).at(-1)).toMatchObject({ data: { person: operator.id, cause: 'wrong-code' } });
    expect(await finishByCode(nextCode())).toEqual({ ok: true, value: null });
  });

  it('a code of the thirty seconds before counts, unless the setting is strict; its own does then', async () => {
    await firstStep();
    vi.setSystemTime(Date.now() + 3 * STEP_MS);
    const administrator = { user: 'demo-administrator', grants: [], session: { id: 's', signedInAt: new Date() } };
    must(await changeSetting(administrator, 'strictCodes', true));
    expect(await finishByCode(code(-1))).toEqual(wrong);
    must(await changeSetting(administrator, 'strictCodes', false));
    expect(await finishByCode(code(-1))).toEqual({ ok: true, value: null });
    must(await changeSetting(administrator, 'strictCodes', true));
    await firstStep();
    expect(await finishByCode(code())).toEqual({ ok: true, value: null });
  });

  it('of two who try one code at once, one gets in', async () => {
    await firstStep();
    const one = browser.jar.get(SECOND_STEP) ?? '';
    await firstStep();
    const other = browser.jar.get(SECOND_STEP) ?? '';
    const used = nextCode();
    const tries = [one, other, one, other].map((waiting) => {
      browser.jar.clear();
      browser.jar.set(SECOND_STEP, waiting);
      return finishByCode(used);
    });
    const answers = await Promise.all(tries);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const opened = await asOwner(`select id from sessions where user_id = $1 and ended_at is null and second_factor = 'totp'`, [
      operator.id,
    ]);
    // The one in which the app was set up, and this one.
    expect(opened).toHaveLength(2);
  });

  it('a recovery code lets in once, however it is typed, and of two at once one', async () => {
    const [first = '', second = ''] = codes;
    await firstStep();
    expect(await finishByCode(first.toLowerCase().replaceAll('-', ' '))).toEqual({ ok: true, value: null });
    expect((await events('signed-in')).at(-1)).toMatchObject({ data: { secondFactor: 'recovery-code' } });
    expect(must(await ownAccount(await caller())).recoveryCodesLeft).toBe(9);
    await firstStep();
    expect(await finishByCode(first)).toEqual(wrong);
    const answers = await Promise.all([finishByCode(second), finishByCode(second)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('codes cannot be guessed at: tries are counted by person, wherever they come from', async () => {
    await firstStep();
    const answers = [];
    for (let n = 0; n < 11; n += 1) answers.push(await finishByCode('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ'));
    expect(answers.map((answer) => (answer.ok ? 'in' : answer.error.code))).toEqual([
      ...Array.from({ length: 10 }, () => 'wrong-code'),
      'too-many',
    ]);
    // A right one neither, in another browser neither, and it is not used up by that.
    await firstStep();
    expect(await finishByCode(nextCode())).toMatchObject({ error: { code: 'too-many' } });
    await asOwner('delete from rate_limits');
    expect(await finishByCode(code())).toEqual({ ok: true, value: null });
  });

  it('a sign-in that waits ends after ten minutes, with a new password, and for who may not sign in', async () => {
    for (const end of [
      () => asOwner(`update unfinished_sign_ins set expires_at = now() - interval '1 second'`),
      async () => {
        const waiting = new Map(browser.jar);
        const { token } = await createLink(operator.id, 'reset', 'demo-administrator');
        must(await choosePassword({ token, password: PASSWORD, name: 'x', email: 'x@example.com' }));
        for (const [name, value] of waiting) browser.jar.set(name, value);
      },
      () => asOwner(`update people set disabled_at = now() where id = $1`, [operator.id]),
    ]) {
      await firstStep();
      await end();
      expect(await finishByCode(nextCode())).toEqual(stale);
      expect(browser.jar.has(COOKIE)).toBe(false);
      await asOwner(`update people set disabled_at = null where id = $1`, [operator.id]);
    }
    browser.jar.clear();
    expect([await secondStep(), await finishByCode(code())]).toEqual([null, stale]);
    await firstStep();
    await asOwner(`update unfinished_sign_ins set expires_at = now() - interval '1 second'`);
    await deleteSignInLeftovers(new Date());
    expect(await asOwner('select id from unfinished_sign_ins')).toEqual([]);
  });

  it('a fresh sign-in asks for it, too: nothing is fresh before, and the session goes on under another token', async () => {
    await signedInFully();
    const first = (await caller()).session;
    const old = browser.jar.get(COOKIE);
    await asOwner(`update sessions set signed_in_at = now() - interval '1 hour'`);
    for (const password of [PASSWORD, null]) {
      expect(must(await signInAgain(await caller(), password))).toEqual({ totp: true, passkeys: 'none', recoveryCodes: true });
      expect([await isFresh(await caller()), browser.jar.get(COOKIE)]).toEqual([false, old]);
    }
    expect(await finishByCode(code())).toEqual(wrong);
    expect(await isFresh(await caller())).toBe(false);
    expect(await finishByCode(nextCode())).toEqual({ ok: true, value: null });
    const { session } = await caller();
    expect([await isFresh(await caller()), session.id]).toEqual([true, first.id]);
    expect((await events('signed-in')).at(-1)).toMatchObject({ data: { sessionId: first.id, method: 'demo', secondFactor: 'totp' } });
    browser.jar.set(COOKIE, old ?? '');
    expect(await currentCaller(false)).toBeNull();
  });

  it('no way of renewing a session goes round it', async () => {
    await signedInFully();
    const { session } = await caller();
    expect(await renewSession({ id: session.id, token: 'x'.repeat(43), method: 'password', second: null })).toBe(false);
    expect((await caller()).session.id).toBe(session.id);
  });

  it('a sign-in of another person in the same browser takes the place of the session of before', async () => {
    browser.jar.clear();
    expect(await signInWithOneClick('demo-viewer')).toEqual({ ok: true, value: 'signed-in' });
    const viewer = browser.jar.get(COOKIE) ?? '';
    expect(await signIn(EMAIL, PASSWORD)).toEqual({ ok: true, value: 'second-step' });
    expect(await finishByCode(nextCode())).toEqual({ ok: true, value: null });
    expect((await caller()).user).toBe(operator.id);
    browser.jar.set(COOKIE, viewer);
    expect(await currentCaller(false)).toBeNull();
  });

  it('one whose secret was stored under another REHOME_AUTH_SECRET lets nobody in; a recovery code does', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const [first = ''] = codes;
    process.env.REHOME_AUTH_SECRET = `${TEST_SECRET}, but another`;
    try {
      await firstStep();
      expect(await finishByCode(nextCode())).toEqual(wrong);
      expect(logged.mock.calls.flat().join()).toContain('REHOME_AUTH_SECRET');
      expect(await finishByCode(first)).toEqual({ ok: true, value: null });
    } finally {
      process.env.REHOME_AUTH_SECRET = TEST_SECRET;
    }
  });
});

describe('what is set up', () => {
  it('is removed by a code that counts, with the recovery codes; then a password is enough again', async () => {
    await signedInFully();
    for (const bad of [code(), '000000']) expect(await removeOwnTotp(await caller(), bad)).toEqual(wrong);
    expect(await removeOwnTotp(await caller(), nextCode())).toEqual({ ok: true, value: null });
    expect((await events('factor-removed')).slice(-2).map(({ data }) => data)).toMatchObject([
      { factor: 'totp' },
      { factor: 'recovery-codes' },
    ]);
    expect(must(await ownAccount(await caller()))).toMatchObject({ totpSince: null, recoveryCodesLeft: 0, proved: false });
    expect(await removeOwnTotp(await caller(), code())).toEqual({ ok: false, error: { code: 'no-totp' } });
    browser.jar.clear();
    expect(await signIn(EMAIL, PASSWORD)).toEqual({ ok: true, value: 'signed-in' });
  });

  it('is not changed in a session that was opened without it', async () => {
    await asOwner('update sessions set second_factor = null');
    const here = await caller();
    const needed = { ok: false, error: { code: 'factor-needed' } };
    expect(await beginOwnTotp(here)).toEqual(needed);
    expect(await newRecoveryCodes(here)).toEqual(needed);
    expect(await removeOwnTotp(here, nextCode())).toEqual(needed);
  });

  it('may go, but for the last one where a role needs one', async () => {
    const administrator = { user: 'demo-administrator', grants: [], session: { id: 's', signedInAt: new Date() } };
    must(await changeSetting(administrator, 'factorRequiredFor', ['operator']));
    const left = code(1);
    expect(await removeOwnTotp(await caller(), left)).toEqual({ ok: false, error: { code: 'factor-required' } });
    // The code was not used up for it.
    must(await changeSetting(administrator, 'factorRequiredFor', ['viewer']));
    expect(await removeOwnTotp(await caller(), left)).toEqual({ ok: true, value: null });
  });

  it('has new recovery codes whenever they are wanted; the old ones count no more', async () => {
    const [old = ''] = codes;
    const made = must(await newRecoveryCodes(await caller())).codes;
    expect(made).toHaveLength(10);
    await firstStep();
    expect(await finishByCode(old)).toEqual(wrong);
    expect(await finishByCode(made[0] ?? '')).toEqual({ ok: true, value: null });
  });

  it('is taken away by the command line, which says how much it was, and ends sessions', async () => {
    const before = browser.jar.get(COOKIE) ?? '';
    expect(await withTransaction((tx) => resetByCommand(tx, EMAIL, 'command-line'))).toMatchObject({ factors: 1 });
    expect((await events('factor-removed')).at(-1)).toMatchObject({ actor: 'command-line', data: { person: operator.id } });
    browser.jar.set(COOKIE, before);
    expect(await currentCaller(false)).toBeNull();
    expect(await withTransaction((tx) => resetByCommand(tx, EMAIL, 'command-line'))).toMatchObject({ factors: 0 });
    browser.jar.clear();
    expect(await signIn(EMAIL, PASSWORD)).toEqual({ ok: true, value: 'signed-in' });
  });
});

describe('a role that needs a second factor', () => {
  it('lets a session of its person do nothing until one is proved in it, from the next request on, and only of that role', async () => {
    await asOwner('delete from totp_factors');
    await asOwner('delete from recovery_codes');
    browser.jar.clear();
    must(await signIn(EMAIL, PASSWORD));
    expect((await caller()).needsFactor).toBeUndefined();
    const administrator = { user: 'demo-administrator', grants: [], session: { id: 's', signedInAt: new Date() } };
    must(await changeSetting(administrator, 'factorRequiredFor', ['approver', 'viewer']));
    expect((await caller()).needsFactor).toBeUndefined();
    must(await changeSetting(administrator, 'factorRequiredFor', ['operator']));
    expect((await caller()).needsFactor).toBe(true);
    expect((await events('settings-changed')).at(-1)).toMatchObject({
      actor: 'demo-administrator',
      data: { name: 'factorRequiredFor', from: ['approver', 'viewer'], to: ['operator'] },
    });
    ({ secret } = must(await beginOwnTotp(await caller())));
    must(await confirmOwnTotp(await caller(), code()));
    expect((await caller()).needsFactor).toBeUndefined();
  });

  it('takes the identity provider’s own for one only while the setting says so', async () => {
    await asOwner('delete from totp_factors');
    const administrator = { user: 'demo-administrator', grants: [], session: { id: 's', signedInAt: new Date() } };
    must(await changeSetting(administrator, 'factorRequiredFor', ['operator']));
    expect(await openSession(operator.id, 'oidc', 'provider')).toBe(true);
    expect((await caller()).needsFactor).toBe(true);
    must(await changeSetting(administrator, 'providerFactorCounts', true));
    expect((await caller()).needsFactor).toBeUndefined();
    expect((await events('signed-in')).at(-1)).toMatchObject({ data: { method: 'oidc', secondFactor: null } });
  });
});
