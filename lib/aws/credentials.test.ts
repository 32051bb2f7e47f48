import { describe, expect, it, vi } from 'vitest';
import { err, ok } from '@/lib/result';
import { createCredentials, type Keys, sourceOf } from './credentials';

const keys = (id: string, more: Partial<Keys> = {}): Keys => ({ accessKeyId: id, secretAccessKey: 'secret', ...more });
const marked = (mark: string, more: Partial<Keys> = {}): Keys => ({ ...keys('A', more), ...{ $source: { [mark]: 'x' } } });

/** Credentials over a source that gives what the test says, and a clock that it turns on. */
const scene = () => {
  const state = { now: 1_000_000, asked: 0, gives: keys('one') as Keys | Error, owners: { one: '111', two: '111', three: '333' } };
  const credentials = createCredentials({
    ask: async () => {
      state.asked += 1;
      if (state.gives instanceof Error) throw state.gives;
      return state.gives;
    },
    accountOf: async ({ accessKeyId }) => ok(state.owners[accessKeyId as 'one']),
    now: () => state.now,
  });
  const used = async () => (await credentials.provide()).accessKeyId;
  return { state, credentials, used, at: (ms: number) => new Date(state.now + ms) };
};

describe('what the source is asked', () => {
  it('is once, however many ask at a time, and not again while nothing speaks against what it gave', async () => {
    const { state, used } = scene();
    expect(await Promise.all([used(), used(), used()])).toEqual(['one', 'one', 'one']);
    state.now += 30 * 24 * 3_600_000;
    expect(await used()).toBe('one');
    expect(state.asked).toBe(1);
  });

  it('is again when AWS refused what it gave, with a pause that grows to seconds and no more', async () => {
    const { state, credentials, used } = scene();
    await used();
    for (const pause of [1_000, 2_000, 4_000, 4_000]) {
      const before = state.asked;
      expect(await Promise.all([credentials.refused(1), credentials.refused(1)])).toEqual(
        Array.from({ length: 2 }, () => ({ renewed: false, problem: null })),
      );
      expect(state.asked).toBe(before + 1);
      state.now += pause - 1;
      await credentials.refused(1);
      expect(state.asked).toBe(before + 1);
      state.now += 1;
    }
    state.gives = keys('two');
    expect(await credentials.refused(1)).toEqual({ renewed: true, problem: null });
    expect(await used()).toBe('two');
  });

  it('is not again for a call that was sent with credentials that others have replaced meanwhile', async () => {
    const { state, credentials, used } = scene();
    await used();
    state.gives = keys('two');
    await credentials.refused(1);
    expect(await credentials.refused(1)).toEqual({ renewed: true, problem: null });
    expect(state.asked).toBe(2);
  });

  it('counts a refusal of the first credentials as theirs, though the call began before there were any', async () => {
    const { credentials, used } = scene();
    const noted = credentials.generation();
    await used();
    expect(await credentials.refused(noted)).toEqual({ renewed: false, problem: null });
  });
});

