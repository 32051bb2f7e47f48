import type { AssociateAddressRequest, AssociateAddressResult } from '@aws-sdk/client-ec2';
import { seedId } from '../../seed/ids';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { invalid } from './select';

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
