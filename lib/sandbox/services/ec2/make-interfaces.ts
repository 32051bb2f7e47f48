import type { CreateNetworkInterfaceRequest, CreateNetworkInterfaceResult, DeleteNetworkInterfaceRequest } from '@aws-sdk/client-ec2';
import { pickFree } from '../../account/subnet-addresses';
import type { Eni } from '../../account/types';
import { seedId, seedMac } from '../../seed/ids';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { refuseOutside, refuseTaken } from './change';
import { interfaceMember } from './interfaces';

/** CreateNetworkInterface: with one address that is named, or one that EC2 picks. */
export const createNetworkInterface = async (input: CreateNetworkInterfaceRequest, scene: Scene): Promise<CreateNetworkInterfaceResult> => {
  const { region, account } = scene;
  const subnet = region.subnets.find(({ id }) => id === input.SubnetId);
  if (subnet === undefined) throw new AwsFault('InvalidSubnetID.NotFound', `The subnet ID '${input.SubnetId ?? ''}' does not exist`);
  const number = account.nextNumber();
  const named = input.PrivateIpAddress;
  const addresses = named === undefined ? pickFree(region, subnet, 1, new Set(), number) : [named];
  if (addresses === null)
    throw new AwsFault(
      'InsufficientFreeAddressesInSubnet',
      'The specified subnet does not have enough free addresses to satisfy the request.',
    );
  const salt = `interface:${number}`;
  const eni: Eni = {
    id: seedId('eni', salt),
    subnetId: subnet.id,
    vpcId: subnet.vpcId,
    status: 'available',
    type: 'interface',
    description: input.Description ?? '',
    requesterManaged: false,
    instanceId: null,
    deviceIndex: null,
    networkCardIndex: 0,
    deleteOnTermination: false,
    mac: seedMac(salt),
    groups: input.Groups ?? region.groups.filter(({ vpcId, name }) => vpcId === subnet.vpcId && name === 'default').map(({ id }) => id),
    addresses,
    ipv4Prefixes: [],
    ipv6Addresses: [],
    ipv6Prefixes: [],
    publicIp: null,
  };
  if (named !== undefined) {
    refuseOutside(subnet, named);
    refuseTaken(region, eni, named, false);
  }
  region.enis.push(eni);
  await account.saved();
  return { NetworkInterface: interfaceMember(scene, eni) };
};

/** DeleteNetworkInterface: one that nothing is attached to. */
export const deleteNetworkInterface = async (
  input: DeleteNetworkInterfaceRequest,
  { region, account }: Scene,
): Promise<Record<string, never>> => {
  const eni = region.enis.find(({ id }) => id === input.NetworkInterfaceId);
  if (eni === undefined)
    throw new AwsFault('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${input.NetworkInterfaceId ?? ''}' does not exist`);
  if (eni.status !== 'available') throw new AwsFault('InvalidParameterValue', `Network interface '${eni.id}' is currently in use.`);
  region.enis = region.enis.filter((each) => each !== eni);
  await account.saved();
  return {};
};
