import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { changeSetting } from '@/lib/data/settings/change';
import { changeClaimRoles } from '@/lib/data/settings/claim-roles';
import { answerOf, type IdentityProvider, startIdentityProvider, TWO_FACTORS } from '@/lib/testing/identity-provider';
import { asOwner } from '@/lib/testing/owner';
import { browser } from '@/lib/testing/request';
import { OPERATOR } from '@/lib/testing/restores';
import { codeOfApp } from '@/lib/testing/second-factors';
import { TEST_SECRET } from '@/lib/testing/signed-in';
import { currentCaller } from '../caller';
import { beginOwnTotp, confirmOwnTotp } from '../factors/own-totp';
import { isFresh } from '../fresh';
import { finishByCode, secondStep } from '../second-step';
import { beginOidc, finishOidc } from './sign-in';

vi.mock('next/headers', () => import('@/lib/testing/request'));
vi.mock('react', async (original) => ({ ...(await original<object>()), cache: <T>(work: T): T => work }));

const CONSOLE = 'http://127.0.0.1:3000';
const STEP_MS = 30_000;
let provider: IdentityProvider;

beforeAll(async () => {
  provider = await startIdentityProvider();
  provider.register(CONSOLE);
  Object.assign(process.env, { REHOME_AUTH_SECRET: TEST_SECRET, ...provider.env });
  browser.headers = new Headers({ host: '127.0.0.1:3000', origin: CONSOLE });
  await changeClaimRoles(OPERATOR, 'add', { claim: 'groups', value: 'operators', role: 'operator', account: null });
  provider.people.set('rika', { name: 'Rika Ono', email: 'rika@example.com', groups: ['operators'] });
});
afterAll(() => provider.close());
beforeEach(async () => {
  provider.methods.clear();
  browser.jar.clear();
  for (const table of ['totp_factors', 'recovery_codes', 'settings', 'sessions', 'rate_limits'])
    await asOwner(`delete from ${table} where ${table === 'settings' ? `name <> 'claimRoles'` : 'true'}`);
});

const must = <T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
};
const caller = async () => {
  const found = await currentCaller(false);
  if (found === null) throw new Error('nobody is signed in');
  return found;
};
/** Signs in by the provider; the page that it leads to. */
const signIn = async (again = false): Promise<string> => {
  const said = (await answerOf(must(await beginOidc('/history', again)).url, 'rika')).searchParams;
  const answer = { code: said.get('code'), state: said.get('state') ?? '', iss: said.get('iss'), error: said.get('error') };
  return must(await finishOidc(answer)).to;
};
const required = (): Promise<unknown> => changeSetting(OPERATOR, 'factorRequiredFor', ['operator']);
const counting = (): Promise<unknown> => changeSetting(OPERATOR, 'providerFactorCounts', true);
/** Sets up an app in the session that there is; the codes that come after the one that was used for it. */
const setUpApp = async (): Promise<() => string> => {
  const { secret } = must(await beginOwnTotp(await caller()));
  must(await confirmOwnTotp(await caller(), codeOfApp(secret, Date.now() - STEP_MS)));
  let steps = -1;
  return () => {
    steps += 1;
    return codeOfApp(secret, Date.now() + steps * STEP_MS);
  };
};

describe('somebody who signs in with an identity provider and must have a second factor', () => {
  it('can do nothing until one is set up here, and is asked for it at every sign-in with the provider then', async () => {
    await required();
    expect(await signIn()).toBe('/history');
    expect((await caller()).needsFactor).toBe(true);
    const code = await setUpApp();
    expect((await caller()).needsFactor).toBeUndefined();
    browser.jar.clear();
    expect(await signIn()).toBe('/sign-in/second-step?to=%2Fhistory');
    expect(await currentCaller(false)).toBeNull();
    expect(await secondStep()).toEqual({ totp: true, passkeys: 'none', recoveryCodes: true });
    expect(await finishByCode(code())).toEqual({ ok: true, value: null });
    expect((await caller()).needsFactor).toBeUndefined();
    const [last] = await asOwner(`select data::json as data from events where kind = 'signed-in' order by seq desc limit 1`);
    expect(last).toMatchObject({ data: { method: 'oidc', secondFactor: 'totp' } });
  });

  it('is asked for it where the console wants a fresh sign-in, too: the provider alone makes nothing fresh', async () => {
    await signIn();
    const code = await setUpApp();
    await asOwner(`update sessions set signed_in_at = now() - interval '1 hour'`);
    const { session } = await caller();
    expect(await signIn(true)).toBe('/sign-in/second-step?to=%2Fhistory');
    expect(await isFresh(await caller())).toBe(false);
    expect(await finishByCode(code())).toEqual({ ok: true, value: null });
    expect([(await caller()).session.id, await isFresh(await caller())]).toEqual([session.id, true]);
  });

  it('has proved one at the provider where its token says so (amr, acr) and the setting lets that count', async () => {
    await required();
    await counting();
    for (const methods of [{ amr: ['pwd', 'otp'] }, { amr: ['mfa'] }, { acr: TWO_FACTORS }]) {
      provider.methods.set('rika', methods);
      browser.jar.clear();
      expect(await signIn()).toBe('/history');
      expect((await caller()).needsFactor).toBeUndefined();
    }
  });

  it.each([
    ['nothing of it', {}],
    ['of one factor', { amr: ['pwd'] }],
    ['of another class', { acr: 'urn:example:one-factor' }],
  ])('has not where the token says %s, whatever the setting', async (_, methods) => {
    await required();
    await counting();
    provider.methods.set('rika', methods);
    await signIn();
    expect((await caller()).needsFactor).toBe(true);
    await setUpApp();
    browser.jar.clear();
    expect(await signIn()).toBe('/sign-in/second-step?to=%2Fhistory');
  });

  it('has not while the setting does not let it count, whatever the token says', async () => {
    await required();
    provider.methods.set('rika', { amr: ['mfa'], acr: TWO_FACTORS });
    await signIn();
    expect((await caller()).needsFactor).toBe(true);
  });

  it('is asked for an app that they have where the provider’s does not count, and not where it does', async () => {
    await signIn();
    await setUpApp();
    provider.methods.set('rika', { amr: ['mfa'] });
    browser.jar.clear();
    expect(await signIn()).toBe('/sign-in/second-step?to=%2Fhistory');
    await counting();
    browser.jar.clear();
    expect(await signIn()).toBe('/history');
  });

  it('does not by what the provider says beside the token, which nobody signed', async () => {
    await required();
    await counting();
    provider.people.set('rika', { name: 'Rika Ono', email: 'rika@example.com', groups: ['operators'], acr: TWO_FACTORS, amr: ['mfa'] });
    provider.tamper = ({ amr: _amr, acr: _acr, ...rest }, sign) => sign(rest);
    await signIn();
    provider.tamper = null;
    expect((await caller()).needsFactor).toBe(true);
  });
});
