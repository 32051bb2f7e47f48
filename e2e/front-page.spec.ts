import type { Page } from '@playwright/test';
import { freePort } from '@/lib/launcher/ports';
import { api, paths } from '@/lib/paths';
import { PLACE } from './support/account';
import { getFrom } from './support/http';
import { lineTo } from './support/line';
import { signInTo } from './support/people';
import { expect, expectAccessible, LONG, test } from './support/test';
import { startConsoleBeside, type World } from './support/world';

const nonceOf = (policy: string | undefined): string | undefined => /script-src 'self' 'nonce-([^']+)'/.exec(policy ?? '')?.[1];

test('the front page leads to the overview of the account and region of the credentials', async ({ page }) => {
  await page.goto('/');
  await expect(page).toHaveURL(/\/123456789012\/ap-northeast-1$/);
  await expect(page).toHaveTitle('Overview · Rehome');
  await expect(page.getByRole('main').getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await expect(page.getByRole('banner').getByText('Simulated account')).toBeVisible();
  await expectAccessible(page);
});

test('another host name is refused, so that no foreign page can speak to the console', async ({ request }) => {
  const answer = await getFrom(request, '/', { headers: { host: 'attacker.example' } });
  expect(answer.status()).toBe(421);
  expect(await answer.text()).toContain('REHOME_ALLOWED_HOSTS');
});

test('pages carry a content security policy with a nonce of their own, and so do their scripts', async ({ request }) => {
  for (const path of ['/settings', '/nowhere', '/123456789012/ap-northeast-1']) {
    const answers = [await getFrom(request, path), await getFrom(request, path)];
    const nonces = answers.map((answer) => nonceOf(answer.headers()['content-security-policy']));
    expect(nonces[0]).toBeTruthy();
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(answers[0]?.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
    const scripts = [...((await answers[0]?.text()) ?? '').matchAll(/<script\b[^>]*>/g)].map((match) => match[0]);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !script.includes(`nonce="${nonces[0]}"`))).toEqual([]);
  }
});

test.describe('a console without a place', () => {
  const inConsole = async (
    page: Page,
    world: World,
    changes: Readonly<Record<string, string | undefined>>,
    story: (other: World) => Promise<void>,
  ): Promise<void> => {
    const other = await startConsoleBeside(world, changes);
    await signInTo(page.context(), other, 'operator');
    try {
      await story(other);
    } finally {
      // A page that outlives its console complains of it.
      await page.close();
      await other.end();
    }
  };

  test('says which region to give, and how', { tag: LONG }, async ({ page, world }) => {
    await inConsole(page, world, { AWS_REGION: undefined }, async ({ url }) => {
      await page.goto(url);
      await expect(page.getByRole('heading', { level: 1, name: 'Connect to AWS' })).toBeVisible();
      await expect(page.getByText('No region', { exact: true })).toBeVisible();
      await expect(page.getByText('AWS_REGION=ap-northeast-1 npm start', { exact: true })).toBeVisible();
      await expect(page.getByText('No AWS account connected')).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Vaults' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'Connect to AWS' })).toBeVisible();
    });
  });

  test('says that there are no credentials, in Japanese too, and leads on once there is an answer', { tag: LONG }, async ({
    page,
    context,
    world,
  }) => {
    const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_EC2_METADATA_DISABLED: 'true' };
    await inConsole(page, world, none, async ({ url }) => {
      await page.goto(url);
      await expect(page.getByText('No AWS credentials')).toBeVisible();
      await expect(page.getByText('npm run demo')).toBeVisible();
      await context.addCookies([{ name: 'rehome-locale', value: 'ja', url }]);
      await page.reload();
      await expect(page.getByRole('heading', { level: 1, name: 'AWS に接続' })).toBeVisible();
      await expectAccessible(page);
      await page.goto(`${url}/123456789012/ap-northeast-1/vaults`);
      await expect(page.getByRole('heading', { level: 1, name: 'AWS 認証情報がありません' })).toBeVisible();
    });
  });

  test('says that the credentials have expired, and that those of the environment need a restart', { tag: LONG }, async ({
    page,
    world,
  }) => {
    await inConsole(page, world, { AWS_ACCESS_KEY_ID: 'AKIAEXPIRED' }, async ({ url }) => {
      await page.goto(url);
      await expect(page.getByText('The AWS credentials have expired')).toBeVisible();
      await expect(page.getByText('then restart Rehome.', { exact: false })).toBeVisible();
      await expect(page.getByText('export AWS_ACCESS_KEY_ID=', { exact: false })).toBeVisible();
    });
  });

  test('says that AWS cannot be reached, and leads on as soon as it can', { tag: LONG }, async ({ page, world }) => {
    const line = await lineTo(Number(new URL(world.awsUrl).port));
    line.cut();
    await inConsole(page, world, { AWS_ENDPOINT_URL: `http://127.0.0.1:${line.port}` }, async ({ url }) => {
      await page.goto(url);
      await expect(page.getByText('AWS cannot be reached')).toBeVisible();
      line.join();
      // Nobody presses anything.
      await expect(page).toHaveURL(/\/123456789012\/ap-northeast-1$/);
      await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
    });
    line.end();
  });

  test('says of a database that never answered what it is, on every page, and shows nothing else: nobody knows who asks', {
    tag: LONG,
  }, async ({ page, world, expectConsoleError }) => {
    expectConsoleError(/status of 503/);
    const port = await freePort();
    await inConsole(page, world, { DATABASE_URL: `postgres://rehome:secret@127.0.0.1:${port}/rehome` }, async ({ url }) => {
      await page.goto(`${url}/123456789012/ap-northeast-1`);
      await expect(page.getByRole('heading', { level: 1, name: 'The database does not answer' })).toBeVisible();
      await expect(page.getByText('ECONNREFUSED')).toBeHidden();
      await expectAccessible(page);
      await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' }).click();
      await expect(page).toHaveURL(/\/settings$/);
      await expect(page.getByRole('heading', { level: 1, name: 'The database does not answer' })).toBeVisible();
      await expect(page.getByText('secret')).toBeHidden();
    });
  });
});

test.describe('a page that fails', () => {
  test('keeps the frame around it, says so without a stack, and leads on', { tag: LONG }, async ({ page, expectConsoleError }) => {
    expectConsoleError(/TypeError|error boundary|Error/);
    await page.goto(paths.jobs(PLACE));
    await page.route(`**${api.jobs(PLACE)}`, (route) => route.fulfill({ json: {} }));
    await expect(page.getByRole('heading', { level: 1, name: 'This page could not be shown' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    await expect(page.getByText('TypeError')).toBeHidden();
    await expectAccessible(page);
  });

  test('says that it is the database where that is away, and comes back by itself', { tag: LONG }, async ({ page, expectConsoleError }) => {
    expectConsoleError(/TypeError|error boundary|Error|status of 503/);
    await page.goto(paths.jobs(PLACE));
    const away = { problem: { code: 'database-away', reason: 'stopping', effect: 'read' } };
    await page.route(`**${api.ready()}`, (route) => route.fulfill({ status: 503, json: away }));
    await page.route(`**${api.jobs(PLACE)}`, (route) => route.fulfill({ json: {} }));
    await expect(page.getByRole('heading', { level: 1, name: 'The database does not answer' })).toBeVisible();
    await page.unrouteAll();
    await expect(page.getByRole('heading', { level: 1, name: 'Restore jobs' })).toBeVisible();
  });
});
