import type {
  AttachNetworkInterfaceRequest,
  AttachNetworkInterfaceResult,
  CreateSubnetCidrReservationRequest,
  CreateSubnetCidrReservationResult,
  DeleteSubnetCidrReservationRequest,
  DeleteSubnetCidrReservationResult,
  DetachNetworkInterfaceRequest,
  ModifyNetworkInterfaceAttributeRequest,
} from '@aws-sdk/client-ec2';
import { INSTANCE_TYPES } from '../../account/instance-types';
import { ipNumber, within } from '../../account/ip';
import type { Eni, RegionState } from '../../account/types';
import { seedId } from '../../seed/ids';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { attachmentIdOf } from './attachment-id';
import { invalid } from './select';

const eniOf = (region: RegionState, id: string | undefined): Eni => {
  const eni = region.enis.find((each) => each.id === id);
  if (eni === undefined) throw new AwsFault('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${id ?? ''}' does not exist`);
  return eni;
};

const attachedAs = (region: RegionState, id: string | undefined): Eni => {
  const eni = region.enis.find((each) => each.status === 'in-use' && attachmentIdOf(each) === id);
  if (eni === undefined) throw new AwsFault('InvalidAttachmentID.NotFound', `The attachment ID '${id ?? ''}' does not exist`);
  return eni;
};

/** ModifyNetworkInterfaceAttribute: whether the interface goes with its instance, and whether it checks source and destination. */
export const modifyNetworkInterfaceAttribute = async (
  input: ModifyNetworkInterfaceAttributeRequest,
  { region, account }: Scene,
): Promise<Record<string, never>> => {
  const eni = eniOf(region, input.NetworkInterfaceId);
  const { AttachmentId, DeleteOnTermination } = input.Attachment ?? {};
  const check = input.SourceDestCheck?.Value;
  if (check !== undefined && input.Attachment === undefined) {
    eni.sourceDestCheck = check;
    await account.saved();
    return {};
  }
  if (AttachmentId === undefined || DeleteOnTermination === undefined)
    throw invalid('The simulated account changes nothing but Attachment.DeleteOnTermination and SourceDestCheck.');
  if (attachedAs(region, AttachmentId) !== eni)
    throw new AwsFault('InvalidAttachmentID.NotFound', `The attachment ID '${AttachmentId}' does not exist`);
  eni.deleteOnTermination = DeleteOnTermination;
  await account.saved();
  return {};
};

/** DetachNetworkInterface: the primary interface of an instance stays. */
export const detachNetworkInterface = async (
  input: DetachNetworkInterfaceRequest,
  { region, account }: Scene,
): Promise<Record<string, never>> => {
  const eni = attachedAs(region, input.AttachmentId);
  if (eni.deviceIndex === 0 || eni.instanceId === null)
    throw new AwsFault('OperationNotPermitted', 'The network interface at device index 0 cannot be detached.');
  eni.instanceId = null;
  eni.deviceIndex = null;
  eni.status = 'available';
  await account.saved();
  return {};
};

/** AttachNetworkInterface: an interface that nothing is attached to, to an instance of its zone that has room at that index. */
export const attachNetworkInterface = async (
  input: AttachNetworkInterfaceRequest,
  { region, account }: Scene,
): Promise<AttachNetworkInterfaceResult> => {
  const eni = eniOf(region, input.NetworkInterfaceId);
  const instance = region.instances.find(({ id }) => id === input.InstanceId);
  if (instance === undefined)
    throw new AwsFault('InvalidInstanceID.NotFound', `The instance ID '${input.InstanceId ?? ''}' does not exist`);
  if (eni.status !== 'available') throw new AwsFault('InvalidNetworkInterface.InUse', `Interface: [${eni.id}] in use.`);
  const zone = region.subnets.find(({ id }) => id === eni.subnetId)?.zone;
  if (zone !== instance.zone)
    throw invalid('You may not attach a network interface to an instance if they are not in the same availability zone');
  const own = region.enis.filter(({ instanceId }) => instanceId === instance.id);
  const index = input.DeviceIndex ?? -1;
  if (own.some(({ deviceIndex }) => deviceIndex === index))
    throw invalid(`Instance '${instance.id}' already has an interface attached at device index '${index}'.`);
  const limit = INSTANCE_TYPES.get(instance.type)?.NetworkInfo?.MaximumNetworkInterfaces;
  if (limit !== undefined && own.length >= limit)
    throw new AwsFault('AttachmentLimitExceeded', `Interface count ${own.length + 1} exceeds the limit for ${instance.type}`);
  eni.instanceId = instance.id;
  eni.deviceIndex = index;
  eni.deleteOnTermination = false;
  eni.status = 'in-use';
  await account.saved();
  return { AttachmentId: attachmentIdOf(eni), NetworkCardIndex: 0 };
};

const overlaps = (a: string, b: string): boolean =>
  within(a, ipNumber(b.split('/')[0] ?? '') ?? -1) || within(b, ipNumber(a.split('/')[0] ?? '') ?? -1);

/** CreateSubnetCidrReservation, IPv4: reservations do not overlap. */
export const createSubnetCidrReservation = async (
  input: CreateSubnetCidrReservationRequest,
  { region, account }: Scene,
): Promise<CreateSubnetCidrReservationResult> => {
  const subnet = region.subnets.find(({ id }) => id === input.SubnetId);
  if (subnet === undefined) throw new AwsFault('InvalidSubnetID.NotFound', `The subnet ID '${input.SubnetId ?? ''}' does not exist`);
  const cidr = input.Cidr ?? '';
  const first = ipNumber(cidr.split('/')[0] ?? '');
  if (first === null || subnet.cidr === null || !within(subnet.cidr, first)) throw invalid(`The CIDR '${cidr}' is invalid.`);
  if (region.reservations.some((each) => each.subnetId === subnet.id && overlaps(each.cidr, cidr)))
    throw invalid(`The CIDR '${cidr}' conflicts with another reservation.`);
  const type = input.ReservationType === 'prefix' ? 'prefix' : 'explicit';
  const id = seedId('scr', `reservation:${account.nextNumber()}`);
  region.reservations.push({ id, subnetId: subnet.id, cidr, type, description: input.Description ?? '' });
  await account.saved();
  return { SubnetCidrReservation: { SubnetCidrReservationId: id, SubnetId: subnet.id, Cidr: cidr, ReservationType: type } };
};

/** DeleteSubnetCidrReservation. */
export const deleteSubnetCidrReservation = async (
  input: DeleteSubnetCidrReservationRequest,
  { region, account }: Scene,
): Promise<DeleteSubnetCidrReservationResult> => {
  const at = region.reservations.findIndex(({ id }) => id === input.SubnetCidrReservationId);
  const found = region.reservations[at];
  if (found === undefined)
    throw new AwsFault(
      'InvalidSubnetCidrReservationID.NotFound',
      `The subnet CIDR reservation ID '${input.SubnetCidrReservationId ?? ''}' does not exist`,
    );
  region.reservations.splice(at, 1);
  await account.saved();
  return { DeletedSubnetCidrReservation: { SubnetCidrReservationId: found.id, SubnetId: found.subnetId, Cidr: found.cidr } };
};
