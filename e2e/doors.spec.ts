import { connect } from 'node:net';
import { Client } from 'pg';
import { api, paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { addressOf, asked, routes } from './support/addresses';
import { send } from './support/http';
import { headersOf } from './support/people';
import { startHere } from './support/restores';
import { expect, LONG, test } from './support/test';

const ID = '00000000-0000-4000-8000-000000000000';

test('no answer is for another origin, and none is stored', { tag: LONG }, async ({ world }) => {
  const headers = await headersOf(world, 'administrator');
  for (const route of routes()) {
    const answer = await send(world, { path: addressOf(route), headers: { ...headers, origin: 'http://evil.example' } });
    expect([route, answer.headers['access-control-allow-origin']]).toEqual([route, undefined]);
    const own = await send(world, { path: asked(route), headers });
    expect([route, String(own.headers['cache-control'])]).toEqual([route, expect.stringContaining('no-store')]);
  }
});

test('every answer says what it is', async ({ world }) => {
  const headers = await headersOf(world, 'administrator');
  for (const route of routes()) {
    const answer = await send(world, { path: asked(route), headers });
    if (answer.text === '') continue;
    const type = String(answer.headers['content-type']);
    expect([route, type]).toEqual([route, expect.stringMatching(/^(?:text\/(?:html|plain|csv); charset=utf-8|application\/jsonl?)/)]);
    expect([route, answer.headers['x-content-type-options'], answer.headers['content-security-policy'] !== undefined]).toEqual([
      route,
      'nosniff',
      true,
    ]);
    // The policy of the page takes no style from it (CSP, style-src-attr): what has one would stand in the wrong place.
    const styled = /<[a-z][^<>]*\sstyle=/.exec(answer.text.replaceAll(/<script[\s\S]*?<\/script>/g, ''));
    expect([route, styled?.[0] ?? null]).toEqual([route, null]);
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
    const { status, text } = await send(world, { path, headers });
    expect([path, [404, 400, 308].includes(status), secrets.test(text.replaceAll(/<script[\s\S]*?<\/script>/g, ''))]).toEqual([
      path,
      true,
      false,
    ]);
  }
  for (const method of ['TRACE', 'PUT', 'DELETE']) {
    const { status, text } = await send(world, { method, path: '/settings', headers: { ...headers, 'x-canary': 'echoed' } });
    expect([method, status, JSON.parse(text)]).toEqual([method, 405, { problem: { code: 'method-not-allowed' } }]);
  }
  for (const path of ['/settings', '/api/history'])
    expect(await send(world, { method: 'OPTIONS', path, headers: {} })).toMatchObject({ status: 204, text: '' });
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
  const disposition = async (path: string): Promise<unknown> => (await send(world, { path, headers })).headers['content-disposition'];
  expect(await disposition(`${api.historyExport('csv')}&filename=..%2f..%2fevil.exe`)).toMatch(
    /^attachment; filename="rehome-history-\d{4}-\d\d-\d\d\.csv"$/,
  );
  // The chain is there only once something has happened in it: the export above.
  expect(await disposition(api.auditExport('console'))).toMatch(/^attachment; filename="rehome-record-console-\d{4}-\d\d-\d\d\.jsonl"$/);
  const forged = await send(world, { path: `/api/audit/export?chain=${encodeURIComponent('x"\r\nset-cookie: a=b')}`, headers });
  expect([forged.status, forged.headers['content-disposition'], forged.headers['set-cookie']]).toEqual([400, undefined, undefined]);
});

test('what people and AWS wrote is text on every page, never markup', { tag: LONG }, async ({ page, world, as }) => {
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
