import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Grant, may, ROLES } from '@/lib/access/roles';
import { isOpenPath } from '@/lib/own-path';
import { actionDoorsIn, type Declared, type DeclaredByConstant, type Door, doorsIn } from '@/lib/testing/doors';
import { INPUTS } from '@/lib/testing/operation-inputs';
import { actionIds, callAction } from '@/lib/testing/torture/action-client';
import { readFlight } from '@/lib/testing/torture/flight';
import { ARTICLE_POINT, PLACE, VAULT } from './support/account';
import { asked, routes } from './support/addresses';
import { type Comer, comersOf, cookieOf, newcomer, OTHER_ACCOUNT, withDatabase } from './support/comers';
import { type Answered, send } from './support/http';
import { expect, LONG, test } from './support/test';
import type { World } from './support/world';

/*
 * Every address and every server action over HTTP, as everybody who may come: what is answered follows from the register and the table of roles, and no new page,
 * handler or action is left out, because they are read from the file tree.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const AT_ONCE = 4;

type Outcome = 'sign-in' | 'not-permitted' | 'answered';

/** What the register says, told by a process that may load it. */
const declared = (): DeclaredByConstant =>
  JSON.parse(
    execFileSync(process.execPath, ['--conditions=react-server', '--import', 'tsx', join(root, 'lib/testing/print-declared.ts')], {
      cwd: root,
      encoding: 'utf8',
    }),
  );

/** What the table of roles says of an operation. */
const mayDo = (grants: readonly Grant[], { permission, scope }: Declared): boolean =>
  permission === null || may(grants, permission, scope === 'place' ? PLACE.account : null);

/** What may come of it. What is about no place finds out by itself of which account a thing is, and may refuse somebody of another one. */
const expected = ({ route, kind, asks }: Door, { grants }: Comer): readonly Outcome[] => {
  const open = kind === 'page' ? isOpenPath(route) : asks?.permission === null;
  if (grants === null && !open) return ['sign-in'];
  if (grants === null || asks === null) return ['answered'];
  if (!mayDo(grants, asks)) return ['not-permitted'];
  return asks.scope === 'none' && grants.some(({ account }) => account !== null) ? ['answered', 'not-permitted'] : ['answered'];
};

/** Pages are streamed: who has to sign in is told so by a redirect before or in the stream. */
const outcomeOf = (kind: Door['kind'], { status, headers, text }: Answered): Outcome => {
  if (kind === 'handler') {
    if (status === 401) return 'sign-in';
    return status === 403 && JSON.parse(text).problem.code === 'not-permitted' ? 'not-permitted' : 'answered';
  }
  if (String(headers.location ?? '').startsWith('/sign-in') || /url=\/sign-in/.test(text)) return 'sign-in';
  return /<h1[^>]*>Your role does not allow this</.test(text) ? 'not-permitted' : 'answered';
};

/** What stands in pages and answers about this account, and neither in an address that is asked for nor in the words of a page. */
const OF_THE_ACCOUNT = /intranet-01|subnet-0[0-9a-f]{8}|eni-0[0-9a-f]{8}|snap-0[0-9a-f]{8}/;
const held = (text: string): string | null => OF_THE_ACCOUNT.exec(text)?.[0] ?? null;
const addresses = (text: string): readonly string[] => [...new Set(text.match(/[\w-]+@example\.com/g) ?? [])];

