import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { env } from '@/lib/env';
import { addDemoPeople, DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import { currentCaller } from './caller';
import { deviceCookieName } from './device-cookie';
import { choosePassword, createLink } from './one-time-link';
import { awaitSecondStep } from './open-session';
import { renewHere } from './renew-session';
import { sessionCookieName } from './session-cookie';
import { signIn, signOut } from './sign-in';

vi.mock('next/headers', () => import('@/lib/testing/request'));
vi.mock('react', async (original) => ({ ...(await original<object>()), cache: <T>(work: T): T => work }));
process.env.REHOME_AUTH_SECRET = TEST_SECRET;

const PASSWORD = 'tug-of-war on mars';
const [{ id }] = DEMO_PEOPLE;

beforeAll(async () => {
  browser.headers = new Headers({ host: '127.0.0.1:3000' });
  await addDemoPeople(env().databaseUrl);
  const { token } = await createLink(id, 'reset', 'demo-administrator');
  await choosePassword({ token, password: PASSWORD, name: 'ignored', email: 'ignored@example.com' });
});
beforeEach(async () => {
  browser.jar.clear();
  browser.attributes.clear();
  await asOwner('delete from sessions');
});

/** The cookies that one way through the console sets, each with what it was set with. */
const setOnTheWay = async (way: () => Promise<unknown>): Promise<Readonly<Record<string, unknown>>> => {
  browser.attributes.clear();
  await way();
  return Object.fromEntries([...browser.attributes].map(([name, set]) => [name, { ...set, secure: set.secure ?? false }]));
};

it.each([
  ['over https', 'https://rehome.example.com', 'rehome.example.com', true],
  ['on this machine', 'http://127.0.0.1:3000', '127.0.0.1:3000', false],
])('%s no cookie is for scripts, for other sites or for a part of the console', async (_, origin, host, secure) => {
  browser.headers = new Headers({ host });
  const attributes = { httpOnly: true, sameSite: 'lax', path: '/', secure };
  const session = sessionCookieName(origin);
  const signedIn = await setOnTheWay(() => signIn(`${id}@example.com`, PASSWORD));
  expect(signedIn).toMatchObject({ [session]: attributes, [deviceCookieName(origin)]: attributes });
  const caller = await currentCaller(false);
  const renewed = await setOnTheWay(() => renewHere({ id: caller?.session.id ?? '', method: 'password', second: null }));
  expect(renewed).toEqual({ [session]: attributes });
  const out = await setOnTheWay(signOut);
  expect(out[session]).toEqual(attributes);
  const begun = await setOnTheWay(() => awaitSecondStep(id, 'password'));
  for (const each of [...Object.values(out).filter((set) => set !== out['__Host-rehome.session']), ...Object.values(begun)])
    expect(each).toEqual(attributes);
  expect(Object.keys(begun)).toHaveLength(1);
  // A prefix that browsers keep to this host, and take over https alone (RFC 6265bis, 4.1.3.2).
  for (const name of [...Object.keys(signedIn), ...Object.keys(begun)]) expect(name.startsWith('__Host-')).toBe(secure);
});
