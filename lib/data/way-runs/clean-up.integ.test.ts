import {
  AttachNetworkInterfaceCommand,
  AttachVolumeCommand,
  CreateVolumeCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeVolumesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRestore } from '@/lib/db/repositories/restores';
import { openWayRuns } from '@/lib/db/repositories/way-runs';
import type { Command } from '@/lib/restore/command';
import { perform, planAt } from '@/lib/restore/undo';
import { storePeople } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { draftAt, must, OPERATOR, PLACE, SCOPE, sweepNow } from '@/lib/testing/restores';
import { runAwsCommand } from '@/lib/testing/run-aws-command';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { ec2, everything, forgetWays, holderOf, ORIGINAL, startSetUp, viewed } from '@/lib/testing/way-driver';
import { getDraft, saveDraft } from '../drafts';
import { changeTakeOver } from '../settings/take-over';
import { carryOnce } from './carry';
import { confirmWay } from './change';
import { beginCleanUp } from './clean-up';

const account = simulatedAccount({ speed: 1_000 });

beforeEach(async () => {
  await account.control('reset', {});
  await forgetWays();
  await storePeople(OPERATOR);
});

/** A restore whose interface and volumes stay when its instance goes; `fails`: AWS Backup gives its job up once the instance is there. */
const restored = async (fails = false): Promise<{ readonly draftId: string; readonly restoreId: string; readonly instanceId: string }> => {
  const { draftId, revision } = await draftAt('10.1.10.230');
  const { history } = must(await getDraft(SCOPE, draftId));
  const nic = planAt(history).nics[0]?.key ?? '';
  const devices = JSON.stringify([
    { DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: false } },
    { DeviceName: '/dev/sdf', Ebs: { VolumeSize: 8, DeleteOnTermination: false } },
  ]);
  const commands: readonly Command[] = [
    { type: 'set-delete-on-termination', nic, deleteOnTermination: false },
    { type: 'set-override', key: 'BlockDeviceMappings', value: devices },
  ];
  must(await saveDraft(SCOPE, OPERATOR, { id: draftId, revision, history: must(perform(history, { label: 'test', commands })) }));
  must(await startSetUp(draftId, true));
  const restoreId = must(await getDraft(SCOPE, draftId)).started?.restoreId ?? '';
  if (fails) await expect.poll(() => failed(restoreId)).toBe(true);
  const isRead = async () => {
    await sweepNow();
    return (await readRestore(restoreId))?.actualInterfaces ?? null;
  };
  await expect.poll(isRead).not.toBeNull();
  const { NetworkInterfaces = [] } = await ec2().send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'addresses.private-ip-address', Values: ['10.1.10.230'] }] }),
  );
  return { draftId, restoreId, instanceId: NetworkInterfaces[0]?.Attachment?.InstanceId ?? '' };
};

/** Has the job of a restore fail, as soon as it has made its instance. */
const failed = async (restoreId: string): Promise<boolean> => {
  const restoreJobId = (await readRestore(restoreId))?.jobId;
  return JSON.stringify(await account.control('fail-job', { restoreJobId }).catch(() => null)).includes('"instanceId"');
};

/** A volume that somebody makes and puts on an instance, once that runs: of a restore that failed half-way it may have only begun to. */
const attachAnother = async (instanceId: string): Promise<string> => {
  const stateOf = async () => {
    const { Reservations = [] } = await ec2().send(new DescribeInstancesCommand({ InstanceIds: [instanceId] }));
    return Reservations[0]?.Instances?.[0]?.State?.Name;
  };
  await expect.poll(stateOf).toBe('running');
  const { VolumeId } = await ec2().send(new CreateVolumeCommand({ AvailabilityZone: 'ap-northeast-1a', Size: 8 }));
  await ec2().send(new AttachVolumeCommand({ VolumeId, InstanceId: instanceId, Device: '/dev/sdg' }));
  return VolumeId ?? '';
};

const volumes = async (): Promise<readonly (string | undefined)[]> =>
  ((await ec2().send(new DescribeVolumesCommand({}))).Volumes ?? []).map(({ VolumeId }) => VolumeId);

