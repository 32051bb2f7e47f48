import { beforeAll, expect, it, vi } from 'vitest';
import { env } from '@/lib/env';
import { addDemoPeople, DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import { openSession } from './open-session';
import { sessionCookieName, tokenIn } from './session-cookie';

vi.mock('next/headers', () => import('@/lib/testing/request'));
process.env.REHOME_AUTH_SECRET = TEST_SECRET;
const BITS_OF_128 = 22; // characters of 62: 22 × log2(62) = 131

beforeAll(async () => {
  browser.headers = new Headers({ host: '127.0.0.1:3000', 'user-agent': 'a browser' });
  await addDemoPeople(env().databaseUrl);
});

it('a session is another one at each sign-in, longer than can be guessed, and names nobody', async () => {
  const { id } = DEMO_PEOPLE[0];
  const name = sessionCookieName('http://127.0.0.1:3000');
  const tokens: string[] = [];
  for (let n = 0; n < 20; n += 1) {
    expect(await openSession(id, 'link', null)).toBe(true);
    tokens.push(tokenIn(browser.jar.get(name), TEST_SECRET) ?? '');
  }
  expect(new Set(tokens).size).toBe(20);
  for (const token of tokens) {
    expect(token).toMatch(new RegExp(`^[A-Za-z0-9_-]{${BITS_OF_128},}$`));
    expect(token).not.toContain(id);
  }
  const ids = (await asOwner('select id, token from sessions')) as readonly { id: string; token: string }[];
  expect(ids.some((row) => row.id === row.token)).toBe(false);
});
