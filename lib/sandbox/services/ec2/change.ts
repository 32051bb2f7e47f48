import type {
  AssignPrivateIpAddressesRequest,
  AssignPrivateIpAddressesResult,
  TerminateInstancesRequest,
  TerminateInstancesResult,
  UnassignPrivateIpAddressesRequest,
} from '@aws-sdk/client-ec2';
import { INSTANCE_TYPES } from '../../account/instance-types';
import { ipNumber } from '../../account/ip';
import { holderOf, ipv4BlockOf, isReservedByAws, pickFree } from '../../account/subnet-addresses';
import { beginTermination } from '../../account/terminate';
import type { Eni, RegionState, Subnet } from '../../account/types';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { stateOf } from './instances';
import { dryRunOperation, invalid } from './select';

/** TerminateInstances: the addresses come free only when the instance is gone (F29). */
export const terminateInstances = async (input: TerminateInstancesRequest, scene: Scene): Promise<TerminateInstancesResult> => {
  const { region, account } = scene;
  const instances = (input.InstanceIds ?? []).map((id) => {
    const found = region.instances.find((instance) => instance.id === id);
    if (found === undefined) throw new AwsFault('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
    return found;
  });
  const kept = instances.find(({ protectedFromEnd }) => protectedFromEnd === true);
  if (kept !== undefined)
    throw new AwsFault(
      'OperationNotPermitted',
      `The instance '${kept.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    );
  if (input.DryRun === true) throw dryRunOperation();
  const changes = instances.map((instance) => {
    const before = stateOf(instance);
    beginTermination(instance, account.now(), account.timings.shuttingDownMs);
    return { InstanceId: instance.id, PreviousState: before, CurrentState: stateOf(instance) };
  });
  await account.saved();
  return { TerminatingInstances: changes };
};

const eniOf = (region: RegionState, id: string | undefined): { eni: Eni; subnet: Subnet } => {
  const eni = region.enis.find((each) => each.id === id);
  const subnet = region.subnets.find((each) => each.id === eni?.subnetId);
  if (eni === undefined || subnet === undefined)
    throw new AwsFault('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${id ?? ''}' does not exist`);
  return { eni, subnet };
};

/** Refuses an address that is not one of the subnet's to give. */
export const refuseOutside = (subnet: Subnet, address: string): void => {
  const value = ipNumber(address);
  if (value === null) throw invalid(`invalid value for parameter address: ${address}`);
  const { first, last } = ipv4BlockOf(subnet);
  if (value < first || value > last) throw invalid(`Address ${address} does not fall within the subnet's address range`);
  if (isReservedByAws(subnet, value)) throw invalid(`Address ${address} is in subnet's reserved address range`);
};

/** A secondary address may move from another interface if the caller says so; a primary never moves. */
export const refuseTaken = (region: RegionState, eni: Eni, address: string, mayMove: boolean): void => {
  const holder = holderOf(region, eni.subnetId, address);
  if (holder === null || (holder === eni && eni.addresses.indexOf(address) > 0)) return;
  if (mayMove && holder !== eni && holder.addresses.indexOf(address) > 0) return;
  throw invalid(
    mayMove
      ? `[${address}] is a primary private IP address or part of a prefix of ${holder.id} and cannot be reassigned.`
      : `[${address}] assigned, but move is not allowed.`,
  );
};

const refuseTooMany = (region: RegionState, eni: Eni, count: number): void => {
  const type = region.instances.find((instance) => instance.id === eni.instanceId)?.type ?? '';
  const limit = INSTANCE_TYPES.get(type)?.NetworkInfo?.Ipv4AddressesPerInterface;
  if (limit !== undefined && count + eni.ipv4Prefixes.length > limit)
    throw new AwsFault('PrivateIpAddressLimitExceeded', 'Number of private addresses will exceed limit.');
};

/** AssignPrivateIpAddresses: a list, or a count that EC2 picks. */
export const assignPrivateIpAddresses = async (
  input: AssignPrivateIpAddressesRequest,
  { region, account }: Scene,
): Promise<AssignPrivateIpAddressesResult> => {
  const { eni, subnet } = eniOf(region, input.NetworkInterfaceId);
  const named = [...new Set(input.PrivateIpAddresses ?? [])];
  const count = input.SecondaryPrivateIpAddressCount;
  if (named.length > 0 === (count !== undefined))
    throw new AwsFault('InvalidParameterCombination', 'Either a list of addresses or a count of addresses must be given.');
  if (count !== undefined && count < 1)
    throw invalid(`Value (${count}) for parameter secondaryPrivateIpAddressCount is invalid. Value must be a positive number.`);
  for (const address of named) {
    refuseOutside(subnet, address);
    refuseTaken(region, eni, address, input.AllowReassignment === true);
  }
  const fresh = named.filter((address) => !eni.addresses.includes(address));
  refuseTooMany(region, eni, eni.addresses.length + fresh.length + (count ?? 0));
  const picked = count === undefined ? [] : pickFree(region, subnet, count, new Set(), account.nextNumber());
  if (picked === null)
    throw new AwsFault(
      'InsufficientFreeAddressesInSubnet',
      'The specified subnet does not have enough free addresses to satisfy the request.',
    );
  for (const other of region.enis)
    if (other !== eni && other.subnetId === eni.subnetId) other.addresses = other.addresses.filter((address) => !fresh.includes(address));
  eni.addresses = [...eni.addresses, ...fresh, ...picked];
  await account.saved();
  return {
    NetworkInterfaceId: eni.id,
    AssignedPrivateIpAddresses: [...named, ...picked].map((PrivateIpAddress) => ({ PrivateIpAddress })),
    AssignedIpv4Prefixes: [],
  };
};

/** UnassignPrivateIpAddresses: secondaries and prefixes; the primary stays. */
export const unassignPrivateIpAddresses = async (
  input: UnassignPrivateIpAddressesRequest,
  { region, account }: Scene,
): Promise<Record<string, never>> => {
  const { eni } = eniOf(region, input.NetworkInterfaceId);
  const addresses = input.PrivateIpAddresses ?? [];
  const prefixes = input.Ipv4Prefixes ?? [];
  for (const address of addresses)
    if (eni.addresses.indexOf(address) < 1) throw invalid(`Some of the specified addresses are not assigned to interface ${eni.id}`);
  for (const prefix of prefixes)
    if (!eni.ipv4Prefixes.includes(prefix)) throw invalid(`Some of the specified prefixes are not assigned to interface ${eni.id}`);
  eni.addresses = eni.addresses.filter((address) => !addresses.includes(address));
  eni.ipv4Prefixes = eni.ipv4Prefixes.filter((prefix) => !prefixes.includes(prefix));
  await account.saved();
  return {};
};
