import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest';
import type { ClaimRole } from '@/lib/access/claim-roles';
import { changeClaimRoles } from '@/lib/data/settings/claim-roles';
import { withTransaction } from '@/lib/db/client';
import { addPerson } from '@/lib/db/repositories/new-people';
import { refusalsRecorded } from '@/lib/db/repositories/refusals';
import { answerOf, type IdentityProvider, startIdentityProvider } from '@/lib/testing/identity-provider';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { OPERATOR } from '@/lib/testing/restores';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import type { Caller } from '../caller';
import { waysAgain } from '../ways-again';
import { beginOidc, finishOidc, type OidcAnswer } from './sign-in';

vi.mock('next/headers', () => import('@/lib/testing/request'));

const CONSOLE = 'http://127.0.0.1:3000';
const HERE = '192.0.2.1';
let provider: IdentityProvider;
let log: MockInstance<(...said: unknown[]) => void>;

beforeAll(async () => {
  provider = await startIdentityProvider();
  provider.register(CONSOLE);
  Object.assign(process.env, { REHOME_AUTH_SECRET: TEST_SECRET, REHOME_TRUST_FORWARDED: '1', ...provider.env });
  browser.headers = new Headers({ host: '127.0.0.1:3000', origin: CONSOLE, 'x-forwarded-for': HERE });
  for (const line of TABLE) await changeClaimRoles(OPERATOR, 'add', line);
});
afterAll(() => provider.close());
beforeEach(() => {
  vi.restoreAllMocks();
  browser.jar.clear();
  log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  provider.tamper = null;
});

const TABLE: readonly ClaimRole[] = [
  { claim: 'groups', value: 'restore-operators', role: 'operator', account: '123456789012' },
  { claim: 'groups', value: 'restore-leads', role: 'approver', account: null },
  { claim: 'groups', value: 'restore-leads', role: 'viewer', account: null },
];
const rika = { name: 'Rika Ono', email: 'Rika@Example.com', email_verified: true, groups: ['restore-operators', 'all'] };

const toAnswer = (url: URL): OidcAnswer => {
  const said = (name: string): string | null => url.searchParams.get(name);
  return { code: said('code'), state: said('state') ?? '', iss: said('iss'), error: said('error') };
};
const begin = async (to = '/', again = false): Promise<string> => {
  const begun = await beginOidc(to, again);
  if (!begun.ok) throw new Error(begun.error.code);
  return begun.value.url;
};
const answer = async (person: string): Promise<OidcAnswer> => toAnswer(await answerOf(await begin(), person));
const signIn = async (person: string) => finishOidc(await answer(person));
const sessionCookie = () => [...browser.jar.keys()].some((name) => name.endsWith('.session'));

const personOf = (subject: string) => `(select user_id from identities where account_id = '${subject}')`;
const rolesOf = (subject: string) =>
  asOwner(`select role, account, source from grants where person = ${personOf(subject)} order by role, account`);
const eventsOf = (subject: string) =>
  asOwner(`select kind, actor, data::json as data from events where subject = ${personOf(subject)} order by seq`);

