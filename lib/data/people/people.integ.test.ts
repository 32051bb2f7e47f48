import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Grant } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { deleteSignInLeftovers } from '@/lib/db/repositories/sign-in-leftovers';
import { asOwner } from '@/lib/testing/owner';
import { knownPerson } from '@/lib/testing/people';
import { must, OPERATOR } from '@/lib/testing/restores';
import { changeClaimRoles, claimRoles } from '../settings/claim-roles';
import {
  disablePerson,
  enablePerson,
  endPersonSessions,
  erasePerson,
  invitePerson,
  makePersonLink,
  resetPersonFactors,
  setRoles as setRolesFrom,
} from './change';
import { whoIsWho } from './directory';
import { listPeople, listSessions } from './list';
import { endOwnSessions } from './own-sessions';

const ADMIN: readonly Grant[] = [{ role: 'administrator', account: null }];
const KEN: Caller = { ...OPERATOR, user: 'ken', grants: ADMIN };
const ACCOUNT = '123456789012';

const events = async () =>
  (await asOwner(`select actor, kind, subject, data::jsonb as data from events where chain = 'console' order by seq`)) as readonly {
    readonly actor: string;
    readonly kind: string;
    readonly subject: string;
    readonly data: Record<string, unknown>;
  }[];
const kinds = async () => (await events()).map(({ kind, subject }) => `${kind} ${subject}`);

const session = (id: string, person: string) =>
  asOwner(`insert into sessions (id, token, user_id, expires_at, user_agent) values ($1, $2, $3, now() + interval '1 day', 'a browser')`, [
    id,
    `token of ${id}`,
    person,
  ]);

/** … of whom one has just looked at. */
const setRoles = async (caller: Caller, person: string, grants: readonly Grant[]) =>
  setRolesFrom(caller, person, grants, await byHand(person));

const byHand = async (person: string): Promise<readonly Grant[]> =>
  (must(await listPeople(KEN)).find(({ id }) => id === person)?.grants ?? [])
    .filter(({ byClaims }) => !byClaims)
    .map(({ role, account }) => ({ role, account }));

const openSessions = async (person: string) => must(await listSessions(KEN, person)).map(({ id }) => id);

beforeEach(async () => {
  await asOwner('truncate people, grants, sessions, identities, one_time_links, settings, events cascade');
  await knownPerson('ken', '田中 健', [['administrator', '*']]);
  await knownPerson('emma', 'Emma Clark', [['viewer', '*']]);
});

describe('inviting', () => {
  it('makes a person with roles and a link whose token is nowhere in the database, on record by ids alone', async () => {
    const link = must(
      await invitePerson(KEN, { name: '佐藤 花子', email: 'Hanako@Example.com', grants: [{ role: 'operator', account: ACCOUNT }] }),
    );
    const list = must(await listPeople(KEN));
    expect(list.find(({ id }) => id === link.person)).toEqual({
      id: link.person,
      name: '佐藤 花子',
      state: 'invited',
      grants: [{ role: 'operator', account: ACCOUNT, byClaims: false }],
      details: {
        email: 'hanako@example.com',
        signedInAt: null,
        factors: [],
        link: { purpose: 'invitation', expiresAt: link.expiresAt },
      },
    });
    const stored = await asOwner(`select * from one_time_links`);
    expect(JSON.stringify(stored)).not.toContain(link.token);
    expect(stored).toMatchObject([
      { hash: createHash('sha256').update(link.token).digest('hex'), person: link.person, purpose: 'invitation' },
    ]);
    expect((await events()).map(({ actor, kind }) => `${actor} ${kind}`)).toEqual(['ken person-invited', 'ken link-made']);
    expect(JSON.stringify(await events())).not.toMatch(/花子|hanako/i);
  });

  it('is refused where the e-mail address is somebody’s, in small letters or not, and changes nothing', async () => {
    expect(await invitePerson(KEN, { name: 'Other', email: 'EMMA@example.com', grants: [] })).toEqual({
      ok: false,
      error: { code: 'email-taken' },
    });
    expect(must(await listPeople(KEN))).toHaveLength(2);
    expect(await events()).toEqual([]);
  });

  it('can be made anew, which ends the earlier link, and withdrawn, after which the address is free', async () => {
    const wanted = { name: '佐藤 花子', email: 'hanako@example.com', grants: [] };
    const first = must(await invitePerson(KEN, wanted));
    const second = must(await makePersonLink(KEN, first.person));
    expect(second.token).not.toBe(first.token);
    expect(await asOwner('select purpose from one_time_links')).toEqual([{ purpose: 'invitation' }]);
    must(await erasePerson(KEN, first.person));
    expect(await asOwner('select * from one_time_links')).toEqual([]);
    must(await invitePerson(KEN, wanted));
  });
});

