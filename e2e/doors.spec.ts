import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { api, paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { headersOf } from './support/people';
import { startHere } from './support/restores';
import { expect, test } from './support/test';
import type { World } from './support/world';

const root = fileURLToPath(new URL('..', import.meta.url));
const ID = '00000000-0000-4000-8000-000000000000';
const ARN = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';

/** What stands for each part of an address. */
const SEGMENTS: Readonly<Record<string, string>> = {
  account: PLACE.account,
  region: PLACE.region,
  vault: 'aws-backup-vault',
  point: encodeURIComponent(ARN),
  resource: encodeURIComponent('arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0f3a9c41d27be5860'),
};

/** Every address that the build answers, as Next routes it: pages and handlers. */
const routes = (): readonly string[] => {
  const manifest = JSON.parse(readFileSync(join(root, '.next/app-path-routes-manifest.json'), 'utf8')) as Readonly<Record<string, string>>;
  return [...new Set(Object.values(manifest))].filter((route) => !route.startsWith('/_') && !/\.(?:svg|ico)$/.test(route)).sort();
};
const filled = (route: string): string => route.replace(/\[(\w+)\]/g, (_, name: string) => SEGMENTS[name] ?? ID);

/** What has to stand in the address of some handlers. */
const QUERIES: Readonly<Record<string, string>> = {
  '/api/audit/event': `?chain=account:${PLACE.account}&seq=1`,
  '/api/audit/export': `?chain=account:${PLACE.account}`,
  '/api/audit/verify': `?chain=account:${PLACE.account}`,
  '/api/history/export': '?format=csv',
};

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

const send = (
  { url }: Pick<World, 'url'>,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  { method = 'GET', body }: { readonly method?: string; readonly body?: string } = {},
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = httpRequest({ hostname, port, method, path, headers }, (answer) => {
      answer.setEncoding('utf8');
      let text = '';
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

test('no answer is for another origin, and none is stored', async ({ world }) => {
  const headers = await headersOf(world, 'administrator');
  for (const route of routes()) {
    const answer = await send(world, filled(route), { ...headers, origin: 'http://evil.example' });
    expect([route, answer.headers['access-control-allow-origin']]).toEqual([route, undefined]);
    const own = await send(world, filled(route) + (QUERIES[route] ?? ''), headers);
    expect([route, String(own.headers['cache-control'])]).toEqual([route, expect.stringContaining('no-store')]);
  }
});

test('every answer says what it is', async ({ world }) => {
  const headers = await headersOf(world, 'administrator');
  for (const route of routes()) {
    const answer = await send(world, filled(route) + (QUERIES[route] ?? ''), headers);
    if (answer.text === '') continue;
    const type = String(answer.headers['content-type']);
    expect([route, type]).toEqual([route, expect.stringMatching(/^(?:text\/(?:html|plain|csv); charset=utf-8|application\/jsonl?)/)]);
    expect([route, answer.headers['x-content-type-options'], answer.headers['content-security-policy'] !== undefined]).toEqual([
      route,
      'nosniff',
      true,
    ]);
  }
});

test('nothing but pages and what a build makes is served', async ({ world }) => {
  const headers = await headersOf(world, 'administrator');
  const secrets = /\[core\]|"dependencies"|server-only|DATABASE_URL|BUILD_ID|Index of/;
  for (const path of [
    '/.git/config',
    '/.git/HEAD',
    '/.env',
    '/.env.local',
    '/package.json',
    '/next.config.js',
    '/lib/env.ts',
    '/.next/BUILD_ID',
    '/_next/',
    '/_next/static/',
    '/_next/server/server-reference-manifest.json',
    '/_next/static/../server/server-reference-manifest.json',
    '/_next/static/%2e%2e/server/app-paths-manifest.json',
    '/metrics',
    '/debug',
    '/api',
    '/api/openapi.json',
  ]) {
    const { status, text } = await send(world, path, headers);
    expect([path, [404, 400, 308].includes(status), secrets.test(text.replaceAll(/<script[\s\S]*?<\/script>/g, ''))]).toEqual([
      path,
      true,
      false,
    ]);
  }
  const traced = await send(world, '/settings', { ...headers, 'x-canary': 'echoed' }, { method: 'TRACE' }).catch(() => null);
  expect(traced === null || (traced.status >= 400 && !traced.text.includes('echoed'))).toBe(true);
});

test('a request of two lengths is refused', async ({ world }) => {
  const { hostname, port, host } = new URL(world.url);
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `POST /settings HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
      ),
    );
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
});

test('a download has a name of the console’s own, whatever is asked for', async ({ world }) => {
  const headers = await headersOf(world, 'administrator');
  const disposition = async (path: string): Promise<unknown> => (await send(world, path, headers)).headers['content-disposition'];
  expect(await disposition(`${api.historyExport('csv')}&filename=..%2f..%2fevil.exe`)).toMatch(
    /^attachment; filename="rehome-history-\d{4}-\d\d-\d\d\.csv"$/,
  );
  // The chain is there only once something has happened in it: the export above.
  expect(await disposition(api.auditExport('console'))).toMatch(/^attachment; filename="rehome-record-console-\d{4}-\d\d-\d\d\.jsonl"$/);
  const forged = await send(world, `/api/audit/export?chain=${encodeURIComponent('x"\r\nset-cookie: a=b')}`, headers);
  expect([forged.status, forged.headers['content-disposition'], forged.headers['set-cookie']]).toEqual([400, undefined, undefined]);
});

test('what people and AWS wrote is text on every page, never markup', async ({ page, world, as }) => {
  await startHere(page, world, { primary: '10.1.10.170', secondary: '10.1.10.171' });
  const markup = `"'><img src=x onerror="window.pwned=1"><script>window.pwned=1</script></script><!--`;
  const client = new Client({ connectionString: world.ownerUrl });
  await client.connect();
  const { rows } = await client.query<{ id: string }>('select id from restores limit 1');
  const restore = rows[0]?.id ?? '';
  await client.query('update restores set resource_name = $1, vault = $1', [markup]);
  await client.query(`update people set name = $1 where id = 'demo-operator'`, [markup]);
  await client.query(`insert into notes (id, restore_id, author, text, created_at) values ('${ID}', $1, 'demo-operator', $2, now())`, [
    restore,
    markup,
  ]);
  await client.end();
  await as('administrator');
  for (const path of [
    paths.history(),
    paths.historyEntry(restore),
    paths.audit(),
    paths.jobs(PLACE),
    paths.overview(PLACE),
    paths.settings(),
  ]) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => ['pwned' in window, document.querySelector('img[src="x"]') !== null])).toEqual([false, false]);
  }
  await page.goto(paths.historyEntry(restore));
  await expect(page.getByText(markup).first()).toBeVisible();
});