const each = async <T>(list: readonly T[], use: (item: T) => Promise<void>): Promise<void> => {
  const waiting = [...list];
  const one = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await use(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
};

const get = (world: World, path: string, cookie: string): Promise<Answered> =>
  send(world, { path, headers: cookie === '' ? {} : { cookie } });

test('every address answers whom the table of roles lets in, and tells nobody else anything', async ({ world }) => {
  const doors = doorsIn(root, declared());
  expect(doors.map(({ route }) => route).toSorted()).toEqual(routes());
  const seen = new Map<string, number>();
  const comers = await comersOf(world);
  // The inventory is copied from AWS at somebody's first look.
  const points = asked('/[account]/[region]/points');
  const operator = await cookieOf(world, 'demo-operator');
  await expect.poll(async () => held((await get(world, points, operator)).text)).not.toBeNull();
  const calls = doors.flatMap((door) => comers.map((comer) => ({ door, comer })));
  await each(calls, async ({ door, comer }) => {
    const answer = await get(world, asked(door.route), comer.cookie);
    const what = `${door.route} for ${comer.who}`;
    const outcome = outcomeOf(door.kind, answer);
    expect([what, expected(door, comer), answer.status < 500]).toEqual([what, expect.arrayContaining([outcome]), true]);
    seen.set(`${comer.who} ${outcome}`, (seen.get(`${comer.who} ${outcome}`) ?? 0) + 1);
    const mayRead = comer.grants !== null && may(comer.grants, 'browse', PLACE.account);
    if (outcome !== 'answered' || !mayRead) expect([what, held(answer.text)]).toEqual([what, null]);
    if (held(answer.text) !== null) seen.set('held', (seen.get('held') ?? 0) + 1);
    if (comer.who !== 'administrator')
      expect([what, addresses(answer.text).filter((email) => email !== `${comer.id}@example.com`)]).toEqual([what, []]);
  });
  // Nothing above is true because nothing is there.
  expect(seen.get('held')).toBeGreaterThan(8);
  expect(seen.get('viewer not-permitted')).toBeGreaterThan(4);
  expect(seen.get('somebody of another account not-permitted')).toBeGreaterThan(20);
});

test('no address tells of another account, whoever asks', async ({ world }) => {
  const administrator = await cookieOf(world, 'demo-administrator');
  const foreign = doorsIn(root, declared()).filter(({ route }) => route.includes('[account]'));
  await each(foreign, async ({ route, kind }) => {
    const { status, text } = await get(world, asked(route, { account: OTHER_ACCOUNT }), administrator);
    expect([route, status, held(text)]).toEqual([route, 404, null]);
    if (kind === 'handler') expect(JSON.parse(text).problem.code).toBe('wrong-account');
  });
  // A plan of theirs, asked for in the account that one may read.
  const create = actionIds(root).get('createDraftAction') ?? '';
  const input = { place: PLACE, vault: VAULT, recoveryPointArn: ARTICLE_POINT };
  const made = await callAction({ url: world.url, cookie: administrator }, PLACE, create, input, 60_000);
  const draft = made.ok ? (made.value as { draftId: string }).draftId : '';
  const ofDraft = foreign.filter(({ route }) => route.includes('[draft]'));
  const statuses = () => Promise.all(ofDraft.map(async ({ route }) => (await get(world, asked(route, { draft }), administrator)).status));
  expect(await statuses()).toEqual(ofDraft.map(() => 200));
  await withDatabase(world, (client) => client.query('update drafts set account = $1 where id = $2', [OTHER_ACCOUNT, draft]));
  expect(await statuses()).toEqual(ofDraft.map(() => 404));
});

test('no handler answers a page of another site', { tag: LONG }, async ({ world }) => {
  const cookie = await cookieOf(world, 'demo-administrator');
  for (const { route } of doorsIn(root, declared()).filter(({ kind }) => kind === 'handler'))
    for (const foreign of [{ origin: 'http://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      const { status, text } = await send(world, { path: asked(route), headers: { cookie, ...foreign } });
      expect([route, status, JSON.parse(text).problem.code]).toEqual([route, 403, 'foreign-request']);
    }
});

test('every action does what the table of roles lets be done, for a page of the console alone', { tag: LONG }, async ({ world }) => {
  const actions = actionDoorsIn(root, declared());
  const ids = actionIds(root);
  // What no page uses is not in the build.
  const built = actions.filter(({ action }) => ids.has(action));
  expect([...ids.keys()].filter((name) => !actions.some(({ action }) => action === name))).toEqual([]);
  expect(built.length).toBeGreaterThan(50);
  const own = { origin: world.url, 'sec-fetch-site': 'same-origin' };
  const post = async (action: string, name: string, cookie: string, from: Readonly<Record<string, string>>, changed: object = {}) => {
    const headers = {
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
      'next-action': ids.get(action) ?? '',
      ...from,
    };
    const body = JSON.stringify([{ ...INPUTS[name]?.[0], ...changed }]);
    return send(world, { method: 'POST', path: '/check', headers: cookie === '' ? headers : { ...headers, cookie }, body });
  };
  const codeOf = (text: string): unknown => (readFlight(Buffer.from(text)) as { error?: { code: string } }).error?.code;
  const comers = await comersOf(world);
  const administrator = await cookieOf(world, 'demo-administrator');
  await each(built, async ({ action, does }) => {
    for (const from of [{}, { ...own, origin: 'http://evil.example' }, { ...own, 'sec-fetch-site': 'cross-site' }]) {
      const { status, text } = await post(action, does.name, administrator, from);
      expect([action, status, JSON.parse(text).problem.code]).toEqual([action, 403, 'foreign-request']);
    }
    if (does.permission === null) return;
    for (const { who, cookie, grants } of comers) {
      if (grants !== null && mayDo(grants, does)) continue;
      const { text } = await post(action, does.name, cookie, own);
      expect([action, who, codeOf(text)]).toEqual([action, who, grants === null ? 'not-signed-in' : 'not-permitted']);
    }
    if (does.scope !== 'place') return;
    const { text } = await post(action, does.name, administrator, own, { place: { ...PLACE, account: OTHER_ACCOUNT } });
    expect([action, codeOf(text)]).toEqual([action, 'wrong-account']);
  });
});

test('whoever signed in a while ago is asked again for what cannot be taken back and for what lets somebody in', async ({ world }) => {
  const fresh = actionDoorsIn(root, declared()).filter(({ does }) => does.fresh);
  expect(fresh.map(({ action }) => action)).toContain('startRestoreAction');
  const everything = ROLES.map((role) => ({ role, account: null }));
  const cookie = await newcomer(world, 'everything', everything);
  await withDatabase(world, (client) => client.query(`update sessions set signed_in_at = now() - interval '29 days'`));
  for (const { action, does } of fresh) {
    const answer = await callAction({ url: world.url, cookie }, PLACE, actionIds(root).get(action) ?? '', INPUTS[does.name]?.[0], 60_000);
    expect([action, answer]).toEqual([action, { ok: false, error: { code: 'sign-in-again' } }]);
  }
});
