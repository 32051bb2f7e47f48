import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ruleFor } from '@/lib/testing/approvals';
import { kitOf, runScript, unpackedIn } from '@/lib/testing/kits';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, OPERATOR, SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { makeKit } from './make';

const account = simulatedAccount({ speed: 100 });
const NAME = 'intranet-01';

let folder = '';
beforeEach(async () => {
  await account.control('reset', {});
  await asOwner('truncate drafts, approval_rules cascade');
  folder = await mkdtemp(join(tmpdir(), 'rehome-kit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Running them is left to `npm run kits`. */
const RUN_THEM = process.env.REHOME_RUN_KITS !== undefined;

describe('a recovery kit', () => {
  it('has everything in it, and each script is one that a POSIX shell reads', async () => {
    const { draftId } = await draftAt('10.1.10.115', '10.1.10.100');
    const files = await kitOf(draftId);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining([
        'README.md',
        'kit.json',
        'metadata.json',
        'lib.sh',
        'check.sh',
        'restore.sh',
        'verify.sh',
        'ways/10.1.10.115/keep-interface/run.sh',
        'ways/10.1.10.115/keep-interface/undo.sh',
        'ways/10.1.10.115/keep-interface/metadata.json',
        'ways/10.1.10.115/terminate-first/run.sh',
        'ways/10.1.10.100/move-secondary-before/run.sh',
      ]),
    );
    const home = await unpackedIn(folder, files);
    for (const path of Object.keys(files).filter((each) => each.endsWith('.sh'))) await promisify(execFile)('sh', ['-n', join(home, path)]);
    const sent = JSON.parse(files['metadata.json'] ?? '') as Readonly<Record<string, string>>;
    // Of one request: the token of the start is the request id of its metadata.
    expect(files['restore.sh']).toContain(`--idempotency-token ${sent['aws:backup:request-id']}`);
  });

  it('asks for the name of a machine before it terminates it, whatever the way', async () => {
    const files = await kitOf((await draftAt('10.1.10.115')).draftId);
    const destroying = Object.entries(files).filter(([path, text]) => path.endsWith('.sh') && text.includes('terminate-instances'));
    expect(destroying.length).toBeGreaterThan(1);
    for (const [, text] of destroying) {
      const lines = text.split('\n');
      const at = lines.findIndex((line) => line.includes('terminate-instances'));
      expect(lines[at - 1]).toMatch(new RegExp(`^ *typed '.*' ${NAME}$`));
    }
  });

  it('has no step for what is not the original’s', async () => {
    // wiki-01's interface was left behind in this subnet, of another backup.
    const files = await kitOf((await draftAt('10.1.10.21')).draftId);
    const scripts = Object.entries(files).filter(([path]) => path.startsWith('ways/'));
    expect(scripts.map(([path]) => path).filter((path) => !path.startsWith('ways/10.1.10.21/wait/'))).toEqual([]);
    expect(scripts.map(([, text]) => text).join('\n')).not.toMatch(/terminate-instances|detach|unassign|modify-/);
    expect(files['README.md']).toContain('not the original of this backup');
  });

  it('tells in the person’s language what to do, with the addresses before and after', async () => {
    const { draftId } = await draftAt('10.1.10.160');
    const [en, ja] = [await kitOf(draftId, 'en'), await kitOf(draftId, 'ja')];
    expect(en['README.md']).toContain('# Recovery kit: intranet-01');
    expect(en['README.md']).toMatch(/\| 1 \| primary \| 10\.1\.10\.\d+ \| 10\.1\.10\.160 \|/);
    expect(ja['README.md']).toContain('# リカバリキット: intranet-01');
    expect(ja['README.md']).toContain('| 1 | プライマリ |');
    for (const { 'README.md': text = '' } of [en, ja]) expect(text).not.toMatch(/\{\w+\}|undefined|\bnull\b/);
  });

  it('is on record when it is taken, with what the plan would send; other errors than held addresses refuse it', async () => {
    const { draftId, revision } = await draftAt('10.1.10.160');
    await kitOf(draftId);
    const events = await asOwner(`select actor, subject, data::json as data from events where kind = 'kit-downloaded' and subject = $1`, [
      draftId,
    ]);
    expect(events).toMatchObject([
      {
        actor: 'operator',
        subject: draftId,
        data: { draftId, revision, approval: 'not-needed', requestSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
    const wrong = await draftAt('10.1.10.1');
    expect(await makeKit(SCOPE, OPERATOR, { draftId: wrong.draftId, locale: 'en' })).toMatchObject({ error: { code: 'kit-check-failed' } });
  });

  it('of a plan that needs an approval says so, and its scripts ask', async () => {
    await ruleFor();
    const files = await kitOf((await draftAt('10.1.10.160')).draftId);
    expect(files['README.md']).toContain('NOT been given');
    expect(JSON.parse(files['kit.json'] ?? '')).toMatchObject({ approval: { state: 'missing', needed: 1 } });
    const home = await unpackedIn(folder, files);
    expect(files['restore.sh']).toContain('without-approval');
    if (RUN_THEM)
      expect(await runScript(join(home, 'restore.sh'), 'yes')).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was done') });
  });
});
