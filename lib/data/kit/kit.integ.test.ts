import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { DescribeNetworkInterfacesCommand, EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseIpv4 } from '@/lib/net/ipv4';
import { type AddressCase, addressCase } from '@/lib/restore/presets';
import { perform, planAt } from '@/lib/restore/undo';
import { ruleFor } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, must, OPERATOR, POINT, SCOPE, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { leftBehind, secondInterface } from '@/lib/testing/way-conflicts';
import { createDraft, getDraft, saveDraft } from '../drafts';
import { makeKit } from './make';

const account = simulatedAccount({ speed: 100 });
const ORIGINAL = 'i-0f3a9c41d27be5860';
const NAME = 'intranet-01';

let folder = '';
beforeEach(async () => {
  await account.control('reset', {});
  await asOwner('truncate drafts, approval_rules cascade');
  folder = await mkdtemp(join(tmpdir(), 'rehome-kit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

type Files = Readonly<Record<string, string>>;

const kitOf = async (draftId: string, locale: 'en' | 'ja' = 'en'): Promise<Files> => {
  const { name, zip } = must(await makeKit(SCOPE, OPERATOR, { draftId, locale }));
  return Object.fromEntries(Object.entries(unzipSync(zip)).map(([path, bytes]) => [path.replace(`${name}/`, ''), strFromU8(bytes)]));
};

/** Puts a kit where a person would unpack it: into a folder with a blank in its name. */
const unpacked = async (files: Files): Promise<string> => {
  const home = join(folder, 'my kit');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  }
  return home;
};

interface Ran {
  readonly code: number | null;
  readonly out: string;
}

/** Runs a script of the kit with nothing but a shell, the AWS CLI and the simulated account; `typed` are the lines that the person types. */
const run = (script: string, ...typed: readonly string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const { PATH = '', AWS_ENDPOINT_URL = '' } = process.env;
    const env = {
      PATH,
      HOME: folder,
      AWS_ENDPOINT_URL,
      AWS_ACCESS_KEY_ID: 'AKIASIMULATED0000000',
      AWS_SECRET_ACCESS_KEY: 'simulated',
      AWS_EC2_METADATA_DISABLED: 'true',
      KIT_POLL_SECONDS: '1',
    };
    const child = spawn('sh', [script], { env: env as unknown as NodeJS.ProcessEnv, cwd: '/' });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(typed.map((line) => `${line}\n`).join(''));
  });

/** Running the kits takes minutes, and the AWS CLI, which a build server need not have: `npm run kits` does it, and fails where there is none. */
const RUN_THEM = process.env.REHOME_RUN_KITS !== undefined;

const ip = (text: string) => {
  const parsed = parseIpv4(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};

/** A draft of the article's point in one of the article's five cases. */
const draftInCase = async (wanted: AddressCase): Promise<string> => {
  const { draftId, revision } = must(await createDraft(SCOPE, OPERATOR, { vault: VAULT, recoveryPointArn: POINT, fresh: true }));
  const { history } = must(await getDraft(SCOPE, draftId));
  const nic = planAt(history).nics[0]?.key ?? '';
  const edited = must(perform(history, { label: 'test', commands: addressCase(nic, wanted) }));
  must(await saveDraft(SCOPE, OPERATOR, { id: draftId, revision, history: edited }));
  return draftId;
};

const addressesOf = async (instanceId: string): Promise<readonly string[]> => {
  const Filters = [{ Name: 'attachment.instance-id', Values: [instanceId] }];
  const { NetworkInterfaces = [] } = await new EC2Client({}).send(new DescribeNetworkInterfacesCommand({ Filters }));
  return NetworkInterfaces.flatMap(({ PrivateIpAddresses = [] }) =>
    PrivateIpAddresses.flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
  );
};

const restoredIn = async (home: string): Promise<string> => (await readFile(join(home, 'state/instance'), 'utf8')).trim();

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
    const home = await unpacked(files);
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
    const home = await unpacked(files);
    expect(files['restore.sh']).toContain('without-approval');
    if (RUN_THEM)
      expect(await run(join(home, 'restore.sh'), 'yes')).toMatchObject({ code: 1, out: expect.stringContaining('Nothing was done') });
  });
});

/** The article's type, t2.micro, has room for two addresses. */
const CASES: readonly (readonly [AddressCase, expected: readonly string[], count: number])[] = [
  [{ case: 1 }, [], 1],
  [{ case: 2, primary: ip('10.1.10.201') }, ['10.1.10.201'], 1],
  [{ case: 3, primary: ip('10.1.10.202'), secondaryCount: 1 }, ['10.1.10.202'], 2],
  [{ case: 4, primary: ip('10.1.10.203'), secondaries: [ip('10.1.10.204')] }, ['10.1.10.203', '10.1.10.204'], 2],
  [{ case: 5, secondaries: [ip('10.1.10.206')] }, ['10.1.10.206'], 2],
];