describe('the list', () => {
  it('tells e-mail addresses, links and sign-ins to who manages people, and to nobody else', async () => {
    await session('s1', 'emma');
    const [emma] = must(await listPeople(KEN));
    expect(emma).toMatchObject({ id: 'emma', details: { email: 'emma@example.com', signedInAt: expect.stringMatching(/Z$/) } });
    const approver: Caller = { ...KEN, user: 'emma', grants: [{ role: 'administrator', account: ACCOUNT }] };
    const text = JSON.stringify(must(await listPeople(approver)));
    expect(text).toContain('Emma Clark');
    expect(text).not.toContain('example.com');
    expect(text).toContain('"details":null');
  });
});

describe('roles', () => {
  it('become those that were chosen, each change on record, and none twice', async () => {
    const wanted: readonly Grant[] = [
      { role: 'operator', account: ACCOUNT },
      { role: 'approver', account: null },
      { role: 'approver', account: null },
    ];
    must(await setRoles(KEN, 'emma', wanted));
    const [emma] = must(await listPeople(KEN));
    expect(new Set(emma?.grants)).toEqual(new Set(wanted.slice(0, 2).map((grant) => ({ ...grant, byClaims: false }))));
    const told = (await events()).map(({ kind, data }) => [kind, data.role, data.account]);
    expect(told).toEqual([
      ['role-taken', 'viewer', null],
      ['role-granted', 'operator', ACCOUNT],
      ['role-granted', 'approver', null],
    ]);
    must(await setRoles(KEN, 'emma', wanted));
    expect(await events()).toHaveLength(3);
  });

  it('that somebody took away are not given back by who saw them before that', async () => {
    const seen: readonly Grant[] = [
      { role: 'operator', account: null },
      { role: 'viewer', account: null },
    ];
    must(await setRoles(KEN, 'emma', seen));
    must(await setRoles(KEN, 'emma', seen.slice(1)));
    const before = await events();
    const late = await setRolesFrom(KEN, 'emma', [...seen, { role: 'approver', account: ACCOUNT }], seen);
    expect(late).toEqual({ ok: false, error: { code: 'roles-changed' } });
    expect(await byHand('emma')).toEqual(seen.slice(1));
    expect(await events()).toEqual(before);
  });
});

describe('roles by an identity provider’s claims', () => {
  it('stay as they are, whatever is chosen by hand', async () => {
    await asOwner(`update grants set source = 'claims' where person = 'emma'`);
    must(
      await setRoles(KEN, 'emma', [
        { role: 'operator', account: null },
        { role: 'viewer', account: null },
      ]),
    );
    must(await setRoles(KEN, 'emma', []));
    expect(must(await listPeople(KEN))[0]?.grants).toEqual([{ role: 'viewer', account: null, byClaims: true }]);
    expect((await kinds()).sort()).toEqual(['role-granted emma', 'role-taken emma']);
  });
});

describe('disabling', () => {
  it('ends sessions and links at once, on record, and enabling brings back the roles', async () => {
    await session('s1', 'emma');
    await session('s2', 'emma');
    await session('s3', 'ken');
    must(await makePersonLink(KEN, 'emma'));
    must(await disablePerson(KEN, 'emma'));
    expect(await openSessions('emma')).toEqual([]);
    expect(await openSessions('ken')).toEqual(['s3']);
    expect(await asOwner('select * from one_time_links')).toEqual([]);
    expect(await asOwner(`select count(*)::int as n from sessions where token like 'token of s1%' or token like 'token of s2%'`)).toEqual([
      { n: 0 },
    ]);
    expect((await kinds()).slice(1).sort()).toEqual(['person-disabled emma', 'session-ended emma', 'session-ended emma']);
    expect(await makePersonLink(KEN, 'emma')).toEqual({ ok: false, error: { code: 'not-now' } });
    must(await disablePerson(KEN, 'emma'));
    must(await enablePerson(KEN, 'emma'));
    expect(must(await listPeople(KEN))[0]).toMatchObject({ state: 'active', grants: [{ role: 'viewer', account: null }] });
    expect((await kinds()).at(-1)).toBe('person-enabled emma');
  });
});

