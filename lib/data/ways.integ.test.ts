import { DescribeInstancesCommand, DescribeNetworkInterfacesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRestore } from '@/lib/db/repositories/restores';
import { acceptanceKey } from '@/lib/jobs/acknowledge';
import { indexFacts } from '@/lib/restore/fact-index';
import { factsSubject } from '@/lib/restore/facts-subject';
import type { RestorePlan } from '@/lib/restore/plan';
import { perform, planAt } from '@/lib/restore/undo';
import type { Step, Way, WayKind } from '@/lib/restore/ways/way';
import { addressWays } from '@/lib/restore/ways/ways';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, must, OPERATOR, SCOPE, sweepNow } from '@/lib/testing/restores';
import { runAwsCommand } from '@/lib/testing/run-aws-command';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { getDraft, saveDraft } from './drafts';
import { readFacts } from './facts';
import { beginReading } from './facts/reading';
import { startRestore } from './start-restore';

const account = simulatedAccount({ speed: 100 });
const SUBNET = 'subnet-0bdb9444b6747e0d6';
const ec2 = () => new EC2Client({});

beforeEach(async () => {
  await account.control('reset', {});
  await asOwner('truncate drafts, claims, notes, attempts, restore_addresses, restores, runs, restore_jobs, sweeps, attention cascade');
});

interface Draft {
  readonly draftId: string;
  readonly revision: number;
}

const planOf = async ({ draftId }: Draft): Promise<RestorePlan> => planAt(must(await getDraft(SCOPE, draftId)).history);

const waysTo = async (draft: Draft, address: string) => {
  const plan = await planOf(draft);
  const facts = await readFacts(SCOPE, factsSubject(plan), { reading: beginReading() });
  return addressWays(plan, indexFacts(facts), { subnetId: SUBNET, address });
};

const edited = async (draft: Draft, { edit }: Step): Promise<Draft> => {
  const { history } = must(await getDraft(SCOPE, draft.draftId));
  const next = must(perform(history, { label: 'fix', commands: edit }));
  const { revision } = must(await saveDraft(SCOPE, OPERATOR, { id: draft.draftId, revision: draft.revision, history: next }));
  return { ...draft, revision };
};

/** Starts it with every warning accepted, and waits for its instance. */
const restored = async (draft: Draft): Promise<string> => {
  const order = { ...draft, acknowledged: [] as readonly string[] };
  const first = await startRestore(SCOPE, OPERATOR, order);
  const asked = !first.ok && first.error.code === 'not-acknowledged' ? first.error.missing.map(acceptanceKey) : [];
  const { restoreId } = first.ok ? first.value : must(await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: asked }));
  let instanceId = '';
  await expect
    .poll(
      async () => {
        await sweepNow();
        const restore = await readRestore(restoreId);
        const job = await asOwner('select created_resource_arn as arn from restore_jobs where id = $1', [restore?.jobId ?? '']);
        instanceId =
          String(job[0]?.arn ?? '')
            .split('/')
            .at(-1) ?? '';
        return restore?.outcome;
      },
      { timeout: 60_000 },
    )
    .toBe('completed');
  return instanceId;
};

const interfacesOf = async (instanceId: string) =>
  (await ec2().send(new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'attachment.instance-id', Values: [instanceId] }] })))
    .NetworkInterfaces ?? [];

/** Waits for what the step's command waits for. */
const awaited = async ({ code, params }: Step): Promise<void> => {
  const filter =
    code === 'wait-for-free'
      ? { Name: 'addresses.private-ip-address', Values: [String(params.address)] }
      : { Name: 'network-interface-id', Values: [String(params.interface)] };
  await expect
    .poll(
      async () => {
        const { NetworkInterfaces = [] } = await ec2().send(new DescribeNetworkInterfacesCommand({ Filters: [filter] }));
        return NetworkInterfaces.every(({ Status }) => code !== 'wait-for-free' && Status === 'available');
      },
      { timeout: 60_000 },
    )
    .toBe(true);
};

