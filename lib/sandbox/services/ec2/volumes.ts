import type {
  AssociateAddressRequest,
  AssociateAddressResult,
  DeleteVolumeRequest,
  DescribeVolumesRequest,
  DescribeVolumesResult,
  VolumeAttachment,
} from '@aws-sdk/client-ec2';
import type { Instance, RegionState } from '../../account/types';
import { rootVolumeOf, seedId } from '../../seed/ids';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { invalid, select, tagList } from './select';

/** DescribeVolumes: the root volumes of instances that are there, and those that stayed when their instance went. */
export const describeVolumes = (input: DescribeVolumesRequest, { region }: Scene): DescribeVolumesResult => {
  const tagsOf = ({ id }: Instance): Readonly<Record<string, string>> => region.resourceTags?.[rootVolumeOf(id)] ?? {};
  const { items, next } = select(input, {
    items: region.instances.filter((instance) => hasVolume(region, instance)),
    filters: {
      'attachment.instance-id': ({ id, state }) => (state === 'terminated' ? null : id),
      'volume-id': ({ id }) => rootVolumeOf(id),
      'availability-zone': ({ zone }) => zone,
    },
    tags: tagsOf,
    ids: {
      wanted: input.VolumeIds,
      of: ({ id }) => rootVolumeOf(id),
      unknown: (id) => new AwsFault('InvalidVolume.NotFound', `The volume '${id}' does not exist.`),
    },
  });
  return {
    Volumes: items.map((instance) => ({
      VolumeId: rootVolumeOf(instance.id),
      State: instance.state === 'terminated' ? 'available' : 'in-use',
      AvailabilityZone: instance.zone,
      CreateTime: new Date(instance.launchedAt),
      SnapshotId: seedId('snap', instance.imageId),
      Attachments: instance.state === 'terminated' ? [] : [attachmentOf(instance)],
      Tags: tagList(tagsOf(instance)),
    })),
    NextToken: next,
  };
};

const attachmentOf = ({ id, keepsVolume }: Instance): VolumeAttachment => ({
  InstanceId: id,
  Device: '/dev/xvda',
  VolumeId: rootVolumeOf(id),
  State: 'attached',
  DeleteOnTermination: keepsVolume !== true,
});

const hasVolume = ({ deletedVolumes = [] }: RegionState, { id, state, keepsVolume }: Instance): boolean =>
  state !== 'terminated' || (keepsVolume === true && !deletedVolumes.includes(rootVolumeOf(id)));

/** DeleteVolume, of one that nothing has. */
export const deleteVolume = async (input: DeleteVolumeRequest, { region, account }: Scene): Promise<Record<string, never>> => {
  const id = input.VolumeId ?? '';
  const instance = region.instances.find((each) => hasVolume(region, each) && rootVolumeOf(each.id) === id);
  if (instance === undefined) throw new AwsFault('InvalidVolume.NotFound', `The volume '${id}' does not exist.`);
  if (instance.state !== 'terminated') throw new AwsFault('VolumeInUse', `Volume ${id} is currently attached to ${instance.id}`);
  region.deletedVolumes = [...(region.deletedVolumes ?? []), id];
  await account.saved();
  return {};
};

/** AssociateAddress with an interface. An Elastic IP that is on another one moves only if the caller says so. */
export const associateAddress = async (input: AssociateAddressRequest, { region, account }: Scene): Promise<AssociateAddressResult> => {
  const ip = region.elasticIps.find(({ allocationId }) => allocationId === input.AllocationId);
  if (ip === undefined)
    throw new AwsFault('InvalidAllocationID.NotFound', `The allocation ID '${input.AllocationId ?? ''}' does not exist`);
  const eni = region.enis.find(({ id }) => id === input.NetworkInterfaceId);
  if (eni === undefined)
    throw new AwsFault('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${input.NetworkInterfaceId ?? ''}' does not exist`);
  const address = input.PrivateIpAddress ?? eni.addresses[0] ?? '';
  if (!eni.addresses.includes(address)) throw invalid(`The private IP address ${address} is not assigned to ${eni.id}`);
  const moves = ip.eniId !== null && (ip.eniId !== eni.id || ip.privateIp !== address);
  if (moves && input.AllowReassociation !== true)
    throw new AwsFault('Resource.AlreadyAssociated', `resource ${ip.allocationId} is already associated with associate-id ${ip.eniId}`);
  Object.assign(ip, { eniId: eni.id, privateIp: address });
  await account.saved();
  return { AssociationId: seedId('eipassoc', `${ip.allocationId}:${eni.id}`) };
};
