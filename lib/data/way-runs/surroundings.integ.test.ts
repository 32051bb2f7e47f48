import { AttachInstancesCommand, AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import {
  AssociateAddressCommand,
  AttachNetworkInterfaceCommand,
  AttachVolumeCommand,
  CreateNetworkInterfaceCommand,
  CreateVolumeCommand,
  DescribeAddressesCommand,
  DescribeNetworkInterfacesCommand,
  ModifyInstanceAttributeCommand,
  ModifyNetworkInterfaceAttributeCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { beforeEach, describe, expect, it } from 'vitest';
import { openWayRuns } from '@/lib/db/repositories/way-runs';
import { perform } from '@/lib/restore/undo';
import type { RunMode, WayRunKind } from '@/lib/restore/way-run/run';
import { answers, HANAKO, noRules, ruleFor, storePeople, submittedAt } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, must, OPERATOR, PLACE, SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { begun, byHand, ec2, forgetWays, holderOf, ORIGINAL, SUBNET, startSetUp, viewed } from '@/lib/testing/way-driver';
import { getDraft, saveDraft } from '../drafts';
import { changeTakeOver } from '../settings/take-over';
import { carryOnce } from './carry';
import { confirmWay } from './change';
import type { WayRunView } from './views';

const account = simulatedAccount({ speed: 1_000 });
const ADDRESS = '10.1.10.115';

beforeEach(async () => {
  await account.control('reset', {});
  await account.control('faults', undefined, 'DELETE');
  await forgetWays();
  await storePeople(OPERATOR);
});

/** A way whose next act would end the original: everything before it is answered. */
const atItsEnd = async (mode: RunMode, kind: WayRunKind = 'terminate-first'): Promise<WayRunView> => {
  must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: mode === 'take-over' }));
  const draft = await draftAt(ADDRESS);
  const way = await begun(draft, kind, ADDRESS);
  must(await startSetUp(draft.draftId));
  must(await confirmWay(SCOPE, OPERATOR, way.id, way.name));
  return way;
};

const look = async (): Promise<void> => {
  // What a person is to do is looked at now and then; here it is due.
  await asOwner("update way_runs set tried_at = null, before_at = now() - interval '1 hour'");
  await carryOnce(SCOPE, await openWayRuns(PLACE));
};

const protect = (on: boolean) =>
  ec2().send(new ModifyInstanceAttributeCommand({ InstanceId: ORIGINAL, DisableApiTermination: { Value: on } }));

const interfaceOfOriginal = async (): Promise<string | undefined> => {
  const Filters = [{ Name: 'attachment.instance-id', Values: [ORIGINAL] }];
  const { NetworkInterfaces = [] } = await ec2().send(new DescribeNetworkInterfacesCommand({ Filters }));
  return NetworkInterfaces[0]?.NetworkInterfaceId;
};

const elasticIp = async (): Promise<void> => {
  const { Addresses = [] } = await ec2().send(new DescribeAddressesCommand({}));
  const free = Addresses.find(({ AssociationId }) => AssociationId === undefined) ?? Addresses[0];
  const NetworkInterfaceId = await interfaceOfOriginal();
  await ec2().send(new AssociateAddressCommand({ AllocationId: free?.AllocationId, NetworkInterfaceId, AllowReassociation: true }));
};

/** An interface that was attached since, and would go with the instance. */
const anotherInterface = async (): Promise<void> => {
  const made = await ec2().send(new CreateNetworkInterfaceCommand({ SubnetId: SUBNET, PrivateIpAddress: '10.1.10.242' }));
  const NetworkInterfaceId = made.NetworkInterface?.NetworkInterfaceId ?? '';
  const { AttachmentId } = await ec2().send(
    new AttachNetworkInterfaceCommand({ NetworkInterfaceId, InstanceId: ORIGINAL, DeviceIndex: 1 }),
  );
  await ec2().send(
    new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Attachment: { AttachmentId, DeleteOnTermination: true } }),
  );
};

/** Its volume was to go with it, and would stay by now. */
const keepVolume = () => {
  const BlockDeviceMappings = [{ DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: false } }];
  return ec2().send(new ModifyInstanceAttributeCommand({ InstanceId: ORIGINAL, BlockDeviceMappings }));
};

/** One that was attached since, and would stay. */
const anotherVolume = async () => {
  const { VolumeId } = await ec2().send(new CreateVolumeCommand({ AvailabilityZone: 'ap-northeast-1a', Size: 8 }));
  await ec2().send(new AttachVolumeCommand({ VolumeId, InstanceId: ORIGINAL, Device: '/dev/sdf' }));
};