describe('signing in with an identity provider', () => {
  it('asks it with PKCE, a state and a nonce, and comes back to the page that was wanted', async () => {
    provider.people.set('rika', rika);
    const url = new URL(await begin('/history?outcome=failed'));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'rehome',
      code_challenge_method: 'S256',
      scope: 'openid profile email groups',
      redirect_uri: `${CONSOLE}/sign-in/oidc`,
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(url.searchParams.get(name)).toMatch(/^[\w-]{43}$/);
    expect(await finishOidc(toAnswer(await answerOf(url.href, 'rika')))).toEqual({
      ok: true,
      value: { to: '/history?outcome=failed', keptAdministrator: false },
    });
    expect(sessionCookie()).toBe(true);
    expect([...browser.jar.keys()].some((name) => name.endsWith('.oidc'))).toBe(false);
  });

  it('makes a person of whom the table gives a role, with those roles, on record', async () => {
    const [person] = await asOwner(`select name, email, id from people where id = ${personOf('rika')}`);
    expect(person).toMatchObject({ name: 'Rika Ono', email: 'rika@example.com' });
    expect(await rolesOf('rika')).toEqual([{ role: 'operator', account: '123456789012', source: 'claims' }]);
    const id = (person as { id: string }).id;
    expect(await eventsOf('rika')).toMatchObject([
      { kind: 'person-joined', actor: id, data: { person: id, by: 'oidc' } },
      { kind: 'role-granted', actor: 'rehome', data: { person: id, role: 'operator', account: '123456789012', by: 'claims' } },
      { kind: 'signed-in', actor: id, data: { method: 'oidc', secondFactor: null } },
    ]);
    // Nothing is kept that could be used at the provider.
    expect(await asOwner(`select access_token, refresh_token, id_token, password from identities where account_id = 'rika'`)).toEqual([
      { access_token: null, refresh_token: null, id_token: null, password: null },
    ]);
  });

  it('gives at each sign-in what the claims say then, and leaves what was given by hand', async () => {
    await asOwner(
      `insert into grants (person, role, account, granted_by, granted_at) values (${personOf('rika')}, 'viewer', '*', 'x', now())`,
    );
    provider.people.set('rika', { ...rika, groups: ['restore-leads'] });
    expect(await signIn('rika')).toMatchObject({ ok: true });
    expect(await rolesOf('rika')).toEqual([
      { role: 'approver', account: '*', source: 'claims' },
      { role: 'viewer', account: '*', source: 'person' },
    ]);
    expect((await eventsOf('rika')).slice(3)).toMatchObject([
      { kind: 'role-taken', data: { role: 'operator', account: '123456789012', by: 'claims' } },
      { kind: 'role-granted', data: { role: 'approver', account: null, by: 'claims' } },
      { kind: 'signed-in' },
    ]);
    provider.people.set('rika', { ...rika, groups: [] });
    expect(await signIn('rika')).toMatchObject({ ok: true });
    expect(await rolesOf('rika')).toEqual([{ role: 'viewer', account: '*', source: 'person' }]);
  });

  it('knows a person by issuer and subject: another name or address there changes nobody here', async () => {
    provider.people.set('rika', { ...rika, name: 'Somebody', email: 'else@example.com' });
    expect(await signIn('rika')).toMatchObject({ ok: true });
    expect(await asOwner(`select name, email from people where id = ${personOf('rika')}`)).toEqual([
      { name: 'Rika Ono', email: 'rika@example.com' },
    ]);
  });

  it('takes the last role and does not let in whom the claims and nobody give one', async () => {
    provider.people.set('noor', { name: 'Noor', email: 'noor@example.com', groups: ['restore-leads'] });
    expect(await signIn('noor')).toMatchObject({ ok: true });
    browser.jar.clear();
    provider.people.set('noor', { name: 'Noor', email: 'noor@example.com' });
    expect(await signIn('noor')).toEqual({ ok: false, error: { code: 'oidc-no-role' } });
    expect(sessionCookie()).toBe(false);
    expect(await rolesOf('noor')).toEqual([]);
  });

  it('leaves the last administrator the role that the claims give no more, tells them, and takes it once there is another', async () => {
    await changeClaimRoles(OPERATOR, 'add', { claim: 'groups', value: 'console-owners', role: 'administrator', account: null });
    const sora = { name: '空', email: 'sora@example.com' };
    provider.people.set('sora', { ...sora, groups: ['console-owners', 'restore-leads'] });
    expect(await signIn('sora')).toMatchObject({ ok: true, value: { keptAdministrator: false } });
    for (const groups of [['restore-leads'], []]) {
      provider.people.set('sora', { ...sora, groups });
      expect(await signIn('sora')).toMatchObject({ ok: true, value: { keptAdministrator: true } });
      expect(await rolesOf('sora')).toContainEqual({ role: 'administrator', account: '*', source: 'claims' });
    }
    expect(await rolesOf('sora')).toHaveLength(1);
    const kept = (await eventsOf('sora')).filter(({ kind }) => kind === 'role-kept');
    expect(kept).toHaveLength(2);
    expect(kept[0]).toMatchObject({ actor: 'rehome', data: { role: 'administrator', account: null, by: 'claims' } });
    // Whoever is disabled looks after nothing.
    const grants = [{ role: 'administrator', account: null }] as const;
    await withTransaction((tx) => addPerson(tx, { id: 'mai', name: '舞', email: 'mai@example.com', grants, by: 'x', how: 'command-line' }));
    await asOwner(`update people set disabled_at = now() where id = 'mai'`);
    expect(await signIn('sora')).toMatchObject({ value: { keptAdministrator: true } });
    await asOwner(`update people set disabled_at = null where id = 'mai'`);
    browser.jar.clear();
    expect(await signIn('sora')).toEqual({ ok: false, error: { code: 'oidc-no-role' } });
    expect(await rolesOf('sora')).toEqual([]);
    await asOwner(`delete from grants where person = 'mai'`);
  });

  it('makes nobody of whom the table gives no role', async () => {
    provider.people.set('guest', { name: 'Guest', email: 'guest@example.com', groups: ['all'] });
    expect(await signIn('guest')).toEqual({ ok: false, error: { code: 'oidc-no-role' } });
    expect(await asOwner(`select 1 from people where email = 'guest@example.com'`)).toEqual([]);
    await refusalsRecorded();
    expect(
      await asOwner(`select data::json ->> 'cause' as cause from events where kind = 'sign-in-refused' and actor = 'rehome'`),
    ).toContainEqual({
      cause: 'oidc-no-role',
    });
  });

  it('does not join two people by their e-mail address, whatever the provider says of it', async () => {
    const grants = [{ role: 'administrator', account: null }] as const;
    await withTransaction((tx) =>
      addPerson(tx, { id: 'ken', name: '健', email: 'ken@example.com', grants, by: 'ken', how: 'first-start' }),
    );
    provider.people.set('mallory', { name: '健', email: 'KEN@example.com', email_verified: true, groups: ['restore-leads'] });
    expect(await signIn('mallory')).toEqual({ ok: false, error: { code: 'oidc-email-taken' } });
    expect(sessionCookie()).toBe(false);
    expect(await asOwner(`select 1 from identities where account_id = 'mallory'`)).toEqual([]);
    // An address that is not verified is not even taken as one.
    provider.people.set('mallory', { name: '健', email: 'ken@example.com', email_verified: false, groups: ['restore-leads'] });
    expect(await signIn('mallory')).toMatchObject({ ok: true });
    expect(await asOwner(`select email from people where id = ${personOf('mallory')}`)).toEqual([
      { email: expect.stringMatching(/^[\w-]+@no-address\.invalid$/) },
    ]);
  });

  it('does not let in whoever was disabled', async () => {
    provider.people.set('dana', { name: 'Dana', email: 'dana@example.com', groups: ['restore-leads'] });
    expect(await signIn('dana')).toMatchObject({ ok: true });
    browser.jar.clear();
    await asOwner(`update people set disabled_at = now() where email = 'dana@example.com'`);
    expect(await signIn('dana')).toEqual({ ok: false, error: { code: 'oidc-disabled' } });
    expect(sessionCookie()).toBe(false);
  });

  it('is begun so often from one address and no more, until a while has passed', async () => {
    const from = (address: string): void => browser.headers.set('x-forwarded-for', address);
    try {
      from('192.0.2.7');
      await begin();
      await asOwner(`update rate_limits set count = 200 where key = 'provider sign-in from 192.0.2.7'`);
      expect(await beginOidc('/', false)).toMatchObject({ error: { code: 'too-many' } });
      from('192.0.2.8');
      await begin();
      from('192.0.2.7');
      await asOwner(`update rate_limits set last_request = 0 where key = 'provider sign-in from 192.0.2.7'`);
      await begin();
    } finally {
      from(HERE);
    }
  });

  it('is the way to prove it once more, of whom it knows and of nobody else', async () => {
    const as = (person: string): Caller => ({ ...OPERATOR, user: person });
    const [row] = await asOwner(`select user_id as id from identities where account_id = 'rika'`);
    expect(await waysAgain(as(String(row?.id)))).toEqual({ oneClick: false, password: false, provider: 'Team login' });
    expect(await waysAgain(as('ken'))).toEqual({ oneClick: false, password: false, provider: null });
  });

  it('has somebody prove it anew there who has to here, and believes nothing less', async () => {
    const url = new URL(await begin('/', true));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ prompt: 'login', max_age: '0' });
    const sessions = () => asOwner(`select 1 from sessions where ended_at is null and user_id = ${personOf('rika')}`);
    expect(await signIn('rika')).toMatchObject({ ok: true });
    const open = (await sessions()).length;
    const again = new URL(await begin('/', true));
    expect(await finishOidc(toAnswer(await answerOf(again.href, 'rika')))).toMatchObject({ ok: true });
    // The new session takes the place of the one that this browser had.
    expect(await sessions()).toHaveLength(open);
    const claims = [{ auth_time: Math.floor(Date.now() / 1_000) - 60 }, { auth_time: undefined }, { auth_time: 'now' }];
    for (const claim of claims) {
      browser.jar.clear();
      provider.tamper = (all, sign) => sign({ ...all, ...claim });
      const given = toAnswer(await answerOf(await begin('/', true), 'rika'));
      expect(await finishOidc(given)).toEqual({ ok: false, error: { code: 'oidc-unverified' } });
      expect(sessionCookie()).toBe(false);
    }
  });
});

