import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { changeSetting } from '@/lib/data/settings/change';
import { env } from '@/lib/env';
import { addDemoPeople } from '@/lib/launcher/demo-people';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { OPERATOR } from '@/lib/testing/restores';
import { sessionOf, TEST_SECRET } from '@/lib/testing/signed-in';
import { currentCaller } from './caller';

vi.mock('next/headers', () => import('@/lib/testing/request'));
vi.mock('react', async (original) => ({ ...(await original<object>()), cache: <T>(work: T): T => work }));
process.env.REHOME_AUTH_SECRET = TEST_SECRET;

const URL_HERE = 'http://127.0.0.1:3000';

/** A session that began and was last used so long ago, as the database's clock has it. */
const session = async (begun: string, used: string): Promise<void> => {
  const { name, value } = await sessionOf(env().databaseUrl, URL_HERE, 'demo-operator');
  browser.jar.set(name, decodeURIComponent(value));
  await asOwner(`update sessions set created_at = now() - interval '${begun}', last_seen_at = now() - interval '${used}'`);
};
const goesOn = async (): Promise<boolean> => (await currentCaller(false)) !== null;

beforeAll(async () => {
  browser.headers = new Headers({ host: '127.0.0.1:3000' });
  await addDemoPeople(env().databaseUrl);
});
beforeEach(async () => {
  browser.jar.clear();
  await asOwner('delete from sessions');
  await asOwner('delete from settings');
});

describe.each([
  // The setting, its first value in hours, and a session that is as old in this respect and young in the other.
  ['sessionIdleHours', 12, (age: string) => session('13 hours', age)],
  ['sessionHours', 168, (age: string) => session(age, '1 minute')],
] as const)('%s', (name, first, aged) => {
  it(`is ${first} hours where nobody chose`, async () => {
    await aged(`${first - 1} hours 59 minutes`);
    expect(await goesOn()).toBe(true);
    await aged(`${first} hours 1 minute`);
    expect(await goesOn()).toBe(false);
  });

  it('counts at the next request of a session that goes on, shorter and longer', async () => {
    await aged('10 hours');
    expect(await goesOn()).toBe(true);
    expect(await changeSetting(OPERATOR, name, 9)).toEqual({ ok: true, value: null });
    expect(await goesOn()).toBe(false);
    expect(await changeSetting(OPERATOR, name, 11)).toEqual({ ok: true, value: null });
    expect(await goesOn()).toBe(true);
  });

  it('is never longer than thirty days, never nothing, and never no time at all', async () => {
    await aged('719 hours');
    for (const value of [721, 0, -1, null, '9', Number.NaN])
      expect(await changeSetting(OPERATOR, name, value)).toEqual({ ok: false, error: { code: 'bad-input', fields: [name] } });
    // Whatever somebody put into the database by hand is not believed either.
    for (const stored of ['100000', '"long"', 'null']) {
      await asOwner(
        `insert into settings (name, value, changed_by, changed_at) values ($1, $2::jsonb, 'x', now()) on conflict (name) do update set value = excluded.value`,
        [name, stored],
      );
      expect(await goesOn()).toBe(false);
    }
  });
});

describe('a session that was used of late', () => {
  it('ends with its absolute time all the same, and one that is young with its idle time', async () => {
    await changeSetting(OPERATOR, 'sessionHours', 2);
    await session('2 hours 1 minute', '1 second');
    expect(await goesOn()).toBe(false);
    await changeSetting(OPERATOR, 'sessionIdleHours', 0.25);
    await session('16 minutes', '16 minutes');
    expect(await goesOn()).toBe(false);
    await session('16 minutes', '14 minutes');
    expect(await goesOn()).toBe(true);
  });
});
