import type {
  AttachVolumeRequest,
  CreateVolumeRequest,
  DeleteVolumeRequest,
  DescribeVolumesRequest,
  DescribeVolumesResult,
  DetachVolumeRequest,
  Volume as Ec2Volume,
  VolumeAttachment,
} from '@aws-sdk/client-ec2';
import type { RegionState, Volume } from '../../account/types';
import { allVolumes, volumesOf } from '../../account/volumes';
import { seedId } from '../../seed/ids';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { invalid, select, tagList } from './select';

const tagsOf = ({ resourceTags }: RegionState, { id }: Volume): Readonly<Record<string, string>> => resourceTags?.[id] ?? {};

const attachmentOf = ({ id, instanceId, device, deleteOnTermination }: Volume): VolumeAttachment => ({
  InstanceId: instanceId ?? '',
  Device: device ?? '',
  VolumeId: id,
  State: 'attached',
  DeleteOnTermination: deleteOnTermination,
});

const member = (region: RegionState, volume: Volume): Ec2Volume => ({
  VolumeId: volume.id,
  State: volume.instanceId === null ? 'available' : 'in-use',
  AvailabilityZone: volume.zone,
  CreateTime: new Date(volume.createdAt),
  SnapshotId: volume.snapshotId ?? '',
  Attachments: volume.instanceId === null ? [] : [attachmentOf(volume)],
  Tags: tagList(tagsOf(region, volume)),
});

const unknownVolume = (id: string): AwsFault => new AwsFault('InvalidVolume.NotFound', `The volume '${id}' does not exist.`);

/** DescribeVolumes. */
export const describeVolumes = (input: DescribeVolumesRequest, { region }: Scene): DescribeVolumesResult => {
  const { items, next } = select(input, {
    items: allVolumes(region),
    filters: {
      'attachment.instance-id': ({ instanceId }) => instanceId,
      'volume-id': ({ id }) => id,
      'availability-zone': ({ zone }) => zone,
      status: ({ instanceId }) => (instanceId === null ? 'available' : 'in-use'),
    },
    tags: (volume) => tagsOf(region, volume),
    ids: { wanted: input.VolumeIds, of: ({ id }) => id, unknown: unknownVolume },
  });
  return { Volumes: items.map((volume) => member(region, volume)), NextToken: next };
};

const volumeOf = (region: RegionState, id: string | undefined): Volume => {
  const found = allVolumes(region).find((each) => each.id === id);
  if (found === undefined) throw unknownVolume(id ?? '');
  return found;
};

/** One that nothing boots from: only those are attached, detached and deleted. */
const movable = (region: RegionState, id: string): Volume | null => region.volumes?.find((each) => each.id === id) ?? null;

/** CreateVolume: an empty one, or one of a snapshot, whatever its size. */
export const createVolume = async (input: CreateVolumeRequest, { region, account }: Scene): Promise<Ec2Volume> => {
  const zone = region.zones.find(({ name }) => name === input.AvailabilityZone)?.name;
  if (zone === undefined) throw new AwsFault('InvalidZone.NotFound', `The zone '${input.AvailabilityZone ?? ''}' does not exist.`);
  const volume: Volume = {
    id: seedId('vol', `volume:${account.nextNumber()}`),
    zone,
    snapshotId: input.SnapshotId ?? null,
    createdAt: account.now(),
    instanceId: null,
    device: null,
    deleteOnTermination: false,
  };
  region.volumes = [...(region.volumes ?? []), volume];
  await account.saved();
  return member(region, volume);
};

/** AttachVolume: one that nothing has, to an instance of its zone that has nothing at that device. It does not go with it. */
export const attachVolume = async (input: AttachVolumeRequest, { region, account }: Scene): Promise<VolumeAttachment> => {
  const volume = volumeOf(region, input.VolumeId);
  const instance = region.instances.find(({ id }) => id === input.InstanceId);
  if (instance === undefined)
    throw new AwsFault('InvalidInstanceID.NotFound', `The instance ID '${input.InstanceId ?? ''}' does not exist`);
  const free = movable(region, volume.id);
  if (free === null || free.instanceId !== null) throw new AwsFault('VolumeInUse', `${volume.id} is already attached to an instance`);
  if (instance.state !== 'running' && instance.state !== 'stopped')
    throw new AwsFault('IncorrectState', `Instance '${instance.id}' is not 'running'.`);
  if (free.zone !== instance.zone)
    throw new AwsFault(
      'InvalidVolume.ZoneMismatch',
      `The volume '${free.id}' is not in the same availability zone as instance '${instance.id}'`,
    );
  const device = input.Device ?? '';
  if (device === '' || volumesOf(region, instance).some((each) => each.device === device))
    throw invalid(`Invalid value '${device}' for unixDevice. Attachment point ${device} is already in use`);
  Object.assign(free, { instanceId: instance.id, device, deleteOnTermination: false });
  await account.saved();
  return { ...attachmentOf(free), State: 'attaching' };
};

/** DetachVolume, at once; never the one that its instance boots from. */
export const detachVolume = async (input: DetachVolumeRequest, { region, account }: Scene): Promise<VolumeAttachment> => {
  const volume = volumeOf(region, input.VolumeId);
  const attached = movable(region, volume.id);
  if (attached === null)
    throw new AwsFault('OperationNotPermitted', `Unable to detach root volume '${volume.id}' from instance '${volume.instanceId ?? ''}'`);
  const isThere = attached.instanceId !== null && (input.InstanceId === undefined || input.InstanceId === attached.instanceId);
  if (!isThere) throw new AwsFault('IncorrectState', `Volume '${attached.id}' is in the 'available' state.`);
  const was = attachmentOf(attached);
  Object.assign(attached, { instanceId: null, device: null, deleteOnTermination: false });
  await account.saved();
  return { ...was, State: 'detaching' };
};

/** DeleteVolume, of one that nothing has. */
export const deleteVolume = async (input: DeleteVolumeRequest, { region, account }: Scene): Promise<Record<string, never>> => {
  const { id, instanceId } = volumeOf(region, input.VolumeId);
  if (instanceId !== null) throw new AwsFault('VolumeInUse', `Volume ${id} is currently attached to ${instanceId}`);
  region.volumes = (region.volumes ?? []).filter((each) => each.id !== id);
  await account.saved();
  return {};
};
