import { fileURLToPath } from 'node:url';
import { actionIds } from '@/lib/testing/torture/action-client';
import { PLACE } from './support/account';
import { type Answered, type Sent, send } from './support/http';
import { headersOf, type Who } from './support/people';
import { expect, test } from './support/test';
import type { World } from './support/world';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A request of somebody who is signed in. */
const sendAs = async (world: World, who: Who, sent: Sent): Promise<Answered> =>
  send(world, { ...sent, headers: { ...(await headersOf(world, who)), ...sent.headers } });

const problemIn = ({ text }: Answered): unknown => (JSON.parse(text) as { problem: unknown }).problem;

/** A call of a server action as a page of the console makes it, with `changed` headers (one that is undefined is left out). */
const act = (world: World, name: string, input: unknown, changed: Readonly<Record<string, string | undefined>> = {}): Promise<Answered> => {
  const headers = {
    accept: 'text/x-component',
    'content-type': 'text/plain;charset=UTF-8',
    'next-action': actionIds(root).get(name) ?? '',
    origin: world.url,
    'sec-fetch-site': 'same-origin',
    ...changed,
  };
  const given = Object.fromEntries(Object.entries(headers).filter((each): each is [string, string] => each[1] !== undefined));
  return sendAs(world, 'administrator', { method: 'POST', path: '/settings', headers: given, body: JSON.stringify([input]) });
};

const setting = (value: boolean) => ({ name: 'requireTicket', value });
const isRequired = async (world: World): Promise<boolean> => {
  const { text } = await sendAs(world, 'administrator', { path: '/settings', headers: { host: new URL(world.url).host } });
  return /"name\\?":\\?"requireTicket\\?",\\?"value\\?":true/.test(text);
};

test('a write of the console’s own page is made', async ({ world }) => {
  const answer = await act(world, 'changeSettingAction', setting(true));
  expect(answer.status).toBe(200);
  expect(answer.text).toContain('"ok":true');
  expect(await isRequired(world)).toBe(true);
  await act(world, 'changeSettingAction', setting(false));
  expect(await isRequired(world)).toBe(false);
});

const evil = 'http://evil.example';
const foreign: readonly (readonly [string, Readonly<Record<string, string | undefined>>, string])[] = [
  ['without an origin', { origin: undefined }, 'no-origin'],
  ['without the word of the browser', { 'sec-fetch-site': undefined }, 'insecure'],
  ['from another site', { 'sec-fetch-site': 'cross-site' }, 'other-site'],
  ['from another origin', { origin: evil, 'sec-fetch-site': 'cross-site' }, 'other-origin'],
  ['with a forged X-Forwarded-Host', { origin: evil, 'x-forwarded-host': 'evil.example' }, 'forwarded'],
  ['with its own origin and a forged X-Forwarded-Host', { 'x-forwarded-host': 'evil.example' }, 'forwarded'],
  ['with a forged Forwarded', { origin: evil, forwarded: 'host=evil.example' }, 'forwarded'],
];

for (const [what, changed, reason] of foreign)
  test(`a write ${what} is refused, and nothing is changed`, async ({ world }) => {
    const answer = await act(world, 'changeSettingAction', setting(true), changed);
    expect(answer.status).toBe(403);
    expect(problemIn(answer)).toEqual({ code: 'foreign-request', reason });
    expect(await isRequired(world)).toBe(false);
  });

test('a form of another site is refused, whatever it posts to', async ({ world }) => {
  const headers = { 'content-type': 'multipart/form-data; boundary=x', origin: evil, 'sec-fetch-site': 'cross-site' };
  for (const path of ['/', '/api/ready', '/settings', '/nowhere'])
    expect((await send(world, { method: 'POST', path, headers, body: '--x--\r\n' })).status).toBe(403);
});

test('a body over the limit answers 413 with a problem, whether or not it says how long it is', async ({ world }) => {
  const text = 'x'.repeat(4 * 1_024 * 1_024);
  for (const changed of [{ 'content-length': String(text.length + 4) }, { 'transfer-encoding': 'chunked' }]) {
    const answer = await act(world, 'decodeAuthorizationMessageAction', text, changed);
    expect(answer.status).toBe(413);
    expect(problemIn(answer)).toMatchObject({ code: 'body-too-large' });
  }
});

test('an address that names nothing answers 400 with a problem', async ({ world }) => {
  const place = `/${PLACE.account}/${PLACE.region}`;
  for (const path of ['/%', '/%zz', '/api/history/%ff', `${place}/vaults/a%00b`, `/api${place}/points/%c3%28`, '/history?text=%00']) {
    const answer = await send(world, { path });
    expect(answer.status, path).toBe(400);
    expect(problemIn(answer), path).toEqual({ code: 'bad-address' });
  }
});

test('what the front door refuses is on record, with whose session it came', async ({ world }) => {
  await act(world, 'changeSettingAction', setting(true), { 'sec-fetch-site': 'cross-site' });
  await act(world, 'decodeAuthorizationMessageAction', 'x'.repeat(4 * 1_024 * 1_024 + 1));
  const recorded = async (): Promise<readonly unknown[]> => {
    const { text } = await sendAs(world, 'administrator', { path: '/api/audit?group=sign-ins' });
    const { events } = JSON.parse(text) as {
      readonly events: readonly { readonly actor: string; readonly subject: string; readonly data: string }[];
    };
    return events.flatMap(({ actor, subject, data }) => (subject === 'front-door' ? [[actor, JSON.parse(data).code]] : []));
  };
  await expect.poll(recorded).toContainEqual(['demo-administrator', 'body-too-large']);
  await expect.poll(recorded).toContainEqual(['demo-administrator', 'foreign-request']);
});
