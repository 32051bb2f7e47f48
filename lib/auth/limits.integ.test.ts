import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eachAtOnce } from '@/lib/at-once';
import { countTry, deleteOldTries, forgetTries } from '@/lib/db/repositories/rate-limits';
import { refusalsRecorded } from '@/lib/db/repositories/refusals';
import { env } from '@/lib/env';
import { addDemoPeople, DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import type { Caller } from './caller';
import { currentCaller } from './caller';
import { deviceCookieName, newDeviceCookie } from './device-cookie';
import { isFresh } from './fresh';
import { countStart } from './limits';
import { choosePassword, createLink } from './one-time-link';
import { sessionCookieName } from './session-cookie';
import { signIn } from './sign-in';
import { signInAgain } from './sign-in-again';

vi.mock('next/headers', () => import('@/lib/testing/request'));
vi.mock('react', async (original) => ({ ...(await original<object>()), cache: <T>(work: T): T => work }));
// What it costs to guess is tried elsewhere (password-hash.test.ts).
vi.mock('./password-hash', () => ({
  hashPassword: async (password: string) => `plain ${password}`,
  verifyPassword: async ({ hash, password }: { hash: string; password: string }) => hash === `plain ${password}`,
}));
process.env.REHOME_AUTH_SECRET = TEST_SECRET;

const PASSWORD = 'tug-of-war on mars';
const [operator, viewer] = DEMO_PEOPLE;
const emailOf = (person: { readonly id: string }): string => `${person.id}@example.com`;
const COOKIE = sessionCookieName('http://127.0.0.1:3000');
const DEVICE = deviceCookieName('http://127.0.0.1:3000');
const from = (address: string): void => {
  vi.stubEnv('REHOME_TRUST_FORWARDED', '1');
  browser.headers = new Headers({ host: '127.0.0.1:3000', 'x-forwarded-for': address });
};
const must = (caller: Caller | null): Caller => {
  if (caller === null) throw new Error('nobody is signed in');
  return caller;
};
const set = (name: string, value: unknown) =>
  asOwner(
    `insert into settings (name, value, changed_by, changed_at) values ($1, $2::jsonb, 'x', now()) on conflict (name) do update set value = excluded.value`,
    [name, JSON.stringify(value)],
  );

vi.mock('@/lib/env', async (original) => ({
  ...(await original<object>()),
  trustForwarded: () => process.env.REHOME_TRUST_FORWARDED === '1',
}));

beforeAll(async () => {
  await addDemoPeople(env().databaseUrl);
  from('10.0.0.1');
  for (const person of [operator, viewer]) {
    const { token } = await createLink(person.id, 'reset', 'x');
    expect((await choosePassword({ token, password: PASSWORD, name: '', email: '' })).ok).toBe(true);
  }
});
beforeEach(async () => {
  browser.jar.clear();
  await asOwner('delete from rate_limits');
});

describe('countTry', () => {
  it('lets so many go on within its time, all consoles together, and says when the next may', async () => {
    const limit = { most: 3, withinMs: 60_000 };
    const waits = await Promise.all(Array.from({ length: 5 }, () => countTry('key', limit)));
    expect(waits.filter((wait) => wait === null)).toHaveLength(3);
    for (const wait of waits.filter((each) => each !== null)) expect(wait).toBeGreaterThan(0);
    expect(await countTry('another', limit)).toBeNull();
    await asOwner(`update rate_limits set last_request = last_request - 60000 where key = 'key'`);
    expect(await countTry('key', limit)).toBeNull();
    await forgetTries('key');
    expect(await asOwner(`select key from rate_limits`)).toEqual([{ key: 'another' }]);
    await deleteOldTries(new Date(Date.now() + 1_000));
    expect(await asOwner(`select key from rate_limits`)).toEqual([]);
  });
});

describe('signing in again and again', () => {
  const wrong = async (email: string): Promise<string> => {
    const answer = await signIn(email, 'not the password');
    return answer.ok ? 'ok' : answer.error.code;
  };
  const wrongOften = async (email: string, times: number): Promise<readonly string[]> => {
    const codes: string[] = [];
    for (let n = 0; n < times; n += 1) codes.push(await wrong(email));
    return codes;
  };

  /** As many at once as the database has connections for: more would wait for one, and on a slow machine too long. */
  const wrongOfEach = async (emails: readonly string[]): Promise<ReadonlySet<string>> => {
    const codes = new Set<string>();
    await eachAtOnce(emails, 5, async (email) => void codes.add(await wrong(email)));
    return codes;
  };

  it('is held up after ten wrong passwords from one place, for that person there, whether there is such a person or not', async () => {
    from('10.0.0.1');
    for (const email of [emailOf(operator), 'nobody@example.com']) {
      const codes = await wrongOften(email, 11);
      expect(codes).toEqual([...Array.from({ length: 10 }, () => 'wrong-credentials'), 'too-many']);
    }
    expect(await signIn(emailOf(operator), PASSWORD)).toMatchObject({ error: { code: 'too-many', retryAfterSeconds: expect.any(Number) } });
    expect((await signIn(emailOf(viewer), PASSWORD)).ok).toBe(true);
    from('10.0.0.2');
    expect((await signIn(emailOf(operator), PASSWORD)).ok).toBe(true);
  });

  it('is held up for one person from everywhere after fifty', async () => {
    for (let place = 0; place < 10; place += 1) {
      from(`10.0.1.${place}`);
      expect(new Set(await wrongOften(emailOf(operator), 5))).toEqual(new Set(['wrong-credentials']));
    }
    from('10.0.1.99');
    expect(await wrong(emailOf(operator))).toBe('too-many');
    expect(await wrong(emailOf(viewer))).toBe('wrong-credentials');
  });

  it('is held up from one place after two hundred, whoever is tried', async () => {
    from('10.0.2.1');
    const people = Array.from({ length: 200 }, (_, n) => `somebody-${n}@example.com`);
    expect(await wrongOfEach(people)).toEqual(new Set(['wrong-credentials']));
    expect(await wrong('one-more@example.com')).toBe('too-many');
    from('10.0.2.2');
    expect(await wrong('one-more@example.com')).toBe('wrong-credentials');
  });

  it('is held up for the one person alone where nobody says where tries come from: no stranger uses up what all have', async () => {
    vi.stubEnv('REHOME_TRUST_FORWARDED', '');
    browser.headers = new Headers({ host: '127.0.0.1:3000', 'x-forwarded-for': '10.0.5.1' });
    const people = Array.from({ length: 201 }, (_, n) => `somebody-${n}@example.com`);
    expect(await wrongOfEach(people)).toEqual(new Set(['wrong-credentials']));
    const codes = await wrongOften(emailOf(viewer), 51);
    expect(codes).toEqual([...Array.from({ length: 50 }, () => 'wrong-credentials'), 'too-many']);
    expect((await signIn(emailOf(operator), PASSWORD)).ok).toBe(true);
    // Whoever is signed in guesses in their session: ten times, wherever they are.
    const again = must(await currentCaller(false));
    for (let n = 0; n < 10; n += 1) expect(await signInAgain(again, 'not it')).toMatchObject({ error: { code: 'wrong-credentials' } });
    expect(await signInAgain(again, PASSWORD)).toMatchObject({ error: { code: 'too-many' } });
  });

  it('goes on in a browser that the person has signed in with before, which has ten tries of its own, whatever strangers do', async () => {
    vi.stubEnv('REHOME_TRUST_FORWARDED', '');
    browser.headers = new Headers({ host: '127.0.0.1:3000' });
    expect((await signIn(emailOf(operator), PASSWORD)).ok).toBe(true);
    const theirs = browser.jar.get(DEVICE) ?? '';
    browser.jar.clear();
    expect((await wrongOften(emailOf(operator), 51)).at(-1)).toBe('too-many');
    expect(await signIn(emailOf(operator), PASSWORD)).toMatchObject({ error: { code: 'too-many' } });

    // A browser of somebody else is as any other, and so is one that was made up.
    for (const other of [`x${theirs}`, newDeviceCookie({ person: viewer.id, passwordHash: `plain ${PASSWORD}` }, TEST_SECRET)]) {
      browser.jar.set(DEVICE, other);
      expect(await signIn(emailOf(operator), PASSWORD)).toMatchObject({ error: { code: 'too-many' } });
    }
    browser.jar.set(DEVICE, theirs);
    expect(await wrongOften(emailOf(operator), 9)).not.toContain('too-many');
    expect((await signIn(emailOf(operator), PASSWORD)).ok).toBe(true);
    const renewed = browser.jar.get(DEVICE) ?? '';
    expect(renewed).not.toBe(theirs);
    expect((await wrongOften(emailOf(operator), 11)).at(-1)).toBe('too-many');

    // With another password it is as any other.
    browser.jar.clear();
    const { token } = await createLink(operator.id, 'reset', 'x');
    expect((await choosePassword({ token, password: PASSWORD.toUpperCase(), name: '', email: '' })).ok).toBe(true);
    const now = browser.jar.get(DEVICE) ?? '';
    browser.jar.clear();
    for (const [device, answer] of [
      [theirs, 'too-many'],
      [renewed, 'too-many'],
      [now, 'wrong-credentials'],
    ] as const) {
      browser.jar.set(DEVICE, device);
      expect(await wrong(emailOf(operator))).toBe(answer);
    }
    const back = await createLink(operator.id, 'reset', 'x');
    expect((await choosePassword({ token: back.token, password: PASSWORD, name: '', email: '' })).ok).toBe(true);
  });

  it('of whoever is signed in cannot be used up by somebody who types their id as an e-mail address', async () => {
    from('10.0.7.1');
    expect((await signIn(emailOf(operator), PASSWORD)).ok).toBe(true);
    const caller = must(await currentCaller(false));
    for (let place = 0; place < 10; place += 1) {
      from(`10.0.8.${place}`);
      await wrongOften(operator.id, 6);
    }
    expect(await signInAgain(caller, PASSWORD)).toEqual({ ok: true, value: null });
  });

  it('is on record as refused, by the person who was tried and no more often than other refusals', async () => {
    from('10.0.6.1');
    await wrongOften(emailOf(viewer), 14);
    await refusalsRecorded();
    const rows = await asOwner(
      `select data::json ->> 'person' as person, (data::json ->> 'count')::int as count from events
        where kind = 'sign-in-refused' and data::json ->> 'cause' = 'too-many' and data::json ->> 'person' = $1`,
      [viewer.id],
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(5);
  });

  it('keeps nothing of what was typed, and forgets the errors of somebody who then signs in', async () => {
    from('10.0.3.1');
    await wrongOften(emailOf(operator), 9);
    expect(JSON.stringify(await asOwner('select * from rate_limits'))).not.toContain(operator.id);
    expect((await signIn(emailOf(operator), PASSWORD)).ok).toBe(true);
    expect(await wrongOften(emailOf(operator), 10)).not.toContain('too-many');
  });
});

describe('a fresh sign-in', () => {
  const signedIn = async (): Promise<Caller> => {
    from('10.0.4.1');
    expect((await signIn(emailOf(operator), PASSWORD)).ok).toBe(true);
    return must(await currentCaller(false));
  };
  const minutesAgo = (minutes: number): Promise<unknown> =>
    asOwner(`update sessions set signed_in_at = now() - make_interval(mins => $1) where ended_at is null`, [minutes]);

  it('is one of the last fifteen minutes, or of the setting', async () => {
    await signedIn();
    await minutesAgo(14);
    expect(await isFresh(must(await currentCaller(false)))).toBe(true);
    await minutesAgo(16);
    expect(await isFresh(must(await currentCaller(false)))).toBe(false);
    await set('freshSignInMinutes', 20);
    expect(await isFresh(must(await currentCaller(false)))).toBe(true);
    await set('freshSignInMinutes', null);
    await minutesAgo(600);
    expect(await isFresh(must(await currentCaller(false)))).toBe(true);
    await set('freshSignInMinutes', 15);
  });

  it('is made by the password, goes on in the same session under another token, and is an event', async () => {
    const before = await signedIn();
    await minutesAgo(16);
    const kept = browser.jar.get(COOKIE) ?? '';
    expect(await signInAgain(must(await currentCaller(false)), 'not the password')).toEqual({
      ok: false,
      error: { code: 'wrong-credentials' },
    });
    expect(await signInAgain(must(await currentCaller(false)), null)).toEqual({ ok: false, error: { code: 'wrong-credentials' } });
    expect(await signInAgain(must(await currentCaller(false)), PASSWORD)).toEqual({ ok: true, value: null });
    const after = must(await currentCaller(false));
    expect(after.session.id).toBe(before.session.id);
    expect(await isFresh(after)).toBe(true);
    browser.jar.set(COOKIE, kept);
    expect(await currentCaller(false)).toBeNull();
    const [event] = await asOwner(`select actor, data::json as data from events where kind = 'signed-in' order by seq desc limit 1`);
    expect(event).toMatchObject({ actor: operator.id, data: { sessionId: before.session.id, method: 'password' } });
  });

  it('is made by a click where the person signs in so', async () => {
    vi.stubEnv('REHOME_ONE_CLICK', operator.id);
    await signedIn();
    browser.headers = new Headers({ host: '127.0.0.1:3000' });
    await minutesAgo(16);
    expect(await signInAgain(must(await currentCaller(false)), null)).toEqual({ ok: true, value: null });
    expect(await isFresh(must(await currentCaller(false)))).toBe(true);
    vi.stubEnv('REHOME_ONE_CLICK', '');
  });
});

describe('starts', () => {
  it('are counted by person, up to the setting', async () => {
    const caller = (user: string): Caller => ({ user, grants: [], session: { id: 'x', signedInAt: new Date() } });
    await set('startsPerTenMinutes', 2);
    const answers = [];
    for (let n = 0; n < 3; n += 1) answers.push((await countStart(caller('one'))).ok);
    expect(answers).toEqual([true, true, false]);
    expect((await countStart(caller('another'))).ok).toBe(true);
    await set('startsPerTenMinutes', null);
    expect((await countStart(caller('one'))).ok).toBe(true);
  });
});
