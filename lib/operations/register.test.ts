import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import { PERMISSIONS, type Permission, ROLES, type Role } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { INPUTS, INPUT_PLACE as place } from '@/lib/testing/operation-inputs';
import { type Entry, pass } from './gate';
import type { Operation, ScopeKind } from './operation';
import { type Registered, register } from './register';

let caller: Caller | null;
const session = { id: 'session', signedInAt: new Date() };
const signedIn: { setUp: boolean; fresh: boolean; starts: Result<null, Problem> } = { setUp: true, fresh: true, starts: ok(null) };
vi.mock('@/lib/auth/caller', () => ({ currentCaller: async () => caller }));
vi.mock('@/lib/data/people/directory', () => ({ whomToAsk: async () => ['田中 健'], whoIsWho: vi.fn() }));
const recorded = vi.hoisted(() => vi.fn());
vi.mock('@/lib/data/refused', () => ({ recordRefusal: recorded }));
vi.mock('@/lib/auth/fresh', () => ({ isFresh: async () => signedIn.fresh }));
vi.mock('@/lib/auth/limits', () => ({ countStart: async () => signedIn.starts }));
vi.mock('@/lib/auth/set-up', () => ({ isSetUp: async () => signedIn.setUp }));
vi.mock('@/lib/data/identity', async (original) => ({
  ...(await original<object>()),
  scopeFor: async (place: Place): Promise<Result<Place, Problem>> =>
    place.account === '123456789012' ? ok(place) : err({ code: 'wrong-account', account: place.account, callerAccount: '123456789012' }),
}));

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What anybody who visits the console may have done. Whoever adds a row here opens a door to strangers. */
const OPEN_TO_ALL = [
  'ready',
  'session',
  'signInWays',
  'signIn',
  'signInWithOneClick',
  'beginOidc',
  'finishOidc',
  'secondStep',
  'finishByCode',
  'beginByPasskey',
  'finishByPasskey',
  'signInAgain',
  'signOut',
  'readLink',
  'spendLink',
];

const own = { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'same-origin' };
const doors = (headers: Readonly<Record<string, string>>): readonly Entry[] =>
  (['action', 'get'] as const).map((door) => ({ door, headers: new Headers(headers) }));
const page: Entry = { door: 'page' };
const everyDoor: readonly Entry[] = [...doors(own), page];

const ran = vi.fn();
/** The operation, which answers `value` where it is run at all. */
const answering = (registered: Registered, value: unknown): Operation<ScopeKind, z.ZodType, unknown, never> => ({
  ...registered,
  run: async () => {
    ran();
    return ok(value);
  },
});
const called = (registered: Registered, entry: Entry, input: unknown) => pass(answering(registered, null), entry, input);
/** A refused change is on record, by its operation and the reason; a refused look is not. */
const expectRecorded = ({ name, effect }: Registered, code: string): void => {
  expect(new Set(recorded.mock.calls.map(([operation, who, why]) => JSON.stringify([operation, who?.user ?? null, why])))).toEqual(
    new Set(effect === 'write' ? [JSON.stringify([name, caller?.user ?? null, code])] : []),
  );
};
const goodOf = ({ name }: Registered): object => INPUTS[name]?.[0] ?? {};

beforeEach(() => {
  caller = { user: 'operator', grants: ROLES.map((role) => ({ role, account: null })), session };
  Object.assign(signedIn, { setUp: true, fresh: true, starts: ok(null) });
  ran.mockReset();
  recorded.mockReset();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});