describe('a source that does not answer', () => {
  it('is not waited for longer than a minute', async () => {
    vi.useFakeTimers();
    try {
      const credentials = createCredentials({ ask: () => new Promise(() => undefined), accountOf: async () => ok('111') });
      const answer = credentials.provide().catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(60_000);
      expect(await answer).toMatchObject({ problem: { code: 'no-credentials' } });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('credentials with an end', () => {
  it('are renewed five minutes before it, while those at hand still serve', async () => {
    const { state, used, at } = scene();
    state.gives = keys('one', { expiration: at(3_600_000) });
    await used();
    state.now += 3_299_000;
    expect([await used(), state.asked]).toEqual(['one', 1]);
    state.now += 1_000;
    state.gives = keys('two', { expiration: at(3_600_000) });
    expect(await used()).toBe('one');
    await expect.poll(used).toBe('two');
    expect(state.asked).toBe(2);
  });

  it('are renewed half-way where they live shorter, and a source that is not ready yet is not asked at each call', async () => {
    const { state, used, at } = scene();
    state.gives = keys('one', { expiration: at(60_000) });
    await used();
    state.now += 30_000;
    await used();
    await expect.poll(() => state.asked).toBe(2);
    await used();
    await used();
    expect(state.asked).toBe(2);
  });

  it('are over at their end: then the source is waited for, and what it cannot give is told with where they came from', async () => {
    const { state, used, at } = scene();
    state.gives = marked('CREDENTIALS_PROFILE_PROCESS', { expiration: at(60_000) });
    await used();
    state.now += 60_000;
    state.gives = Object.assign(new Error('Command failed: vault --token sesame'), { name: 'CredentialsProviderError' });
    const failure = await used().catch((error: unknown) => error);
    expect(failure).toMatchObject({ problem: { code: 'expired-credentials', source: 'process', awsMessage: '' } });
    expect(String(failure)).not.toContain('sesame');
    state.now += 1_000;
    state.gives = keys('two');
    expect(await used()).toBe('two');
  });

  it('are not taken where they are over already', async () => {
    const { state, used, at } = scene();
    state.gives = marked('CREDENTIALS_ENV_VARS', { expiration: at(-1) });
    await expect(used()).rejects.toMatchObject({ problem: { code: 'expired-credentials', source: 'environment' } });
  });
});

describe('credentials of another account', () => {
  it('are not taken once it is known whose the first were', async () => {
    const { state, credentials, used } = scene();
    await used();
    credentials.belongTo('111');
    state.gives = keys('three');
    const problem = { code: 'other-account', account: '111', callerAccount: '333' };
    expect(await credentials.refused(1)).toEqual({ renewed: false, problem });
    // Nor is the answer another one while the source is left in peace.
    expect(await credentials.refused(1)).toEqual({ renewed: false, problem });
    expect([await used(), credentials.generation()]).toEqual(['one', 1]);
  });

  it('are not taken at the end of the first ones either', async () => {
    const { state, credentials, used, at } = scene();
    state.gives = keys('one', { expiration: at(60_000) });
    await used();
    credentials.belongTo('111');
    state.now += 60_000;
    state.gives = keys('three');
    await expect(used()).rejects.toMatchObject({ problem: { code: 'other-account', callerAccount: '333' } });
  });

  it('are not taken for the right ones while AWS does not say whose they are', async () => {
    let owner: ReturnType<typeof ok<string>> | ReturnType<typeof err<{ code: 'unreachable'; detail: string }>> = ok('111');
    let gives = keys('one');
    const credentials = createCredentials({ ask: async () => gives, accountOf: async () => owner, now: () => 0 });
    await credentials.provide();
    credentials.belongTo('111');
    gives = keys('two');
    owner = err({ code: 'unreachable', detail: 'no answer' });
    expect(await credentials.refused(1)).toEqual({ renewed: false, problem: null });
    expect((await credentials.provide()).accessKeyId).toBe('one');
  });
});

describe('where credentials come from', () => {
  it.each([
    ['CREDENTIALS_ENV_VARS', 'environment'],
    ['CREDENTIALS_PROFILE', 'file'],
    ['CREDENTIALS_PROFILE_PROCESS', 'process'],
    ['CREDENTIALS_SSO', 'sso'],
    ['CREDENTIALS_PROFILE_LOGIN', 'sso'],
    ['CREDENTIALS_HTTP', 'role'],
    ['CREDENTIALS_ENV_VARS_STS_WEB_ID_TOKEN', 'role'],
    ['CREDENTIALS_PROFILE_SOURCE_PROFILE', 'unknown'],
  ])('%s: %s', (mark, source) => expect(sourceOf(marked(mark))).toBe(source));

  it('is the role of the machine where they end and nothing marks them', () => {
    expect(sourceOf(keys('A', { expiration: new Date(0) }))).toBe('role');
    expect(sourceOf(keys('A'))).toBe('unknown');
  });
});
