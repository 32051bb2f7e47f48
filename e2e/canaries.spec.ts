import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { transactionAt } from '@/lib/db/beside';
import { makeLink } from '@/lib/db/repositories/one-time-links';
import { api, paths } from '@/lib/paths';
import { codeOfApp } from '@/lib/testing/second-factors';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import { PLACE } from './support/account';
import { getFrom } from './support/http';
import { signInTo } from './support/people';
import { startHere } from './support/restores';
import { expect, test } from './support/test';
import { startConsoleBeside, type World } from './support/world';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What AWS is asked with: whatever it is, the simulated account takes it. */
const PLANTED = {
  AWS_SECRET_ACCESS_KEY: 'canary/of+the/secret+access/key000000000',
  AWS_SESSION_TOKEN: 'canary-of-the-session-token',
} as const;
const USER_DATA = 'canary-in-the-user-data-of-an-instance';
const PASSWORD = 'canary of a password, typed once';

type Rows = readonly Readonly<Record<string, string>>[];
const query = async (world: World, text: string, values: readonly unknown[] = []): Promise<Rows> => {
  const client = new Client({ connectionString: world.ownerUrl });
  await client.connect();
  try {
    return (await client.query(text, [...values])).rows;
  } finally {
    await client.end();
  }
};

/** Sets up an authenticator app as whoever is signed in; its secret and the recovery codes, as they were shown. */
const setUpApp = async (page: Page, world: World): Promise<{ readonly secret: string; readonly codes: readonly string[] }> => {
  await page.goto(`${world.url}${paths.account()}`);
  await page.getByRole('button', { name: 'Set up an app' }).click();
  const secret = (await page.locator('[data-secret]').textContent()) ?? '';
  await page.getByLabel('Code that the app shows now').fill(codeOfApp(secret, Date.now()));
  await page.keyboard.press('Enter');
  const shown = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(shown).toHaveCount(10);
  return { secret: secret.replaceAll(' ', ''), codes: await shown.allTextContents() };
};

/** What may be nowhere at all: names of canaries by what they are of. */
const secretsOf = async (world: World, link: string): Promise<Readonly<Record<string, string>>> => {
  const [attempt] = await query(world, 'select idempotency_token as token from attempts limit 1');
  const [session] = await query(world, `select token from sessions where user_id = 'demo-administrator' limit 1`);
  const [hash] = await query(world, `select password from identities where password is not null limit 1`);
  return {
    ...PLANTED,
    REHOME_AUTH_SECRET: TEST_SECRET,
    'database password': new URL(world.databaseUrl).password,
    'idempotency token': attempt?.token ?? '',
    'session token': session?.token ?? '',
    'password hash': hash?.password ?? '',
    password: PASSWORD,
    'one-time link': link,
  };
};

/** Every spelling in which a secret could be found again. */
const spellings = (secret: string): readonly string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  JSON.stringify(secret).slice(1, -1),
];

/** The names of those secrets that stand in a text. */
const leaked = (secrets: Readonly<Record<string, string>>, text: string): readonly string[] =>
  Object.entries(secrets).flatMap(([name, secret]) => (spellings(secret).some((each) => text.includes(each)) ? [name] : []));

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

const choosePassword = async (page: Page, world: World): Promise<string> => {
  const { token } = await transactionAt(world.databaseUrl, (tx) =>
    makeLink(tx, { purpose: 'reset', person: 'demo-operator', by: 'demo-administrator' }),
  );
  const browser = page.context().browser();
  const other = await browser?.newPage({ baseURL: world.url, locale: 'en-GB' });
  if (other === undefined) throw new Error('no browser');
  await other.goto(paths.link(token));
  await other.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await other.getByLabel('Repeat the password', { exact: true }).fill(PASSWORD);
  await other.getByRole('button', { name: 'Set the password and sign in' }).click();
  await expect(other).toHaveURL(/\/123456789012\/ap-northeast-1$/);
  await other.close();
  return token;
};