it.each(['take-over', 'guided'] as const)(
  'deletes what the restore made and what does not go with its instance, and nothing else (%s)',
  async (mode) => {
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: mode === 'take-over' }));
    const [before, volumesBefore] = [await everything(), await volumes()];
    const { draftId, restoreId, instanceId } = await restored();
    const others = await attachAnother(instanceId);
    const { wayId } = must(await beginCleanUp(SCOPE, OPERATOR, restoreId));
    const way = await viewed(draftId);
    expect(way.steps.map(({ code, command }) => [code, command])).toEqual([
      ['terminate', null],
      ['delete-left', null],
    ]);
    const told = way.before.find(({ code }) => code === 'deleted-after')?.params.things;
    expect(told).toMatch(/^vol-\w+, vol-\w+, eni-\w+$/);
    must(await confirmWay(SCOPE, OPERATOR, wayId, instanceId));
    for (let looks = 0; looks < 40 && (await viewed(draftId)).endedAt === null; looks += 1) {
      await asOwner('update way_runs set tried_at = null');
      await carryOnce(SCOPE, await openWayRuns(PLACE));
      const step = (await viewed(draftId)).steps.find(({ state }) => state !== 'done');
      // What was deleted already, or is not free yet, EC2 refuses: a person tries again.
      if (mode === 'guided') for (const command of step?.command?.split('\n') ?? []) await runAwsCommand(command).catch(() => undefined);
    }
    expect((await viewed(draftId)).state).toBe('done');
    const after = await everything();
    for (const [id, each] of before) expect(after.get(id)).toEqual(each);
    expect([...after.keys()].filter((id) => !before.has(id))).toEqual([instanceId]);
    expect(await volumes()).toEqual([...volumesBefore, others]);
  },
);

const CALLS = ['TerminateInstances', 'DeleteVolume', 'DeleteNetworkInterface'] as const;

it.each(['drop', 'lose'] as const)('goes on where each of its calls met its end (%s)', { tags: 'long' }, async (how) => {
  must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
  const volumesBefore = await volumes();
  const { draftId, restoreId, instanceId } = await restored();
  const { wayId } = must(await beginCleanUp(SCOPE, OPERATOR, restoreId));
  must(await confirmWay(SCOPE, OPERATOR, wayId, instanceId));
  // As often as the SDK tries, so that the call comes to nothing here.
  for (const operation of CALLS) await account.control('faults', { kind: how, service: 'ec2', operation, times: 3 });
  expect(await toTheEnd(draftId)).toBe('done');
  await account.control('faults', undefined, 'DELETE');
  expect([await volumes(), await holderOf('10.1.10.230')]).toEqual([volumesBefore, null]);
});

const toTheEnd = async (draftId: string): Promise<string> => {
  for (let looks = 0; looks < 40 && (await viewed(draftId)).endedAt === null; looks += 1) {
    await asOwner('update way_runs set tried_at = null');
    await carryOnce(SCOPE, await openWayRuns(PLACE));
  }
  return (await viewed(draftId)).state;
};

const ended = async (instanceId: string): Promise<void> => {
  await ec2().send(new TerminateInstancesCommand({ InstanceIds: [instanceId] }));
  await expect.poll(() => holderOf('10.1.10.230')).toBeNull();
};