const joinGroup = () =>
  new AutoScalingClient({}).send(new AttachInstancesCommand({ AutoScalingGroupName: 'batch-workers', InstanceIds: [ORIGINAL] }));

const registerTarget = async () => {
  const elb = new ElasticLoadBalancingV2Client({});
  const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({ Names: ['web'] }));
  return elb.send(new RegisterTargetsCommand({ TargetGroupArn: TargetGroups[0]?.TargetGroupArn, Targets: [{ Id: ORIGINAL }] }));
};

const CHANGES: readonly (readonly [what: string, change: () => Promise<unknown>, code: string])[] = [
  ['an Elastic IP', elasticIp, 'elastic-ips'],
  ['another interface', anotherInterface, 'interface'],
  ['termination protection', () => protect(true), 'termination-protection'],
  ['a volume that would not go with it', keepVolume, 'volumes'],
  ['another volume', anotherVolume, 'volumes'],
  ['an Auto Scaling group', joinGroup, 'autoscaling'],
  ['a target group', registerTarget, 'load-balancers'],
  ['a name that was typed long ago', () => asOwner("update way_runs set confirmed_at = now() - interval '25 hours'"), 'newer-data'],
];

it('whether it has instance-store volumes is read of the type that it has, whatever type the plan asks for', async () => {
  const draft = await draftAt(ADDRESS);
  const { history } = must(await getDraft(SCOPE, draft.draftId));
  const edited = must(perform(history, { label: 'test', commands: [{ type: 'set-settings', settings: { instanceType: 't3.small' } }] }));
  const { revision } = must(await saveDraft(SCOPE, OPERATOR, { id: draft.draftId, revision: draft.revision, history: edited }));
  const way = await begun({ ...draft, revision }, 'terminate-first', ADDRESS);
  expect(way.before.find(({ code }) => code === 'instance-store')).toMatchObject({ state: 'fine', params: { type: 't2.micro' } });
});

it('which volumes go with the original and which stay is listed before', async () => {
  await anotherVolume();
  const way = await begun(await draftAt(ADDRESS), 'terminate-first', ADDRESS);
  expect(way.before.find(({ code }) => code === 'volumes')).toMatchObject({
    state: 'mind',
    params: { volumes: expect.stringMatching(/^\/dev\/xvda vol-\w+$/), staying: expect.stringMatching(/^\/dev\/sdf vol-\w+$/) },
  });
});

