import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { changeClaimRoles } from '@/lib/data/settings/claim-roles';
import { withTransaction } from '@/lib/db/client';
import { setPassword } from '@/lib/db/repositories/new-people';
import { env } from '@/lib/env';
import { addDemoPeople } from '@/lib/launcher/demo-people';
import { answerOf, type IdentityProvider, startIdentityProvider } from '@/lib/testing/identity-provider';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { OPERATOR } from '@/lib/testing/restores';
import { sessionOf, TEST_SECRET } from '@/lib/testing/signed-in';
import { type Caller, currentCaller } from '../caller';
import { beginLink, ownProvider, removeLink } from './own-provider';
import { beginOidc, finishOidc, type OidcAnswer } from './sign-in';

vi.mock('next/headers', () => import('@/lib/testing/request'));
vi.mock('react', async (original) => ({ ...(await original<object>()), cache: <T>(work: T): T => work }));

const CONSOLE = 'http://127.0.0.1:3000';
const [VIEWER, APPROVER] = ['demo-viewer', 'demo-approver'];
let provider: IdentityProvider;

beforeAll(async () => {
  provider = await startIdentityProvider();
  provider.register(CONSOLE);
  Object.assign(process.env, { REHOME_AUTH_SECRET: TEST_SECRET, ...provider.env });
  browser.headers = new Headers({ host: '127.0.0.1:3000', origin: CONSOLE });
  await addDemoPeople(env().databaseUrl);
  await changeClaimRoles(OPERATOR, 'add', { claim: 'groups', value: 'leads', role: 'operator', account: null });
  for (const id of ['rika', 'jo']) provider.people.set(id, { name: id, email: `${id}@example.com`, groups: ['leads'] });
});
afterAll(() => provider.close());
beforeEach(() => browser.jar.clear());

/** Has a person of the demo signed in in this browser. */
const as = async (person: string): Promise<Caller> => {
  const { name, value } = await sessionOf(env().databaseUrl, CONSOLE, person);
  browser.jar.set(name, decodeURIComponent(value));
  const caller = await currentCaller(false);
  if (caller === null) throw new Error('nobody is signed in');
  return caller;
};
const proved = async (url: string, subject: string): Promise<OidcAnswer> => {
  const at = await answerOf(url, subject);
  const said = (name: string): string | null => at.searchParams.get(name);
  return { code: said('code'), state: said('state') ?? '', iss: said('iss'), error: said('error') };
};
const begun = async (caller: Caller): Promise<string> => {
  const answer = await beginLink(caller, '/account');
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.url;
};
const link = async (person: string, subject: string) => finishOidc(await proved(await begun(await as(person)), subject));
const signIn = async (subject: string) => {
  const answer = await beginOidc('/', false);
  return finishOidc(await proved(answer.ok ? answer.value.url : '', subject));
};
const linksOf = (person: string) =>
  asOwner(`select account_id as subject from identities where user_id = $1 and provider_id like 'oidc %'`, [person]);
const changes = (person: string) =>
  asOwner(`select kind, data::json ->> 'factor' as factor from events where subject = $1 and kind like 'factor-%' order by seq`, [person]);
const refused = (code: string) => ({ ok: false, error: { code, linking: true } });

describe('a person who is signed in', () => {
  it('links themselves with whom the provider proves anew, stays in the same session, and is that person by it from then on', async () => {
    const caller = await as(VIEWER);
    expect(await ownProvider(caller)).toEqual({ provider: 'Team login', linked: false, removable: false });
    const url = await begun(caller);
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
    expect(await finishOidc(await proved(url, 'rika'))).toEqual({ ok: true, value: { to: '/account', keptAdministrator: false } });
    expect((await currentCaller(false))?.session.id).toBe(caller.session.id);
    expect(await linksOf(VIEWER)).toEqual([{ subject: 'rika' }]);
    expect(await changes(VIEWER)).toEqual([{ kind: 'factor-added', factor: 'oidc' }]);
    expect(await ownProvider(caller)).toMatchObject({ linked: true });
    browser.jar.clear();
    expect(await signIn('rika')).toMatchObject({ ok: true });
    expect(await currentCaller(false)).toMatchObject({
      user: VIEWER,
      grants: [
        { role: 'operator', account: null },
        { role: 'viewer', account: null },
      ],
    });
    expect(await asOwner(`select 1 from people where email = 'rika@example.com'`)).toEqual([]);
  });

  it('does so again without a change, and with nobody else of the provider beside', async () => {
    expect(await link(VIEWER, 'rika')).toMatchObject({ ok: true });
    expect(await link(VIEWER, 'jo')).toEqual(refused('oidc-linked-another'));
    expect(await linksOf(VIEWER)).toEqual([{ subject: 'rika' }]);
    expect(await changes(VIEWER)).toHaveLength(1);
  });

  it('is never made one with somebody else', async () => {
    expect(await link(APPROVER, 'rika')).toEqual(refused('oidc-linked-elsewhere'));
    expect(await signIn('jo')).toMatchObject({ ok: true });
    browser.jar.clear();
    expect(await link(APPROVER, 'jo')).toEqual(refused('oidc-linked-elsewhere'));
    expect(await linksOf(APPROVER)).toEqual([]);
    expect(await changes(APPROVER)).toEqual([]);
  });

  it('is linked only in the session that began it', async () => {
    const url = await begun(await as(APPROVER));
    const answer = await proved(url, 'rika');
    const trip = new Map(browser.jar);
    const inSession = async (change: () => unknown) => {
      browser.jar.clear();
      for (const [name, value] of trip) browser.jar.set(name, value);
      await change();
      return finishOidc(answer);
    };
    expect(await inSession(() => as(VIEWER))).toEqual(refused('oidc-other-person'));
    // An answer counts once, whatever came of it.
    expect(await inSession(() => undefined)).toMatchObject({ error: { code: 'oidc-stale' } });
    const again = await proved(await begun(await as(APPROVER)), 'rika');
    for (const name of [...browser.jar.keys()].filter((each) => each.endsWith('.session'))) browser.jar.delete(name);
    expect(await finishOidc(again)).toEqual(refused('oidc-other-person'));
    expect([...browser.jar.keys()].some((name) => name.endsWith('.session'))).toBe(false);
    expect(await linksOf(APPROVER)).toEqual([]);
  });

  it('keeps the link where it is the only way in, and removes it else, with the roles that it gave; other sessions end', async () => {
    const caller = await as(VIEWER);
    expect(await removeLink(caller)).toEqual({ ok: false, error: { code: 'only-way' } });
    await withTransaction((tx) => setPassword(tx, VIEWER, 'x', { how: 'link', actor: VIEWER, at: new Date(), keep: caller.session.id }));
    await sessionOf(env().databaseUrl, CONSOLE, VIEWER);
    expect(await ownProvider(caller)).toEqual({ provider: 'Team login', linked: true, removable: true });
    expect(await removeLink(caller)).toEqual({ ok: true, value: null });
    expect(await linksOf(VIEWER)).toEqual([]);
    expect(await changes(VIEWER)).toEqual([
      { kind: 'factor-added', factor: 'oidc' },
      { kind: 'factor-removed', factor: 'oidc' },
    ]);
    expect(await asOwner(`select id from sessions where user_id = $1 and ended_at is null`, [VIEWER])).toEqual([{ id: caller.session.id }]);
    expect((await currentCaller(false))?.grants).toEqual([{ role: 'viewer', account: null }]);
    expect(await removeLink(caller)).toEqual({ ok: true, value: null });
    expect(await changes(VIEWER)).toHaveLength(2);
  });
});