/** Carries a way out to its end, as a person does who copies its commands; the instance that comes of it. */
const carriedOut = async (start: Draft, way: Way): Promise<string> => {
  let draft = start;
  let instanceId = '';
  for (const step of way.steps) {
    if (step.code === 'start' || step.code === 'restore-and-verify') instanceId = await restored(draft);
    else if (step.by === 'aws') await awaited(step);
    else if (step.edit.length > 0) draft = await edited(draft, step);
    else if (step.command !== null) {
      const nic = instanceId === '' ? '' : ((await interfacesOf(instanceId))[0]?.NetworkInterfaceId ?? '');
      await runAwsCommand(step.command.replace('RESTORED-INTERFACE-ID', nic));
    }
  }
  return instanceId;
};

const PRIMARY = ['10.1.10.115'] as const;
const SECONDARY = ['10.1.10.241', '10.1.10.100'] as const;
const CASES: readonly (readonly [WayKind, address: string, addresses: readonly string[]])[] = [
  ['terminate-first', '10.1.10.115', PRIMARY],
  ['keep-interface', '10.1.10.115', PRIMARY],
  ['beside-then-swap', '10.1.10.115', PRIMARY],
  ['move-secondary-before', '10.1.10.100', SECONDARY],
  ['move-secondary-after', '10.1.10.100', SECONDARY],
];

describe('the ways to an address of the original, carried out by their commands', () => {
  it.each(CASES)('%s ends with %s on the restored instance', async (kind, address, addresses) => {
    const draft = await draftAt(...addresses);
    const answer = await waysTo(draft, address);
    expect(answer?.held.as).toBe('original');
    const way = answer?.ways.find((each) => each.kind === kind);
    if (way === undefined) throw new Error(`no ${kind} among ${answer?.ways.map((each) => each.kind).join()}`);
    const instanceId = await carriedOut(draft, way);
    const held = (await interfacesOf(instanceId)).flatMap(({ PrivateIpAddresses = [] }) => PrivateIpAddresses);
    expect(held.map(({ PrivateIpAddress }) => PrivateIpAddress)).toContain(address);
  });

  it('taken back: what was done before the termination leaves everything as it was', async () => {
    const state = async () => interfacesOf('i-0f3a9c41d27be5860');
    const before = await state();
    const secondary = await waysTo(await draftAt(...SECONDARY), '10.1.10.100');
    const primary = await waysTo(await draftAt(...PRIMARY), '10.1.10.115');
    const reversible = [...(secondary?.ways ?? []), ...(primary?.ways ?? [])].flatMap(({ steps }) =>
      steps.filter(
        ({ effect, undo, code }) => effect === 'reversible' && undo !== null && code !== 'assign-to-restored' && code !== 'reserve',
      ),
    );
    expect(reversible.map(({ code }) => code)).toEqual(['unassign', 'keep-with-instance-gone', 'keep-with-instance-gone']);
    for (const { command, undo } of reversible) {
      await runAwsCommand(command ?? '');
      expect(await state()).not.toEqual(before);
      await runAwsCommand(undo ?? '');
      expect(await state()).toEqual(before);
    }
  });
});

it('leaves a stranger as it was, whatever is carried out of what is offered', async () => {
  const { instanceId } = (await account.control('take-address', { address: '10.1.10.153', name: 'billing-db' })) as { instanceId: string };
  const state = async () => {
    const { Reservations } = await ec2().send(new DescribeInstancesCommand({ Filters: [{ Name: 'instance-id', Values: [instanceId] }] }));
    return [Reservations?.[0]?.Instances, await interfacesOf(instanceId)];
  };
  const before = await state();
  const draft = await draftAt('10.1.10.153');
  const answer = await waysTo(draft, '10.1.10.153');
  expect(answer?.held).toMatchObject({ as: 'machine', instanceId });
  for (const { steps } of answer?.ways ?? [])
    for (const step of steps) if (step.command !== null && step.by !== 'aws') await runAwsCommand(step.command);
  expect(await state()).toEqual(before);
});