describe('right before the original is ended', () => {
  const stopsIt = async (_what: string, change: () => Promise<unknown>, code: string): Promise<void> => {
    const way = await atItsEnd('take-over');
    await change();
    await look();
    const asked = await viewed(way.draftId);
    expect(asked).toMatchObject({ blocked: 'surroundings-changed', confirmedBy: null, changed: [code], noUndo: null });
    await look();
    expect([(await viewed(way.draftId)).blocked, await holderOf(ADDRESS)]).toEqual(['surroundings-changed', ORIGINAL]);
    const told = await asOwner("select data::json->'changed' as changed from events where subject = $1 and kind = 'way-asked-again'", [
      way.id,
    ]);
    expect(told).toEqual([{ changed: [code] }]);
    must(await confirmWay(SCOPE, OPERATOR, way.id, way.name));
    for (let looks = 0; looks < 3; looks += 1) await look();
    // What was confirmed again is as it was: nothing asks any more.
    expect(await viewed(way.draftId)).toMatchObject({ noUndo: 'original-ended', changed: [] });
  };
  it.each(CHANGES.slice(0, 3))('%s stops it, and the name has to be typed again', stopsIt);
  it.each(CHANGES.slice(3))('%s stops it, and the name has to be typed again', { tags: 'long' }, stopsIt);

  it('termination protection that somebody switches on again is asked about, and switched off once more', { tags: 'long' }, async () => {
    await protect(true);
    const way = await atItsEnd('take-over');
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'TerminateInstances', times: null });
    for (let looks = 0; looks < 2; looks += 1) await look();
    expect((await viewed(way.draftId)).steps.find(({ code }) => code === 'unprotect')?.state).toBe('done');
    await protect(true);
    await account.control('faults', undefined, 'DELETE');
    await look();
    expect(await viewed(way.draftId)).toMatchObject({ blocked: 'surroundings-changed', changed: ['termination-protection'] });
    expect(await holderOf(ADDRESS)).toBe(ORIGINAL);
    must(await confirmWay(SCOPE, OPERATOR, way.id, way.name));
    for (let looks = 0; looks < 3; looks += 1) await look();
    await expect.poll(() => holderOf(ADDRESS)).toBeNull();
  });

  it('the same in guided mode: the command is taken away until the name is typed again', { tags: 'long' }, async () => {
    const way = await atItsEnd('guided');
    await look();
    const command = async () => (await viewed(way.draftId)).steps.find(({ code }) => code === 'terminate')?.command ?? null;
    expect(await command()).toContain('terminate-instances');
    await elasticIp();
    await look();
    expect([await command(), (await viewed(way.draftId)).blocked]).toEqual([null, 'surroundings-changed']);
    must(await confirmWay(SCOPE, OPERATOR, way.id, way.name));
    await look();
    expect(await byHand(await viewed(way.draftId))).toBe(true);
    expect((await viewed(way.draftId)).changed).toEqual([]);
  });

  it('nothing is ended while what was found out cannot be read again', async () => {
    const way = await atItsEnd('take-over');
    await account.control('faults', { kind: 'server-error', service: 'ec2', operation: 'DescribeAddresses', times: null });
    await look();
    expect(await viewed(way.draftId)).toMatchObject({ blocked: 'unseen', confirmedBy: OPERATOR.user, problem: { code: 'aws-failed' } });
    expect(await holderOf(ADDRESS)).toBe(ORIGINAL);
    await account.control('faults', undefined, 'DELETE');
    await look();
    expect((await viewed(way.draftId)).steps.find(({ code }) => code === 'terminate')?.state).toBe('doing');
  });

  it('nothing is ended where what was to be restored from is gone', { tags: 'long' }, async () => {
    const way = await atItsEnd('take-over');
    await asOwner("update drafts set recovery_point_arn = regexp_replace(recovery_point_arn, 'ami-.*', 'ami-0ffffffffffffffff')");
    await look();
    expect(await viewed(way.draftId)).toMatchObject({ blocked: 'surroundings-changed', changed: ['recovery-point'] });
    must(await confirmWay(SCOPE, OPERATOR, way.id, way.name));
    await look();
    const still = await viewed(way.draftId);
    expect([still.blocked, still.steps.find(({ code }) => code === 'terminate')?.command, await holderOf(ADDRESS)]).toEqual([
      'point-gone',
      null,
      ORIGINAL,
    ]);
  });

  it('a start that waits for its time keeps the original where it is until then', { tags: 'long' }, async () => {
    const way = await atItsEnd('take-over', 'keep-interface');
    await asOwner("update waits set not_before = now() + interval '2 days'");
    for (let looks = 0; looks < 2; looks += 1) await look();
    expect(await viewed(way.draftId)).toMatchObject({ blocked: 'start-scheduled', state: 'open' });
    const filters = [{ Name: 'attachment.instance-id', Values: [ORIGINAL] }];
    const { NetworkInterfaces = [] } = await ec2().send(new DescribeNetworkInterfacesCommand({ Filters: filters }));
    expect(NetworkInterfaces[0]?.Attachment?.DeleteOnTermination).toBe(true);
    // The name counts for a day from when the start may be made.
    await asOwner("update way_runs set confirmed_at = now() - interval '47 hours'");
    await asOwner("update waits set not_before = now() - interval '1 minute'");
    for (let looks = 0; looks < 4; looks += 1) await look();
    expect((await viewed(way.draftId)).noUndo).toBe('original-ended');
  });
});

it('has what the original has around it noted again when a way is begun, and when its end is allowed', async () => {
  must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
  const draft = await draftAt(ADDRESS);
  const noted = async () => (await asOwner("select from pgboss.job where name = 'note-surroundings' and state = 'created'")).length;
  for (const act of [
    () => begun(draft, 'terminate-first', ADDRESS),
    async () => must(await confirmWay(SCOPE, OPERATOR, (await viewed(draft.draftId)).id, 'intranet-01')),
  ]) {
    await asOwner("delete from pgboss.job where name = 'note-surroundings'");
    await act();
    expect(await noted()).toBe(1);
  }
});

it('under an approval rule breaks nothing before others have approved the restore that follows', async () => {
  must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
  await storePeople(HANAKO);
  await ruleFor();
  try {
    const { id, order } = await submittedAt(ADDRESS);
    const way = await begun(order, 'terminate-first', ADDRESS);
    must(await confirmWay(SCOPE, OPERATOR, way.id, way.name));
    expect((await startSetUp(order.draftId)).ok).toBe(false);
    for (let looks = 0; looks < 2; looks += 1) await look();
    expect([(await viewed(order.draftId)).blocked, await holderOf(ADDRESS)]).toEqual(['start-not-set-up', ORIGINAL]);
    must(await answers(id, HANAKO));
    must(await startSetUp(order.draftId));
    for (let looks = 0; looks < 2; looks += 1) await look();
    expect((await viewed(order.draftId)).noUndo).toBe('original-ended');
  } finally {
    await noRules();
  }
});