describe('of an instance that is not there to be terminated', () => {
  beforeEach(async () => {
    must(await changeTakeOver(OPERATOR, { account: PLACE.account, enabled: true }));
  });

  it.each([
    ['', false],
    [', also of a restore that failed half-way', true],
  ])('deletes what is on record and what nobody else has by now%s', async (_, fails) => {
    const [before, volumesBefore] = [await everything(), await volumes()];
    const { draftId, restoreId, instanceId } = await restored(fails);
    expect((await readRestore(restoreId))?.outcome).toBe(fails ? 'failed' : 'completed');
    const others = await attachAnother(instanceId);
    await ended(instanceId);
    const own = (await readRestore(restoreId))?.made?.volumes ?? [];
    expect(own).toHaveLength(2);
    await ec2().send(new AttachVolumeCommand({ VolumeId: own[1], InstanceId: ORIGINAL, Device: '/dev/sdh' }));
    const { wayId } = must(await beginCleanUp(SCOPE, OPERATOR, restoreId));
    expect((await viewed(draftId)).before).toMatchObject([
      { code: 'deleted-after', state: 'mind', params: { things: expect.stringMatching(new RegExp(`^${own[0]}, eni-\\w+$`)) } },
    ]);
    must(await confirmWay(SCOPE, OPERATOR, wayId, instanceId));
    expect(await toTheEnd(draftId)).toBe('done');
    expect(new Set(await volumes())).toEqual(new Set([...volumesBefore, others, own[1]]));
    const after = await everything();
    expect([...after.keys()].filter((id) => id.startsWith('eni-') && !before.has(id))).toEqual([]);
    // All that was listed is gone.
    expect(await beginCleanUp(SCOPE, OPERATOR, restoreId)).toEqual({ ok: false, error: { code: 'nothing-made' } });
  });

  it('deletes the interface once the id was typed, and says that volumes cannot be told from others, where none are on record', {
    tags: 'long',
  }, async () => {
    const before = await everything();
    const { draftId, restoreId, instanceId } = await restored();
    await asOwner('update restores set made = null where id = $1', [restoreId]);
    await ended(instanceId);
    const volumesThen = await volumes();
    const { wayId } = must(await beginCleanUp(SCOPE, OPERATOR, restoreId));
    expect((await viewed(draftId)).before.map(({ code, state }) => `${code} ${state}`)).toEqual([
      'deleted-after mind',
      'volumes-left unknown',
    ]);
    const stays = [...(await everything()).keys()];
    await carryOnce(SCOPE, await openWayRuns(PLACE));
    expect((await viewed(draftId)).steps.map(({ state }) => state)).toEqual(['done', 'waiting']);
    expect([...(await everything()).keys()]).toEqual(stays);
    must(await confirmWay(SCOPE, OPERATOR, wayId, instanceId));
    expect(await toTheEnd(draftId)).toBe('done');
    const after = await everything();
    for (const [id, each] of before) expect(after.get(id)).toEqual(each);
    expect([...after.keys()].filter((id) => id.startsWith('eni-') && !before.has(id))).toEqual([]);
    expect(await volumes()).toEqual(volumesThen);
    // All that was listed is gone.
    expect(await beginCleanUp(SCOPE, OPERATOR, restoreId)).toEqual({ ok: false, error: { code: 'nothing-made' } });
  });

  it('leaves an interface that something else has by now, and says that nothing is known of volumes, with the command to look', {
    tags: 'long',
  }, async () => {
    const { restoreId, instanceId } = await restored();
    await asOwner('update restores set made = null where id = $1', [restoreId]);
    await ended(instanceId);
    const { NetworkInterfaces = [] } = await ec2().send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'status', Values: ['available'] }] }),
    );
    const own = NetworkInterfaces.find(({ PrivateIpAddress }) => PrivateIpAddress === '10.1.10.230');
    await ec2().send(
      new AttachNetworkInterfaceCommand({ NetworkInterfaceId: own?.NetworkInterfaceId, InstanceId: ORIGINAL, DeviceIndex: 1 }),
    );
    expect(await beginCleanUp(SCOPE, OPERATOR, restoreId)).toMatchObject({
      error: { code: 'made-unknown', what: 'volumes', command: expect.stringMatching(/^aws ec2 describe-volumes /) },
    });
  });

  it('goes by what AWS Backup once named where it lists the job no more', { tags: 'long' }, async () => {
    const { draftId, restoreId, instanceId } = await restored();
    await account.control('forget-job', { restoreJobId: (await readRestore(restoreId))?.jobId });
    await sweepNow();
    const { wayId } = must(await beginCleanUp(SCOPE, OPERATOR, restoreId));
    must(await confirmWay(SCOPE, OPERATOR, wayId, instanceId));
    expect(await toTheEnd(draftId)).toBe('done');
    expect(await holderOf('10.1.10.230')).toBeNull();
  });

  it('touches nothing, says that it cannot know and shows how to look, where no job ever named an instance', async () => {
    const { restoreId } = await restored();
    const { jobId } = (await readRestore(restoreId)) ?? {};
    await asOwner("update restore_jobs set created_resource_arn = null, forgotten_at = now(), status = 'RUNNING' where id = $1", [jobId]);
    await asOwner("update restores set outcome = 'forgotten', actual_interfaces = null where id = $1", [restoreId]);
    const before = await everything();
    const answer = await beginCleanUp(SCOPE, OPERATOR, restoreId);
    expect(answer).toMatchObject({
      error: { code: 'made-unknown', what: 'instance', command: expect.stringContaining('Name=image-id,Values=ami-') },
    });
    expect([await openWayRuns(PLACE), await everything()]).toEqual([[], before]);
  });
});
