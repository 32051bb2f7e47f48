import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { BackupClient, ListRestoreJobsCommand } from '@aws-sdk/client-backup';
import { DescribeNetworkInterfacesCommand, EC2Client, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseIpv4 } from '@/lib/net/ipv4';
import { type AddressCase, addressCase } from '@/lib/restore/presets';
import { perform, planAt } from '@/lib/restore/undo';
import { begunScript, kitOf, runScript, unpackedIn } from '@/lib/testing/kits';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, must, OPERATOR, POINT, SCOPE, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { leftBehind, secondInterface } from '@/lib/testing/way-conflicts';
import { createDraft, getDraft, saveDraft } from '../drafts';

const account = simulatedAccount({ speed: 100 });
const ORIGINAL = 'i-0f3a9c41d27be5860';
const NAME = 'intranet-01';

let folder = '';
beforeEach(async () => {
  // What a test before has held back must not arrive in the new account.
  await account.control('faults', undefined, 'DELETE');
  await account.control('reset', {});
  await account.control('log', undefined, 'DELETE');
  await asOwner('truncate drafts, approval_rules cascade');
  folder = await mkdtemp(join(tmpdir(), 'rehome-kit-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

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

/** How many calls of an operation have no answer yet. */
const underWay = async (operation: string): Promise<number> => {
  const { calls } = (await account.control(`log?operation=${operation}`)) as {
    readonly calls: readonly { readonly answer: string | null }[];
  };
  return calls.filter(({ answer }) => answer === null).length;
};

/** Runs a script, and kills it with everything that it runs once a call of this operation is under way. */
const killedDuring = async (script: string, operation: string, ...typed: readonly string[]): Promise<void> => {
  const child = begunScript(script, typed);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  // As long as the test itself: only what hangs takes so long, but on a busy machine each call of the AWS CLI takes seconds.
  await expect.poll(() => underWay(operation), { timeout: 600_000, interval: 200 }).toBe(1);
  process.kill(-(child.pid ?? Number.NaN), 'SIGKILL');
  await ended;
};

const jobs = async (): Promise<number> => (await new BackupClient({}).send(new ListRestoreJobsCommand({}))).RestoreJobs?.length ?? 0;

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

const wayTo = (kind: string): KitWay => {
  const found = WAYS.find(({ way }) => way === kind);
  if (found === undefined) throw new Error(kind);
  return found;
};

/** A step of each way in whose middle its script is killed, beside the start itself: what AWS would refuse a second time among them. */
const KILLED: readonly (KitWay & { readonly service: 'ec2' | 'backup'; readonly operation: string })[] = [
  { ...wayTo('terminate-first'), service: 'ec2', operation: 'TerminateInstances' },
  { ...wayTo('move-secondary-before'), service: 'ec2', operation: 'UnassignPrivateIpAddresses' },
  { ...wayTo('move-interface'), service: 'ec2', operation: 'DetachNetworkInterface' },
  { ...wayTo('terminate-first'), service: 'backup', operation: 'StartRestoreJob' },
];

/** With the real AWS CLI, and no console anywhere: only the simulated account answers. */
describe('executed with the AWS CLI while there is no console', () => {
  it.each(CASES)(
    'restores the article’s case %j',
    async (wanted, expected, count) => {
      const home = await unpackedIn(folder, await kitOf(await draftInCase(wanted)));
      const ran = await runScript(join(home, 'restore.sh'), 'yes');
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
      const home = join(await unpackedIn(folder, await kitOf((await draftAt(...addresses)).draftId)), 'ways', address, way);
      const [ran] = await Promise.all([runScript(join(home, 'run.sh'), 'yes', NAME), meanwhile?.()]);
      expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('Everything is as planned.') });
      expect(await addressesOf(await restoredIn(home))).toContain(address);
    },
    600_000,
  );

  it.each(KILLED)(
    'goes the way $way to its end after its script was killed in the middle of $operation',
    async ({ service, operation, ...of }) => {
      await of.before?.();
      const home = join(await unpackedIn(folder, await kitOf((await draftAt(...of.addresses)).draftId)), 'ways', of.address, of.way);
      const endpoint = { kind: 'slow', service, operation, ms: null, times: 1 };
      await account.control('faults', endpoint);
      const before = await jobs();
      await killedDuring(join(home, 'run.sh'), operation, 'yes', NAME);
      // What was on its way to AWS arrives after its sender is dead.
      await account.control('faults', undefined, 'DELETE');
      await expect.poll(() => underWay(operation)).toBe(0);
      const ran = await runScript(join(home, 'run.sh'), 'yes', NAME);
      expect(ran).toMatchObject({ code: 0, out: expect.stringContaining('Everything is as planned.') });
      expect(await addressesOf(await restoredIn(home))).toContain(of.address);
      expect(await jobs()).toBe(before + 1);
    },
    600_000,
  );

  it('finds the restore that it started when restore.sh was killed before AWS had answered', async () => {
    const home = await unpackedIn(folder, await kitOf((await draftAt('10.1.10.160')).draftId));
    await account.control('faults', { kind: 'slow', service: 'backup', operation: 'StartRestoreJob', ms: null, times: 1 });
    await killedDuring(join(home, 'restore.sh'), 'StartRestoreJob', 'yes');
    await account.control('faults', undefined, 'DELETE');
    await expect.poll(() => underWay('StartRestoreJob')).toBe(0);
    // Long enough that the job has come to its end.
    await account.control('clock', { advanceSeconds: 7_200 });
    expect(await runScript(join(home, 'restore.sh'))).toMatchObject({
      code: 0,
      out: expect.stringContaining('Everything is as planned.'),
    });
    expect(await addressesOf(await restoredIn(home))).toContain('10.1.10.160');
  }, 600_000);

  it('takes back what a killed script had begun', async () => {
    await secondInterface('10.1.10.242');
    const home = join(await unpackedIn(folder, await kitOf((await draftAt('10.1.10.242')).draftId)), 'ways/10.1.10.242/move-interface');
    await account.control('faults', { kind: 'slow', service: 'ec2', operation: 'DetachNetworkInterface', ms: null, times: 1 });
    await killedDuring(join(home, 'run.sh'), 'DetachNetworkInterface', 'yes');
    await account.control('faults', undefined, 'DELETE');
    await expect.poll(() => underWay('DetachNetworkInterface')).toBe(0);
    expect(await runScript(join(home, 'undo.sh'))).toMatchObject({ code: 0 });
    expect(await addressesOf(ORIGINAL)).toContain('10.1.10.242');
    expect(await runScript(join(home, 'undo.sh'))).toMatchObject({ code: 0, out: expect.stringContaining('Nothing more to undo.') });
  }, 600_000);

  it('starts nothing where an address is held, stops where the name is not typed, and undoes what it did', async () => {
    const home = await unpackedIn(folder, await kitOf((await draftAt('10.1.10.115')).draftId));
    expect(await runScript(join(home, 'restore.sh'), 'yes')).toMatchObject({
      code: 1,
      out: expect.stringContaining('10.1.10.115 is held by'),
    });
    const way = join(home, 'ways/10.1.10.115/keep-interface');
    const [before, jobsBefore] = [await deleteOnTermination(), await jobs()];
    expect(await runScript(join(way, 'run.sh'), 'yes', 'another-machine')).toMatchObject({ code: 1 });
    expect([before, await deleteOnTermination()]).toEqual([true, false]);
    expect(await runScript(join(way, 'undo.sh'))).toMatchObject({ code: 0 });
    expect([await deleteOnTermination(), await jobs()]).toEqual([true, jobsBefore]);
  }, 600_000);

  it('starts a restore once, however often the script is run', async () => {
    const home = await unpackedIn(folder, await kitOf((await draftAt('10.1.10.160')).draftId));
    expect(await runScript(join(home, 'restore.sh'), 'yes')).toMatchObject({ code: 0 });
    const first = await restoredIn(home);
    expect(await runScript(join(home, 'restore.sh'))).toMatchObject({ code: 0 });
    expect(await restoredIn(home)).toBe(first);
    await rm(join(home, 'state'), { recursive: true });
    // Without its memory it asks the check first, which finds the address taken by the very instance.
    expect(await runScript(join(home, 'restore.sh'), 'yes')).toMatchObject({ code: 1, out: expect.stringContaining('is held by') });
    expect(await runScript(join(home, 'verify.sh'))).toMatchObject({ code: 1 });
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
