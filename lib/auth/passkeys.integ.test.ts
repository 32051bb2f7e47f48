import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { env } from '@/lib/env';
import { addDemoPeople, DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { authenticator } from '@/lib/testing/authenticator';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import { currentCaller } from './caller';
import { addOwnPasskey, beginOwnPasskey, removeOwnPasskey, renameOwnPasskey } from './factors/own-passkeys';
import { isFresh } from './fresh';
import { ownAccount } from './own-account';
import { finishByCode, secondStep } from './second-step';
import { beginByPasskey, finishByPasskey } from './second-step-passkey';
import { sessionCookieName } from './session-cookie';
import { signInWithOneClick } from './sign-in';
import { signInAgain } from './sign-in-again';

vi.mock('next/headers', () => import('@/lib/testing/request'));
vi.mock('react', async (original) => ({ ...(await original<object>()), cache: <T>(work: T): T => work }));
process.env.REHOME_AUTH_SECRET = TEST_SECRET;

const HERE = { origin: 'http://localhost:3000', rpId: 'localhost' };
const COOKIE = sessionCookieName(HERE.origin);
const [operator, viewer] = DEMO_PEOPLE;
const notAdded = { ok: false, error: { code: 'passkey-not-added' } };
const wrong = { ok: false, error: { code: 'wrong-passkey' } };
const events = (kind: string) => asOwner(`select data::json as data from events where kind = $1 order by seq`, [kind]);

const caller = async () => {
  const found = await currentCaller(false);
  if (found === null) throw new Error('nobody is signed in');
  return found;
};
const must = <T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
type Device = ReturnType<typeof authenticator>;

let device: Device;
let codes: readonly string[];
const enter = async (person: string = operator.id): Promise<unknown> => {
  browser.jar.clear();
  return must(await signInWithOneClick(person));
};
const add = async (made: Device, name = 'A laptop') =>
  addOwnPasskey(await caller(), name, made.make(must(await beginOwnPasskey(await caller())), HERE));

beforeAll(async () => {
  browser.headers = new Headers({ host: 'localhost:3000' });
  await addDemoPeople(env().databaseUrl);
});
beforeEach(async () => {
  browser.headers = new Headers({ host: 'localhost:3000' });
  vi.stubEnv('REHOME_ONE_CLICK', DEMO_PEOPLE.map(({ id }) => id).join(','));
  for (const table of ['passkeys', 'recovery_codes', 'unfinished_sign_ins', 'rate_limits', 'sessions', 'verifications'])
    await asOwner(`delete from ${table}`);
  device = authenticator();
  await enter();
  codes = must(await add(device)).codes ?? [];
});

describe('a passkey', () => {
  it('is added under a name, with recovery codes the first time, and listed', async () => {
    expect(codes).toHaveLength(10);
    expect(must(await add(authenticator(), 'A key')).codes).toBeNull();
    expect(must(await ownAccount(await caller()))).toMatchObject({
      passkeys: [{ name: 'A laptop', synced: false, lastUsedAt: null, elsewhere: null }, { name: 'A key' }],
      recoveryCodesLeft: 10,
      proved: true,
      passkeysHere: true,
    });
    expect((await events('factor-added')).slice(-1)[0]?.data).toMatchObject({ person: operator.id, factor: 'passkey' });
    expect(must(await beginOwnPasskey(await caller())).excludeCredentials).toHaveLength(2);
  });

  it.each([
    ['made for another address', { ...HERE, origin: 'http://evil.example' }],
    ['made for another host name', { ...HERE, rpId: 'evil.example' }],
    ['made without its owner having been verified', { ...HERE, verified: false }],
    ['made for another question', { ...HERE, challenge: 'A'.repeat(43) }],
  ])('is not added: one that was %s', async (_, how) => {
    const answer = authenticator().make(must(await beginOwnPasskey(await caller())), how);
    expect(await addOwnPasskey(await caller(), 'x', answer)).toEqual(notAdded);
  });

  it('is added once by one answer, in the session that asked, and is one person’s', async () => {
    const other = authenticator();
    const answer = other.make(must(await beginOwnPasskey(await caller())), HERE);
    const first = new Map(browser.jar);
    await enter(viewer.id);
    expect(await addOwnPasskey(await caller(), 'x', answer)).toEqual(notAdded);
    for (const [name, value] of first) browser.jar.set(name, value);
    expect((await addOwnPasskey(await caller(), 'x', answer)).ok).toBe(true);
    expect(await addOwnPasskey(await caller(), 'x', answer)).toEqual(notAdded);
    await enter(viewer.id);
    expect(await add(other)).toEqual(notAdded);
  });

  it('lets in once, for this sign-in, and is on record as that', async () => {
    expect(await enter()).toBe('second-step');
    expect(await secondStep()).toEqual({ totp: false, passkeys: 'here', recoveryCodes: true });
    const answer = device.use(must(await beginByPasskey()), HERE);
    const waiting = new Map(browser.jar);
    expect(await finishByPasskey(answer)).toEqual({ ok: true, value: null });
    expect((await caller()).user).toBe(operator.id);
    expect((await events('signed-in')).at(-1)).toMatchObject({ data: { method: 'demo', secondFactor: 'passkey' } });
    expect(must(await ownAccount(await caller())).passkeys[0]?.lastUsedAt).not.toBeNull();
    browser.jar.clear();
    for (const [name, value] of waiting) browser.jar.set(name, value);
    expect(await finishByPasskey(answer)).toEqual({ ok: false, error: { code: 'sign-in-stale' } });
    await enter();
    must(await beginByPasskey());
    expect(await finishByPasskey(answer)).toEqual(wrong);
    expect(browser.jar.has(COOKIE)).toBe(false);
  });

  it.each([
    ['signed for another address', { ...HERE, origin: 'http://localhost:4000' }],
    ['signed for another host name', { ...HERE, rpId: 'evil.example' }],
    ['signed without its owner having been verified', { ...HERE, verified: false }],
    ['signed for another question', { ...HERE, challenge: 'A'.repeat(43) }],
  ])('lets nobody in that was %s', async (_, how) => {
    await enter();
    const options = must(await beginByPasskey());
    expect(options.userVerification).toBe('required');
    expect(await finishByPasskey(device.use(options, how))).toEqual(wrong);
    expect(await currentCaller(false)).toBeNull();
  });

  it('lets nobody in that is another one’s, was copied, or whose answer is older than the last question', async () => {
    await enter();
    expect(await finishByPasskey(authenticator().use(must(await beginByPasskey()), HERE))).toEqual(wrong);
    const old = device.use(must(await beginByPasskey()), HERE);
    const options = must(await beginByPasskey());
    expect(await finishByPasskey(old)).toEqual(wrong);
    expect((await finishByPasskey(device.use(options, HERE))).ok).toBe(true);
    device.rewind();
    await enter();
    expect(await finishByPasskey(device.use(must(await beginByPasskey()), HERE))).toEqual(wrong);
  });

  it('cannot be guessed at without end', async () => {
    await enter();
    const answer = device.use(must(await beginByPasskey()), { ...HERE, verified: false });
    const answers = [];
    for (let n = 0; n < 11; n += 1) answers.push(await finishByPasskey(answer));
    expect(answers.map((each) => (each.ok ? 'in' : each.error.code))).toEqual([
      ...Array.from({ length: 10 }, () => 'wrong-passkey'),
      'too-many',
    ]);
  });

  it('works under the host name that it was made for; under another one a recovery code helps', async () => {
    browser.headers = new Headers({ host: '127.0.0.1:3000' });
    await enter();
    expect(await secondStep()).toEqual({ totp: false, passkeys: 'elsewhere', recoveryCodes: true });
    expect(must(await beginByPasskey()).allowCredentials).toEqual([]);
    expect(await finishByCode(codes[0] ?? '')).toEqual({ ok: true, value: null });
    const own = must(await ownAccount(await caller()));
    expect([own.passkeysHere, own.passkeys[0]?.elsewhere]).toEqual([false, 'localhost']);
    expect(await beginOwnPasskey(await caller())).toEqual({ ok: false, error: { code: 'no-host-name' } });
  });

  it('is renamed by its person alone, which ends no session', async () => {
    const mine = must(await ownAccount(await caller())).passkeys[0]?.id ?? '';
    const first = new Map(browser.jar);
    await enter(viewer.id);
    expect(await renameOwnPasskey(await caller(), mine, 'Not yours')).toEqual({ ok: false, error: { code: 'no-passkey' } });
    for (const [name, value] of first) browser.jar.set(name, value);
    expect(await renameOwnPasskey(await caller(), mine, 'The old laptop')).toEqual({ ok: true, value: null });
    expect(must(await ownAccount(await caller())).passkeys).toMatchObject([{ id: mine, name: 'The old laptop' }]);
  });

  it('is asked for where a fresh sign-in is, and makes the session that goes on a fresh one', async () => {
    const { session } = await caller();
    await asOwner(`update sessions set signed_in_at = now() - interval '1 hour'`);
    expect(must(await signInAgain(await caller(), null))).toEqual({ totp: false, passkeys: 'here', recoveryCodes: true });
    expect(await isFresh(await caller())).toBe(false);
    expect(await finishByPasskey(device.use(must(await beginByPasskey()), HERE))).toEqual({ ok: true, value: null });
    expect([(await caller()).session.id, await isFresh(await caller())]).toEqual([session.id, true]);
  });

  it('is removed by its person alone, with the recovery codes where it was the last', async () => {
    const mine = must(await ownAccount(await caller())).passkeys[0]?.id ?? '';
    const first = new Map(browser.jar);
    await enter(viewer.id);
    expect(await removeOwnPasskey(await caller(), mine)).toEqual({ ok: false, error: { code: 'no-passkey' } });
    for (const [name, value] of first) browser.jar.set(name, value);
    expect(await removeOwnPasskey(await caller(), mine)).toEqual({ ok: true, value: null });
    expect(must(await ownAccount(await caller()))).toMatchObject({ passkeys: [], recoveryCodesLeft: 0, proved: false });
    expect(await enter()).toBe('signed-in');
  });
});