describe('the register', () => {
  it('has a row in this table for each operation, and no other', () => {
    expect(Object.keys(INPUTS).sort()).toEqual(register.map(({ name }) => name).sort());
  });

  it('asks for a permission but of what is open to all', () => {
    expect(register.filter(({ permission }) => permission === null).map(({ name }) => name)).toEqual(expect.arrayContaining(OPEN_TO_ALL));
    expect(register.filter(({ permission, scope }) => permission === null || scope === 'visitor')).toHaveLength(OPEN_TO_ALL.length);
  });

  it('asks for a fresh sign-in before what nobody takes back, and counts what AWS does not', () => {
    expect(register.filter(({ starts }) => starts === true).map(({ name }) => name)).toEqual(['startRestore']);
    expect(register.filter(({ startsLater }) => startsLater === true).map(({ name }) => name)).toEqual(['waitForStart']);
    expect(register.flatMap(({ name, fresh }) => (fresh === true ? [name] : [])).sort()).toEqual([
      'acceptForWait',
      'answerApproval',
      'backUpForWay',
      'beginCleanUp',
      'beginHold',
      'beginOwnLink',
      'beginOwnPasskey',
      'beginOwnTotp',
      'beginWay',
      'changeApprovalRule',
      'changeClaimRoles',
      'changeSetting',
      'changeTakeOver',
      'confirmWay',
      'enablePerson',
      'erasePerson',
      'invitePerson',
      'makePersonLink',
      'newRecoveryCodes',
      'removeOwnLink',
      'removeOwnPasskey',
      'removeOwnTotp',
      'resetPersonFactors',
      'setRoles',
      'startRestore',
      'waitForStart',
    ]);
  });

  it('asks for one before whatever administrators alone may do, but for keeping somebody out, which waits for nothing', () => {
    const theirs = register.filter(
      ({ permission, effect }) => effect === 'write' && permission !== null && PERMISSIONS[permission].join() === 'administrator',
    );
    expect(theirs.length).toBeGreaterThan(8);
    expect(theirs.filter(({ fresh }) => fresh !== true).map(({ name }) => name)).toEqual(['disablePerson', 'endPersonSessions']);
  });

  it('has a page ask for one wherever an operation may want it', () => {
    const files = readdirSync(join(root, 'components'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /(?<!\.test)\.tsx?$/.test(name),
    );
    const texts = files.map((name) => [name, readFileSync(join(root, 'components', name), 'utf8')] as const);
    const asking = texts.flatMap(([name, text]) => (text.includes('withFreshSignIn(') ? [basename(name).replace(/\.tsx?$/, '')] : []));
    const asks = (text: string): boolean => text.includes('withFreshSignIn(') || asking.some((name) => text.includes(`/${name}';`));
    for (const { name } of register.filter(({ fresh }) => fresh === true)) {
      const using = texts.filter(([, text]) => text.includes(`${name}Action`));
      expect(using, name).not.toEqual([]);
      expect(
        using.filter(([, text]) => !asks(text)).map(([file]) => file),
        name,
      ).toEqual([]);
    }
  });

  it('lets somebody who has yet to set up a second factor do that, and nothing more', () => {
    expect(register.filter(({ withoutFactor }) => withoutFactor === true).map(({ name }) => name)).toEqual([
      'beginOwnTotp',
      'confirmOwnTotp',
      'beginOwnPasskey',
      'addOwnPasskey',
      'ownAccount',
    ]);
  });

  it('has every operation that is declared', async () => {
    const modules = readdirSync(join(root, 'lib/operations')).filter((name) => /^[a-z-]+\.ts$/.test(name));
    const declared = await Promise.all(modules.map(async (name) => Object.values(await import(`./${name}`))));
    const isOperation = (value: unknown): value is Registered => typeof value === 'object' && value !== null && 'permission' in value;
    expect(new Set(declared.flat().filter(isOperation))).toEqual(new Set(register));
  });
});

/** What a role in one account alone does not give. */
const OF_THE_CONSOLE: readonly Permission[] = ['read-console-audit', 'change-settings', 'change-approval-rules', 'manage-people'];

const asked = (each: Registered): each is Registered & { readonly permission: Permission } => each.permission !== null;

describe.each(register.filter((each) => !asked(each)).map((each) => [each.name, each] as const))('%s', (_name, registered) => {
  it('is done for somebody whom the console does not know, also before it is set up', async () => {
    caller = null;
    for (const setUp of [true, false]) {
      signedIn.setUp = setUp;
      for (const entry of doors(own)) await called(registered, entry, goodOf(registered));
    }
    expect(ran).toHaveBeenCalledTimes(4);
  });
});

describe.each(register.filter(asked).map((each) => [each.name, each] as const))('%s', (_name, registered) => {
  it('is not done for somebody whom the console does not know', async () => {
    caller = null;
    for (const [setUp, code] of [
      [true, 'not-signed-in'],
      [false, 'not-set-up'],
    ] as const) {
      signedIn.setUp = setUp;
      recorded.mockReset();
      for (const entry of everyDoor) expect(await called(registered, entry, goodOf(registered))).toEqual(err({ code }));
      expectRecorded(registered, code);
    }
    expect(ran).not.toHaveBeenCalled();
  });

  it('is not done for somebody whose role needs a second factor that was not proved, but what sets one up', async () => {
    caller = { user: 'somebody', grants: ROLES.map((role) => ({ role, account: null })), session, needsFactor: true };
    const answers = await Promise.all(everyDoor.map((entry) => called(registered, entry, goodOf(registered)).catch(() => 'went on')));
    if (registered.withoutFactor === true) expect(ran).toHaveBeenCalledTimes(everyDoor.length);
    else {
      expect(answers).toEqual(everyDoor.map(() => err({ code: 'factor-needed' })));
      expect(ran).not.toHaveBeenCalled();
      expectRecorded(registered, 'factor-needed');
    }
  });

  it('is done for the roles that may, and for no other', async () => {
    const { permission } = registered;
    // To look after one's own account takes no role.
    const may: readonly string[] = permission === 'own-account' ? [...ROLES, 'nobody'] : PERMISSIONS[permission];
    for (const role of [...ROLES, 'nobody']) {
      caller = { user: 'somebody', grants: [{ role: role as Role, account: null }], session };
      ran.mockReset();
      recorded.mockReset();
      const answers = await Promise.all(doors(own).map((entry) => called(registered, entry, goodOf(registered))));
      if (may.includes(role)) expect(ran).toHaveBeenCalledTimes(2);
      else expect(answers).toEqual(doors(own).map(() => err({ code: 'not-permitted', permission, ask: ['田中 健'] })));
      if (!may.includes(role)) {
        expect(ran).not.toHaveBeenCalled();
        expectRecorded(registered, 'not-permitted');
      }
    }
  });

  it('is not done for a person of another account, where it is of a place or of the console itself', async () => {
    const { permission, scope } = registered;
    caller = { user: 'somebody', grants: ROLES.map((role) => ({ role, account: '999999999999' })), session };
    const answers = await Promise.all(doors(own).map((entry) => called(registered, entry, goodOf(registered))));
    // Of all else the account is not known before it is done: what it touches is asked about there.
    if (scope !== 'place' && !OF_THE_CONSOLE.includes(permission)) expect(ran).toHaveBeenCalledTimes(2);
    else expect(answers).toEqual(doors(own).map(() => err({ code: 'not-permitted', permission, ask: ['田中 健'] })));
  });
});

describe.each(register.map((each) => [each.name, each] as const))('%s', (_name, registered) => {
  it('is not done for a page of another origin', async () => {
    const foreign = [
      { ...own, origin: 'http://evil.example' },
      { ...own, 'sec-fetch-site': 'cross-site' },
    ];
    for (const entry of [...foreign.flatMap(doors), { door: 'action', headers: new Headers({ host: own.host }) } as const])
      expect(await called(registered, entry, goodOf(registered))).toMatchObject({ error: { code: 'foreign-request' } });
    expect(ran).not.toHaveBeenCalled();
    expectRecorded(registered, 'foreign-request');
  });

  it('waits for a fresh sign-in, and where too many were started, if it is one that starts something', async () => {
    const [entry = page] = doors(own);
    signedIn.fresh = false;
    const stale = await called(registered, entry, goodOf(registered));
    if (registered.fresh === true) expect(stale).toEqual(err({ code: 'sign-in-again' }));
    else expect(stale).not.toEqual(err({ code: 'sign-in-again' }));
    Object.assign(signedIn, { fresh: true, starts: err({ code: 'too-many', retryAfterSeconds: 7 }) });
    const often = await called(registered, entry, goodOf(registered));
    const counted = registered.starts === true || registered.startsLater === true;
    if (counted) expect(often).toEqual(err({ code: 'too-many', retryAfterSeconds: 7 }));
    expect(ran).toHaveBeenCalledTimes((registered.fresh === true ? 0 : 1) + (counted ? 0 : 1));
  });

  it('is not done with an input that it does not take', async () => {
    for (const entry of everyDoor)
      expect(await called(registered, entry, INPUTS[registered.name]?.[1])).toMatchObject({ error: { code: 'bad-input' } });
    expect(ran).not.toHaveBeenCalled();
  });

  it('is not done in an account of others, where it is of a place', async () => {
    const elsewhere = { ...goodOf(registered), ...(registered.scope === 'place' ? { place: { ...place, account: '999999999999' } } : {}) };
    expect('place' in elsewhere).toBe(registered.scope === 'place');
    const answer = await called(registered, doors(own)[0] ?? page, elsewhere);
    if (registered.scope === 'place') expect(answer).toMatchObject({ error: { code: 'wrong-account' } });
    expect(ran).toHaveBeenCalledTimes(registered.scope === 'place' ? 0 : 1);
  });

  it('does not send an answer that is not what it declares', async () => {
    const unfit = { secret: 'a password' };
    for (const entry of doors(own))
      expect(await pass(answering(registered, unfit), entry, goodOf(registered))).toMatchObject({ error: { code: 'internal' } });
    await expect(pass(answering(registered, unfit), page, goodOf(registered))).rejects.toThrow('unexpected');
  });
});

describe('nothing goes past the gate', () => {
  const filesIn = (folder: string): readonly string[] =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
      .map((name) => join(folder, name));
  const imports = (path: string): readonly string[] =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((match) => match[1] ?? '');

  it.each(['app', 'lib/actions', 'lib/http'])('%s takes nothing of the data layer or what is below it', (folder) => {
    const below = /^@\/lib\/(data|db|aws|engine|auth)\//;
    const past = filesIn(folder).flatMap((path) =>
      imports(path)
        .filter((name) => below.test(name))
        .map((name) => `${path}: ${name}`),
    );
    expect(filesIn(folder).length).toBeGreaterThan(5);
    expect(past).toEqual([]);
  });
});