test('nothing that was planted comes out anywhere', async ({ browser, world: first }) => {
  const world = await startConsoleBeside(first, PLANTED);
  const context = await browser.newContext({ baseURL: world.url, locale: 'en-GB' });
  const page = await context.newPage();
  const folder = mkdtempSync(join(tmpdir(), 'rehome-canaries-'));
  try {
    await signInTo(context, world, 'operator');
    await startHere(page, world, { primary: '10.1.10.170', secondary: '10.1.10.171' });
    const [restore] = await query(world, 'select id from restores limit 1');
    const id = restore?.id ?? '';
    await query(world, `update restores set metadata = (metadata::jsonb || jsonb_build_object('UserData', $1::text))::json`, [USER_DATA]);
    const link = await choosePassword(page, world);
    await signInTo(context, world, 'administrator');
    const app = await setUpApp(page, world);
    const [sealed] = await query(world, 'select secret from totp_factors');
    const secrets: Readonly<Record<string, string>> = {
      ...(await secretsOf(world, link)),
      'secret of an app': app.secret,
      'stored secret of an app': sealed?.secret ?? '',
      'recovery code': app.codes[0] ?? '',
      'last recovery code': app.codes.at(-1)?.replaceAll('-', '') ?? '',
    };
    expect(Object.entries(secrets).filter(([, secret]) => secret.length < 8)).toEqual([]);

    const sent: (readonly [path: string, text: string])[] = [];
    const take = async (path: string): Promise<void> => {
      const answer = await getFrom(context.request, `${world.url}${path}`);
      sent.push([path, `${JSON.stringify(answer.headers())}\n${await answer.text()}`]);
    };
    // The administrator's own session stands in their own cookie, and in no answer.
    const lists = [
      paths.overview(PLACE),
      paths.vaults(PLACE),
      paths.points(PLACE),
      paths.resources(PLACE),
      paths.jobs(PLACE),
      paths.history(),
      paths.audit(),
    ];
    const others = [
      paths.settings(),
      paths.work(),
      paths.account(),
      paths.people(),
      paths.check(),
      '/sign-in',
      '/nowhere',
      api.ready(),
      api.work(),
      '/api/session',
      '/api/frame',
    ];
    const data = [api.jobs(PLACE), api.history(), api.audit(), api.inventory(PLACE), api.regions(PLACE)];
    const files = [
      api.historyExport('csv'),
      api.historyExport('json'),
      api.auditExport('console'),
      api.auditExport(`account:${PLACE.account}`),
    ];
    for (const path of [...lists, ...others, ...data, ...files]) await take(path);
    // User data is metadata: it is shown with the restore, to those who may read it, and nowhere else.
    for (const [path, text] of sent) expect([path, leaked({ ...secrets, 'user data': USER_DATA }, text)]).toEqual([path, []]);
    sent.length = 0;
    for (const path of [paths.historyEntry(id), api.historyEntry(id)]) await take(path);
    for (const [path, text] of sent) expect([path, leaked(secrets, text)]).toEqual([path, []]);
    expect(sent.every(([, text]) => text.includes(USER_DATA))).toBe(true);

    await page.goto(`${world.url}${paths.historyEntry(id)}`);
    const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]));
    expect(leaked({ ...secrets, 'user data': USER_DATA }, stored)).toEqual([]);

    for (const path of [...filesIn(join(root, '.next/static')), ...filesIn(world.logs)])
      expect([path, leaked({ ...secrets, 'user data': USER_DATA }, readFileSync(path, 'latin1'))]).toEqual([path, []]);

    const copy = join(folder, 'copy');
    execFileSync(process.execPath, [join(root, 'bin/rehome'), 'backup', copy], {
      env: { ...process.env, DATABASE_URL: world.ownerUrl },
      stdio: 'pipe',
    });
    const bytes = readFileSync(copy);
    const text = (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8');
    // What has a column of its own in the database has it in its copy.
    const {
      'idempotency token': _token,
      'session token': _session,
      'password hash': _hash,
      'stored secret of an app': _stored,
      ...never
    } = secrets;
    expect(leaked(never, text)).toEqual([]);
    const [record] = await query(world, `select string_agg(actor || coalesce(subject, '') || data, ' ') as text from events`);
    expect(leaked({ ...secrets, 'user data': USER_DATA }, record?.text ?? '')).toEqual([]);
  } finally {
    await context.close();
    await world.end();
    rmSync(folder, { recursive: true, force: true });
  }
});
