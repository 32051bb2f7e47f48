import { randomUUID } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { BackupClient, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { beforeAll, expect, it } from 'vitest';
import { attemptsOf } from '@/lib/db/repositories/attempts';
import { readRestore } from '@/lib/db/repositories/restores';
import { freePort } from '@/lib/launcher/ports';
import { sleep } from '@/lib/launcher/processes.js';
import { asOwner, ownerUrl } from '../owner';
import { startedAt, sweepNow } from '../restores';
import { simulatedAccount } from '../simulated-account';
import { killedBeforeTheCall } from '../starts';
import { type Book, newBook } from './book';
import { bad } from './count';
import { judge } from './judge';

const account = simulatedAccount({ settings: { joinsByRequestId: false } });
const book: Book = newBook();
let restoreId = '';

const found = async (with_: Book = book): Promise<readonly string[]> => {
  const counts = await judge({ control: account.control, ownerUrl: ownerUrl() }, with_);
  return bad(counts).map(({ name }) => name);
};

beforeAll(async () => {
  ({ restoreId } = await startedAt('10.1.10.201'));
  const other = await startedAt('10.1.10.202', '10.1.10.203');
  book.restores.set(restoreId, 'begun');
  for (const id of [restoreId, other.restoreId]) while ((await readRestore(id))?.outcome !== 'completed') await sweepNow();
  await sweepNow();
});

it('finds nothing where everything is as it must be', async () => {
  expect(await found()).toEqual([]);
});

it('waits for a database that is away when it begins, as one is that recovers', async () => {
  const real = new URL(ownerUrl());
  const port = await freePort();
  const away = Object.assign(new URL(ownerUrl()), { hostname: '127.0.0.1', port: String(port) });
  const judged = judge({ control: account.control, ownerUrl: away.href }, book);
  const back = createServer((socket) => {
    const server = connect(Number(real.port), real.hostname);
    for (const each of [socket, server]) each.on('error', () => undefined);
    socket.pipe(server).pipe(socket);
  });
  // Longer than it takes to be refused once.
  await sleep(300);
  await new Promise<void>((resolve) => {
    back.listen(port, '127.0.0.1', resolve);
  });
  expect(bad(await judged)).toEqual([]);
  back.close();
});

it.each([
  ['untrue states', "update restores set outcome = 'failed' where id = $1", "update restores set outcome = 'completed' where id = $1"],
  [
    'restores without an end',
    "update restores set outcome = 'running' where id = $1",
    "update restores set outcome = 'completed' where id = $1",
  ],
  [
    'attempts without an outcome',
    "update attempts set state = 'open' where restore_id = $1",
    "update attempts set state = 'started' where restore_id = $1",
  ],
  [
    'claims without a reason',
    'update claims set released_at = null where restore_id = $1',
    'update claims set released_at = now() where restore_id = $1',
  ],
])('finds %s', async (name, plant, remove) => {
  await asOwner(plant, [restoreId]);
  expect(await found()).toContain(name);
  await asOwner(remove, [restoreId]);
  expect(await found()).toEqual([]);
});

it('takes what is told as forgotten for true where the account has no job of it, and only there', { tags: 'long' }, async () => {
  const start = await killedBeforeTheCall('10.1.10.204');
  const tell = async (state: string, outcome: string): Promise<readonly string[]> => {
    await asOwner('update attempts set state = $2, job_id = null where restore_id = $1', [start.restore.id, state]);
    await asOwner('update restores set outcome = $2, ended_at = now() where id = $1', [start.restore.id, outcome]);
    await asOwner('update claims set released_at = now() where restore_id = $1', [start.restore.id]);
    return (await found()).filter((name) => name !== 'faults in the record');
  };
  expect(await tell('forgotten', 'forgotten')).toEqual([]);
  expect(await tell('started', 'forgotten')).toEqual([]);
  expect(await tell('started', 'completed')).toEqual(['untrue states']);
  expect(await tell('absent', 'absent')).toEqual([]);
  // No event tells of what was planted: it goes.
  await asOwner('delete from attempts where restore_id = $1', [start.restore.id]);
  const [told] = await attemptsOf(restoreId);
  await asOwner("update attempts set state = 'forgotten' where id = $1", [told?.id]);
  expect(await found()).toContain('untrue states');
  await asOwner("update attempts set state = 'started' where id = $1", [told?.id]);
});

it('finds what was acknowledged and is not there, and what was said and is not so', async () => {
  expect(await found({ ...book, restores: new Map([[randomUUID(), 'begun']]) })).toEqual(['lost rows']);
  expect(await found({ ...book, drafts: new Map([[randomUUID(), 1]]) })).toEqual(['lost rows']);
  expect(await found({ ...book, restores: new Map([[restoreId, 'refused']]) })).toEqual(['untrue states']);
});

it('finds a second job of one attempt, whatever its token', async () => {
  const [attempt] = await attemptsOf(restoreId);
  const restore = await readRestore(restoreId);
  const metadata = restore?.metadata ?? {};
  const input = { RecoveryPointArn: restore?.recoveryPointArn ?? '', IamRoleArn: restore?.roleArn ?? '', Metadata: metadata };
  await new BackupClient({}).send(new StartRestoreJobCommand({ ...input, IdempotencyToken: 'another' }));
  expect(attempt?.jobId).not.toBeNull();
  expect(await found()).toEqual(expect.arrayContaining(['duplicate jobs, by attempt', 'duplicate jobs, by plan']));
});
