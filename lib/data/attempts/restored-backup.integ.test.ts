import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BackupClient, ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import { afterAll, expect, it } from 'vitest';
import { backup } from '@/lib/cli/backup';
import { restoreBackup } from '@/lib/cli/restore-backup';
import { closeDatabase } from '@/lib/db/client';
import { attemptsOf } from '@/lib/db/repositories/attempts';
import { activeClaims } from '@/lib/db/repositories/claims';
import { readDraft } from '@/lib/db/repositories/drafts';
import { closeOwner, emptyDatabase, onServer } from '@/lib/testing/owner';
import { PLACE, SCOPE, startedAt, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { killedBeforeTheCall } from '@/lib/testing/starts';
import { carryOut } from './carry-out';

const account = simulatedAccount({ speed: 1 });
const folder = mkdtempSync(join(tmpdir(), 'rehome-restored-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = async (command: typeof backup, argv: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<string> => {
  let told = '';
  const code = await command(argv, {
    stdin: (async function* () {})(),
    stdout: { write: (text) => (told += text) },
    stderr: { write: (text) => (told += text) },
    env: { LANG: 'C', ...env },
  });
  expect({ code, told }).toMatchObject({ code: 0 });
  return told;
};
const nameOf = (url: string): string => new URL(url).pathname.slice(1);
const jobs = async (): Promise<readonly string[]> => {
  const { RestoreJobs = [] } = await new BackupClient({ endpoint: account.url() }).send(new ListRestoreJobsCommand({}));
  return RestoreJobs.flatMap((job) => job.RestoreJobId ?? []);
};

/** Puts what was backed up in `file` in the place of the database that `db()` finds. What was told about it. */
const restored = async (file: string): Promise<string> => {
  const target = await emptyDatabase();
  const told = await run(restoreBackup, [file], { DATABASE_OWNER_URL: target, DATABASE_URL: process.env.DATABASE_URL });
  const name = nameOf(process.env.DATABASE_URL ?? '');
  await closeDatabase();
  await closeOwner();
  await onServer(`alter database ${name} rename to ${name}_lost`);
  await onServer(`alter database ${nameOf(target)} rename to ${name}`);
  return told;
};

it('a start that was under way at the backup is looked up in the restored database, and nothing is sent twice', async () => {
  const file = join(folder, 'backup');
  const answered = await startedAt('10.1.10.240');
  const open = await killedBeforeTheCall('10.1.10.241');
  await run(backup, [file], { DATABASE_URL: process.env.DATABASE_URL });
  // The lost console went on after the backup was made: this job is known to AWS alone.
  expect(await carryOut(SCOPE.aws, open.attempt.id)).toMatchObject({ outcome: 'started' });
  const late = await startedAt('10.1.10.242');
  const before = await jobs();

  const told = await restored(file);
  expect(told).toContain('2 restores were under way then.');
  expect(told).toContain('Of one it was not known whether AWS had started it.');
  expect(await attemptsOf(open.restore.id)).toMatchObject([{ state: 'open', sends: 1, leaseHolder: null }]);
  expect(await activeClaims(PLACE)).toEqual(expect.arrayContaining([expect.objectContaining({ address: '10.1.10.241' })]));
  // Whoever works through what is due does not send it: it may have been sent.
  await sweepNow();
  expect(await attemptsOf(open.restore.id)).toMatchObject([{ state: 'started', jobId: expect.any(String) }]);
  expect(await jobs()).toEqual(before);
  expect((await readDraft(open.draft.id))?.restoreId).toBe(open.restore.id);
  expect(await attemptsOf(answered.restoreId)).toMatchObject([{ state: 'started', jobId: answered.jobId }]);
  // What was started after the backup is known again, as somebody else's, and its address counts as taken.
  expect(await attemptsOf(late.restoreId)).toEqual([]);
  expect(await activeClaims(PLACE)).toEqual(expect.arrayContaining([expect.objectContaining({ address: '10.1.10.242' })]));
});