interface KitWay {
  readonly way: string;
  readonly address: string;
  readonly addresses: readonly string[];
  /** What is done in the account before the kit is made, and while its script runs. */
  readonly before?: () => Promise<void>;
  readonly meanwhile?: () => Promise<void>;
}

const WAYS: readonly KitWay[] = [
  { way: 'terminate-first', address: '10.1.10.115', addresses: ['10.1.10.115'] },
  { way: 'keep-interface', address: '10.1.10.115', addresses: ['10.1.10.115'] },
  { way: 'beside-then-swap', address: '10.1.10.115', addresses: ['10.1.10.115'] },
  { way: 'move-secondary-before', address: '10.1.10.100', addresses: ['10.1.10.241', '10.1.10.100'] },
  { way: 'move-secondary-after', address: '10.1.10.100', addresses: ['10.1.10.241', '10.1.10.100'] },
  { way: 'wait', address: '10.1.10.115', addresses: ['10.1.10.115'], meanwhile: () => setTimeout(5_000).then(ended) },
  { way: 'move-interface', address: '10.1.10.242', addresses: ['10.1.10.242'], before: () => secondInterface('10.1.10.242') },
  { way: 'attach-left-behind', address: '10.1.10.115', addresses: ['10.1.10.115'], before: () => leftBehind('10.1.10.115') },
];

/** With the real AWS CLI, and no console anywhere: only the simulated account answers. */
if (RUN_THEM)
  describe('executed with the AWS CLI while there is no console', () => {
    it.each(CASES)(
      'restores the article’s case %j',
      async (wanted, expected, count) => {
        const home = await unpacked(await kitOf(await draftInCase(wanted)));
        const ran = await run(join(home, 'restore.sh'), 'yes');
        expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('Everything is as planned.') });
        const addresses = await addressesOf(await restoredIn(home));
        expect(addresses).toHaveLength(count);
        expect(addresses).toEqual(expect.arrayContaining([...expected]));
      },
      600_000,
    );

    it.each(WAYS)(
      'goes the way $way',
      async ({ way, address, addresses, before, meanwhile }) => {
        await before?.();
        const home = join(await unpacked(await kitOf((await draftAt(...addresses)).draftId)), 'ways', address, way);
        const [ran] = await Promise.all([run(join(home, 'run.sh'), 'yes', NAME), meanwhile?.()]);
        expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('Everything is as planned.') });
        expect(await addressesOf(await restoredIn(home))).toContain(address);
      },
      600_000,
    );

    it('starts nothing where an address is held, stops where the name is not typed, and undoes what it did', async () => {
      const home = await unpacked(await kitOf((await draftAt('10.1.10.115')).draftId));
      expect(await run(join(home, 'restore.sh'), 'yes')).toMatchObject({ code: 1, out: expect.stringContaining('10.1.10.115 is held by') });
      const way = join(home, 'ways/10.1.10.115/keep-interface');
      const before = await deleteOnTermination();
      expect(await run(join(way, 'run.sh'), 'yes', 'another-machine')).toMatchObject({ code: 1 });
      expect([before, await deleteOnTermination()]).toEqual([true, false]);
      expect(await run(join(way, 'undo.sh'))).toMatchObject({ code: 0 });
      expect(await deleteOnTermination()).toBe(true);
      const { jobs } = (await account.control('')) as { readonly jobs?: unknown };
      expect(jobs ?? 0).toBe(0);
    }, 600_000);

    it('starts a restore once, however often the script is run', async () => {
      const home = await unpacked(await kitOf((await draftAt('10.1.10.160')).draftId));
      expect(await run(join(home, 'restore.sh'), 'yes')).toMatchObject({ code: 0 });
      const first = await restoredIn(home);
      expect(await run(join(home, 'restore.sh'))).toMatchObject({ code: 0 });
      expect(await restoredIn(home)).toBe(first);
      await rm(join(home, 'state'), { recursive: true });
      // Without its memory it asks the check first, which finds the address taken by the very instance.
      expect(await run(join(home, 'restore.sh'), 'yes')).toMatchObject({ code: 1, out: expect.stringContaining('is held by') });
      expect(await run(join(home, 'verify.sh'))).toMatchObject({ code: 1 });
    }, 600_000);
  });

const ended = async (): Promise<void> => {
  await new EC2Client({}).send(new TerminateInstancesCommand({ InstanceIds: [ORIGINAL] }));
};

const deleteOnTermination = async (): Promise<boolean | undefined> => {
  const Filters = [{ Name: 'attachment.instance-id', Values: [ORIGINAL] }];
  const { NetworkInterfaces = [] } = await new EC2Client({}).send(new DescribeNetworkInterfacesCommand({ Filters }));
  return NetworkInterfaces[0]?.Attachment?.DeleteOnTermination;
};