describe('sessions', () => {
  it('are listed but for those that the settings have ended, and end one by one or all', async () => {
    for (const id of ['s1', 's2', 's3', 'old']) await session(id, 'emma');
    await asOwner(
      `update sessions set created_at = now() - interval '20 days', last_seen_at = now() - interval '20 days' where id = 'old'`,
    );
    expect((await openSessions('emma')).toSorted()).toEqual(['s1', 's2', 's3']);
    must(await endPersonSessions(KEN, 'emma', 's2'));
    expect((await openSessions('emma')).toSorted()).toEqual(['s1', 's3']);
    // A session of somebody else is none of hers.
    await session('kens', 'ken');
    must(await endPersonSessions(KEN, 'emma', 'kens'));
    expect(await openSessions('ken')).toEqual(['kens']);
    must(await endPersonSessions(KEN, 'emma', null));
    expect(await openSessions('emma')).toEqual([]);
    expect((await events()).every(({ kind, data }) => kind === 'session-ended' && data.cause === 'by-administrator')).toBe(true);
  });
});

describe('sessions of one’s own', () => {
  it('of one’s own are listed, and end but for the one in which it is asked; nobody else’s do', async () => {
    for (const id of ['s1', 's2', 's3']) await session(id, 'emma');
    await session('k1', 'ken');
    const emma: Caller = { ...KEN, user: 'emma', grants: [], session: { ...KEN.session, id: 's1' } };
    expect(must(await listSessions(emma, 'emma')).filter(({ own }) => own)).toMatchObject([{ id: 's1' }]);
    must(await endOwnSessions(emma, 'k1'));
    must(await endOwnSessions(emma, 's2'));
    expect((await openSessions('emma')).toSorted()).toEqual(['s1', 's3']);
    must(await endOwnSessions(emma, null));
    must(await endOwnSessions(emma, 's1'));
    expect(await openSessions('emma')).toEqual(['s1']);
    expect(await openSessions('ken')).toEqual(['k1']);
    expect((await events()).map(({ actor, data }) => `${actor} ${data.sessionId} ${data.cause}`)).toEqual([
      'emma s2 by-themselves',
      'emma s3 by-themselves',
    ]);
  });
});

/** Gives somebody one of each. */
const withFactors = async (person: string): Promise<void> => {
  await asOwner(
    `insert into totp_factors (id, person, secret, added_at, confirmed_at) values ($1, $2, 'a secret of an app', now(), now())`,
    [`totp of ${person}`, person],
  );
  await asOwner(`insert into recovery_codes (id, person, hash, made_at) values ($1, $2, 'a hash of a code', now())`, [
    `code of ${person}`,
    person,
  ]);
  await asOwner(
    `insert into passkeys (id, person, credential_id, public_key, counter, transports, rp_id, name, synced, added_at)
     values ($1, $2, $1, 'a public key', 0, '', 'localhost', 'Laptop', false, now())`,
    [`key of ${person}`, person],
  );
};

describe('second factors', () => {
  it('of a person are taken away by an administrator, with their sessions, on record; nobody’s own', async () => {
    await withFactors('emma');
    await withFactors('ken');
    await session('s1', 'emma');
    const factorsOf = async (person: string) => must(await listPeople(KEN)).find(({ id }) => id === person)?.details?.factors;
    expect(await factorsOf('emma')).toEqual(expect.arrayContaining(['totp', 'passkey']));
    expect(must(await listPeople({ ...KEN, grants: [{ role: 'operator', account: null }] })).every(({ details }) => details === null)).toBe(
      true,
    );
    expect(await resetPersonFactors(KEN, 'ken')).toEqual({ ok: false, error: { code: 'own-factors' } });
    must(await resetPersonFactors(KEN, 'emma'));
    must(await resetPersonFactors(KEN, 'emma'));
    expect([await factorsOf('emma'), await openSessions('emma')]).toEqual([[], []]);
    expect(await factorsOf('ken')).toHaveLength(2);
    expect((await events()).map(({ actor, kind, data }) => [actor, kind, data.factor ?? data.cause, data.factorId ?? null])).toEqual([
      ['ken', 'factor-removed', 'totp', 'totp of emma'],
      ['ken', 'factor-removed', 'passkey', 'key of emma'],
      ['ken', 'factor-removed', 'recovery-codes', null],
      ['ken', 'session-ended', 'factors-changed', null],
    ]);
  });
});