describe('an answer that does not prove who one is', () => {
  beforeAll(() => provider.people.set('rika', { ...rika, groups: ['restore-operators'] }));
  const expectRefused = async (given: Promise<OidcAnswer> | OidcAnswer, code = 'oidc-unverified'): Promise<void> => {
    expect(await finishOidc(await given)).toEqual({ ok: false, error: { code } });
    expect(sessionCookie()).toBe(false);
  };
  const logged = (): readonly unknown[] => log.mock.calls.map(([line]) => JSON.parse(String(line)));
  const seconds = () => Math.floor(Date.now() / 1_000);

  const CLAIM = 'ERR_JWT_CLAIM_VALIDATION_FAILED';
  it.each([
    ['expired', 'ERR_JWT_EXPIRED', (all: JWTPayload) => ({ ...all, iat: seconds() - 7_200, exp: seconds() - 3_600 })],
    ['made for another audience', `${CLAIM} aud`, (all: JWTPayload) => ({ ...all, aud: 'another-console' })],
    [
      'made for another party of several',
      'it was made for another party',
      (all: JWTPayload) => ({ ...all, aud: ['rehome', 'other'], azp: 'other' }),
    ],
    [
      'made for several, and for no party of them',
      'it was made for another party',
      (all: JWTPayload) => ({ ...all, aud: ['rehome', 'other'] }),
    ],
    ['by another issuer', `${CLAIM} iss`, (all: JWTPayload) => ({ ...all, iss: 'https://evil.example' })],
    ['of another sign-in', 'the nonce is of another sign-in', (all: JWTPayload) => ({ ...all, nonce: 'x'.repeat(43) })],
    ['without a nonce', `${CLAIM} nonce`, ({ nonce: _, ...rest }: JWTPayload) => rest],
    ['without an end', `${CLAIM} exp`, ({ exp: _, ...rest }: JWTPayload) => rest],
    ['of nobody', 'it names nobody', (all: JWTPayload) => ({ ...all, sub: '' })],
    [
      'of another person than what the provider says else',
      'what it says is of another person',
      (all: JWTPayload) => ({ ...all, sub: 'ken' }),
    ],
    ['not valid yet', `${CLAIM} nbf`, (all: JWTPayload) => ({ ...all, nbf: seconds() + 3_600 })],
  ])('is refused: a token %s', async (_, why, changed: (claims: JWTPayload) => JWTPayload) => {
    provider.tamper = (claims, sign) => sign(changed(claims));
    await expectRefused(answer('rika'));
    expect(logged()).toEqual([expect.objectContaining({ level: 'warn', name: 'oidc-unverified', why })]);
  });

  it('is taken with the same key where nothing is changed', async () => {
    provider.tamper = (claims, sign) => sign(claims);
    expect(await signIn('rika')).toMatchObject({ ok: true });
  });

  it('is refused: a token that somebody else signed, or nobody', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256');
    provider.tamper = (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key-of-tests' }).sign(privateKey);
    await expectRefused(answer('rika'));
    const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(publicKey)));
    provider.tamper = (claims) => new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'key-of-tests' }).sign(secret);
    await expectRefused(answer('rika'));
    const text = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    provider.tamper = async (claims) => `${text({ alg: 'none' })}.${text(claims)}.`;
    await expectRefused(answer('rika'));
  });

  it('is refused the second time, with its state and its code', async () => {
    const given = await answer('rika');
    const jar = new Map(browser.jar);
    expect(await finishOidc(given)).toMatchObject({ ok: true });
    browser.jar.clear();
    for (const [name, value] of jar) browser.jar.set(name, value);
    await expectRefused(given, 'oidc-stale');
    // A used code behind a fresh state.
    const fresh = await answer('rika');
    await expectRefused({ ...fresh, code: given.code });
  });

  it('is refused in another browser, and with the state of another sign-in', async () => {
    const given = await answer('rika');
    browser.jar.clear();
    await expectRefused(given, 'oidc-stale');
    const theirs = await answer('rika');
    await begin();
    await expectRefused(theirs, 'oidc-stale');
  });

  it('is refused once it took longer than ten minutes', async () => {
    const given = await answer('rika');
    await asOwner(`update verifications set expires_at = now() - interval '1 second'`);
    await expectRefused(given, 'oidc-stale');
    await begin();
    expect(await asOwner('select 1 as row from verifications')).toHaveLength(1);
  });

  it('is refused: an answer of another provider, or of none where this one names itself', async () => {
    await expectRefused({ ...(await answer('rika')), iss: 'https://evil.example' });
    await expectRefused({ ...(await answer('rika')), iss: null });
  });

  it('is refused: a code that another round trip asked for', async () => {
    const given = await answer('rika');
    const other = await answer('rika');
    await expectRefused({ ...other, code: given.code });
  });

  it('says so where the person cancelled there', async () => {
    await expectRefused(answer(''), 'oidc-denied');
  });
});

describe('a provider that does not answer', () => {
  it('is said, at the beginning and at the end', async () => {
    const given = await answer('rika');
    await provider.close();
    expect(await finishOidc(given)).toEqual({ ok: false, error: { code: 'oidc-away' } });
    expect(sessionCookie()).toBe(false);
  });
});
