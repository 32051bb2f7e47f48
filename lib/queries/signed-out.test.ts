import { expect, it } from 'vitest';
import { err, ok } from '@/lib/result';
import { heard, isSignedOut, signedInAgain } from './signed-out';

it('gives the answer of an action as it came, and notes that nobody is signed in', async () => {
  expect(await heard(Promise.resolve(ok(1)))).toEqual(ok(1));
  expect(isSignedOut()).toBe(false);
  expect(await heard(Promise.resolve(err({ code: 'not-signed-in' as const })))).toEqual(err({ code: 'not-signed-in' }));
  expect(isSignedOut()).toBe(true);
  signedInAgain();
});

it('tells what the console refuses at its door by its problem, and not as a console that is away', async () => {
  const problem = { code: 'foreign-request', reason: 'other-site' };
  expect(await heard(Promise.reject(new Error(JSON.stringify({ problem }))))).toEqual(err(problem));
});

it.each(['Failed to fetch', '{"problem":', 'An unexpected response was received from the server.'])(
  'hands on every other failure: %s',
  async (message) => {
    await expect(heard(Promise.reject(new TypeError(message)))).rejects.toThrow(message);
  },
);

it('waits no longer than it may for a console that hangs', async () => {
  await expect(heard(new Promise(() => undefined), 5)).rejects.toMatchObject({ name: 'TimeoutError' });
});
