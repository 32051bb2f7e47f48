import { expect, it, vi } from 'vitest';
import { err, ok } from '@/lib/result';
import { fileResponse } from './file-response';

const declared = { name: 'exportAll', effect: 'read' } as const;
const entry = { door: 'get', headers: new Headers() } as const;
const file = { name: 'rehome-all-2026-01-01.csv', type: 'text/csv; charset=utf-8' };

async function* pieces(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}

it('saves a download under a name of the console’s own, as what it is, and lets nobody keep or guess it', async () => {
  const answer = await fileResponse(declared, entry, file, async () => ok(pieces('a,b\n', '1,2\n', '3,4\n')));
  expect(await answer.text()).toBe('a,b\n1,2\n3,4\n');
  expect(Object.fromEntries(answer.headers)).toEqual({
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': 'attachment; filename="rehome-all-2026-01-01.csv"',
    'cache-control': 'private, no-store, no-transform',
    'x-content-type-options': 'nosniff',
  });
});

it('answers a failure before the first pieces as a problem, and never as a file', async () => {
  const refused = await fileResponse(declared, entry, file, async () => err({ code: 'not-signed-in' }));
  expect([refused.status, refused.headers.get('content-disposition')]).toEqual([401, null]);
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const broken = await fileResponse(declared, entry, file, async () =>
    ok(
      (async function* () {
        yield 'a,b\n';
        throw new Error('secret');
      })(),
    ),
  );
  expect([broken.status, await broken.json()]).toMatchObject([500, { problem: { code: 'internal' } }]);
  expect(logged.mock.calls.join()).not.toContain('secret');
  logged.mockRestore();
});

it('breaks off where reading fails on the way, and neither the answer nor the log tells what was read', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const answer = await fileResponse(declared, entry, file, async () =>
    ok(
      (async function* () {
        yield 'a,b\n';
        yield '1,2\n';
        throw new Error('Failed query: params: secret');
      })(),
    ),
  );
  const thrown: unknown = await answer.text().catch((error: unknown) => error);
  expect(thrown).toMatchObject({ message: 'unexpected', digest: expect.any(String) });
  expect(logged.mock.calls.join()).toContain('exportAll');
  expect(logged.mock.calls.join()).not.toContain('secret');
  logged.mockRestore();
});

it('closes what it reads from when somebody stops reading', async () => {
  let closed = false;
  const answer = await fileResponse(declared, entry, file, async () =>
    ok(
      (async function* () {
        try {
          for (;;) yield 'x';
        } finally {
          closed = true;
        }
      })(),
    ),
  );
  const reader = answer.body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(closed).toBe(true);
});