describe('erasing', () => {
  it('leaves nothing of the person but the id, and the record as it was', async () => {
    await session('s1', 'emma');
    await asOwner(
      `insert into identities (id, user_id, provider_id, account_id, password) values ('i1', 'emma', 'credential', 'emma', 'a hash')`,
    );
    await withFactors('emma');
    // A line that gives roles by the address alone is of nobody else; one for a group stays.
    const group = { claim: 'groups', value: 'ops', role: 'viewer', account: null } as const;
    for (const line of [{ ...group, claim: 'email', value: 'Emma@example.com' }, group]) must(await changeClaimRoles(KEN, 'add', line));
    must(await makePersonLink(KEN, 'emma'));
    must(await erasePerson(KEN, 'emma'));
    const tables = [
      'people',
      'grants',
      'sessions',
      'identities',
      'one_time_links',
      'totp_factors',
      'passkeys',
      'recovery_codes',
      'settings',
      'events',
    ];
    const everywhere = await Promise.all(tables.map((table) => asOwner(`select * from ${table}`)));
    expect(JSON.stringify(everywhere)).not.toMatch(/Emma|Clark|emma@example|a browser|a hash|a secret|a public key|Laptop/);
    expect(await claimRoles()).toEqual([group]);
    expect((await whoIsWho()).people.emma).toEqual({ name: '', state: 'erased' });
    expect(must(await listPeople(KEN)).map(({ id }) => id)).toEqual(['ken']);
    const absent = { ok: false, error: { code: 'not-found', what: 'person', id: 'emma' } };
    for (const again of [erasePerson, disablePerson, enablePerson, makePersonLink]) expect(await again(KEN, 'emma')).toEqual(absent);
    expect((await kinds()).slice(-3)).toEqual(['role-taken emma', 'session-ended emma', 'person-erased emma']);
    expect((await events()).filter(({ kind }) => kind === 'settings-changed')).toHaveLength(3);
  });
});

describe('the last administrator', () => {
  const refused = { ok: false, error: { code: 'last-administrator' } };

  it('is neither demoted, disabled nor erased, and nothing is recorded of the try', async () => {
    expect(await setRoles(KEN, 'ken', [{ role: 'administrator', account: ACCOUNT }])).toEqual(refused);
    expect(await disablePerson(KEN, 'ken')).toEqual(refused);
    expect(await erasePerson(KEN, 'ken')).toEqual(refused);
    expect(await events()).toEqual([]);
    expect(must(await listPeople(KEN)).find(({ id }) => id === 'ken')).toMatchObject({ state: 'active', grants: ADMIN, name: '田中 健' });
  });

  it('is last as long as another one was only invited, or is disabled', async () => {
    must(await invitePerson(KEN, { name: '佐藤 花子', email: 'hanako@example.com', grants: ADMIN }));
    expect(await disablePerson(KEN, 'ken')).toEqual(refused);
    must(await setRoles(KEN, 'emma', ADMIN));
    must(await disablePerson(KEN, 'emma'));
    expect(await disablePerson(KEN, 'ken')).toEqual(refused);
    must(await enablePerson(KEN, 'emma'));
    must(await disablePerson(KEN, 'ken'));
  });

  it('is last however long ago another one was invited who never came', async () => {
    const { person } = must(await invitePerson(KEN, { name: '佐藤 花子', email: 'hanako@example.com', grants: ADMIN }));
    await asOwner(`update one_time_links set expires_at = now() - interval '40 days'`);
    await deleteSignInLeftovers(new Date());
    expect(must(await listPeople(KEN)).find(({ id }) => id === person)).toMatchObject({ state: 'invited' });
    expect(await erasePerson(KEN, 'ken')).toEqual(refused);
  });

  it('stays where two take each other’s role at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      await setRoles(KEN, 'emma', ADMIN);
      await setRoles(KEN, 'ken', ADMIN);
      const both = await Promise.all([setRoles(KEN, 'emma', []), setRoles(KEN, 'ken', [])]);
      expect(both.filter(({ ok }) => ok)).toHaveLength(1);
      expect(both.find(({ ok }) => !ok)).toEqual(refused);
      const left = must(await listPeople(KEN)).filter(({ grants }) => grants.length > 0);
      expect(left).toHaveLength(1);
      await setRoles(KEN, left[0]?.id === 'ken' ? 'emma' : 'ken', ADMIN);
    }
  });
});
