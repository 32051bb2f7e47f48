import type { NetworkCardInfo } from '@aws-sdk/client-ec2';
import { isOffered } from '../account/instance-types';
import type { Failure, Subnet } from '../account/types';
import { failure, firstFailure } from './failure';
import { automaticCount, namedAddresses, prefixCounts } from './nic-request';
import { type Launch, newOnes } from './scene';

const MAX_GROUPS_PER_INTERFACE = 5;

/** V32 and F12: every subnet and interface that is named exists; somewhere there must be a subnet. */
const exist = ({ request, nics }: Launch): Failure | null => {
  if (nics.length === 0)
    return failure('VPCIdNotSpecified', 'No default VPC for this user. GroupName is only supported for EC2-Classic and default VPC.');
  for (const { nic, subnet, existing } of nics) {
    if (nic.eniId !== null && existing === null)
      return failure('InvalidNetworkInterfaceID.NotFound', `The networkInterface ID '${nic.eniId}' does not exist`);
    if (existing !== null && existing.status !== 'available')
      return failure('InvalidNetworkInterface.InUse', `Interface: [${existing.id}] in use.`);
    if (nic.eniId === null && subnet === null)
      return failure('InvalidSubnetID.NotFound', `The subnet ID '${nic.subnetId ?? request.subnetId}' does not exist`);
  }
  const ids = nics.flatMap(({ nic }) => nic.eniId ?? []);
  return new Set(ids).size < ids.length ? failure('InvalidNetworkInterface.InUse', `Interface: [${ids.join(', ')}] in use.`) : null;
};

/** V14: one availability zone for all, and the one that Placement names. */
const oneZone = ({ request, nics }: Launch): Failure | null => {
  const subnets = nics.flatMap(({ subnet }) => subnet ?? []);
  const [first] = subnets;
  const other = subnets.find((subnet) => subnet.zone !== first?.zone);
  if (first !== undefined && other !== undefined)
    return failure(
      'InvalidParameterCombination',
      `All network interfaces must be in the same Availability Zone: ${first.id} is in ${first.zone}, ${other.id} is in ${other.zone}.`,
    );
  const { zone, zoneId } = request.placement;
  const elsewhere = (parameter: string, value: string, right: string, subnet: string): Failure =>
    failure(
      'InvalidParameterValue',
      `Value (${value}) for parameter ${parameter} is invalid. Subnet '${subnet}' is in the availability zone ${right}`,
    );
  if (first === undefined) return null;
  if (zone !== null && zone !== first.zone) return elsewhere('availabilityZone', zone, first.zone, first.id);
  return zoneId !== null && zoneId !== first.zoneId ? elsewhere('availabilityZoneId', zoneId, first.zoneId, first.id) : null;
};

/** V16, V32: groups exist, belong to the VPC of their interface's subnet, and are few enough. */
const groups = (launch: Launch): Failure | null => {
  for (const { nic, subnet } of newOnes(launch)) {
    for (const id of nic.groups) {
      const group = launch.region.groups.find((each) => each.id === id);
      if (group === undefined) return failure('InvalidGroup.NotFound', `The security group '${id}' does not exist`);
      if (group.vpcId !== subnet.vpcId)
        return failure('InvalidParameter', `Security group ${id} and subnet ${subnet.id} belong to different networks.`);
    }
    if (nic.groups.length > MAX_GROUPS_PER_INTERFACE)
      return failure('SecurityGroupsPerInterfaceLimitExceeded', 'The maximum number of security groups per interface has been reached.');
  }
  return null;
};

/** V33: the zone offers the type. */
const offered = ({ request, nics }: Launch): Failure | null => {
  const zone = nics.find(({ subnet }) => subnet !== null)?.subnet?.zone;
  return zone === undefined || isOffered(request.instanceType ?? '', zone)
    ? null
    : failure(
        'Unsupported',
        `Your requested instance type (${request.instanceType}) is not supported in your requested Availability Zone (${zone}). Please retry your request by choosing another Availability Zone.`,
      );
};

/** V18: interfaces within the limit of the type and of each card; the first on the first card. */
const interfaceLimits = ({ type, nics, request }: Launch): Failure | null => {
  const network = type?.NetworkInfo;
  const flexible = network?.FlexibleEnaQueuesSupport === 'supported';
  const extra = (card: NetworkCardInfo): number => (flexible ? (card.AdditionalFlexibleNetworkInterfaces ?? 0) : 0);
  const most = (network?.MaximumNetworkInterfaces ?? 0) + (network?.NetworkCards ?? []).reduce((sum, card) => sum + extra(card), 0);
  if (nics.length > most)
    return failure('AttachmentLimitExceeded', `Interface count ${nics.length} exceeds the limit for ${request.instanceType}`);
  const cards = network?.NetworkCards ?? [];
  for (const { nic } of nics) {
    const card = cards.find((each) => each.NetworkCardIndex === nic.cardIndex);
    if (card === undefined)
      return failure('InvalidParameterValue', `Network card index ${nic.cardIndex} is not valid for ${request.instanceType}.`);
    const onCard = nics.filter((other) => other.nic.cardIndex === nic.cardIndex).length;
    if (onCard > (card.MaximumNetworkInterfaces ?? 0) + extra(card))
      return failure(
        'AttachmentLimitExceeded',
        `Interface count ${onCard} exceeds the limit of network card ${nic.cardIndex} for ${request.instanceType}`,
      );
  }
  // The same index may stand on each card, so "the one at 0" must be looked for on the first.
  return nics.some(({ nic }) => nic.deviceIndex === 0 && nic.cardIndex === 0)
    ? null
    : failure('InvalidParameterValue', 'The network interface with device index 0 must be on network card 0.');
};

/** ENA queues that a request chooses: of a type that lets one choose, within the interface and the card. */
const enaQueues = ({ type, nics, request }: Launch): Failure | null => {
  const network = type?.NetworkInfo;
  const asked = nics.flatMap(({ nic }) => (nic.enaQueues === null ? [] : [{ card: nic.cardIndex, queues: nic.enaQueues }]));
  if (asked.length === 0) return null;
  if (network?.FlexibleEnaQueuesSupport !== 'supported')
    return failure('InvalidParameterCombination', `The ENA queue count is not supported for the instance type '${request.instanceType}'.`);
  for (const { card: index, queues } of asked) {
    const card = network.NetworkCards?.find((each) => each.NetworkCardIndex === index);
    const together = asked.filter((each) => each.card === index).reduce((sum, each) => sum + each.queues, 0);
    const each = card?.MaximumEnaQueueCountPerInterface ?? queues;
    if (queues < 1 || queues > each || together > (card?.MaximumEnaQueueCount ?? together))
      return failure('InvalidParameterValue', `The ENA queue count ${queues} exceeds what '${request.instanceType}' takes.`);
  }
  return null;
};

/** V19, V23: addresses of each interface within the type's limits; the primary counts even where EC2 picks it. */
const addressLimits = (launch: Launch): Failure | null => {
  const network = launch.type?.NetworkInfo;
  for (const { nic, subnet } of newOnes(launch)) {
    const prefixes = prefixCounts(nic);
    const ipv4 = new Set(namedAddresses(nic)).size + automaticCount(nic, subnet.ipv6Native) + prefixes.ipv4;
    if (ipv4 > (network?.Ipv4AddressesPerInterface ?? 0))
      return failure('PrivateIpAddressLimitExceeded', 'Number of private addresses will exceed limit.');
    const ipv6 = nic.ipv6Addresses.length + nic.ipv6Count + prefixes.ipv6;
    if (ipv6 > 0 && network?.Ipv6Supported !== true)
      return failure('InvalidParameterCombination', `IPv6 is not supported for the instance type '${launch.request.instanceType}'`);
    if (ipv6 > (network?.Ipv6AddressesPerInterface ?? 0))
      return failure('PrivateIpAddressLimitExceeded', 'Number of IPv6 addresses will exceed limit.');
  }
  return null;
};

/** V27: the type has EFA, at most one on each card. */
const efa = ({ nics, type, request }: Launch): Failure | null => {
  const wanted = nics.filter(({ nic }) => nic.interfaceType !== 'interface');
  if (wanted.length === 0) return null;
  const network = type?.NetworkInfo;
  if (network?.EfaSupported !== true)
    return failure('InvalidParameterCombination', `EFA interfaces are not supported for the instance type '${request.instanceType}'.`);
  const cards = new Set(wanted.map(({ nic }) => nic.cardIndex));
  return cards.size < wanted.length || wanted.length > (network.EfaInfo?.MaximumEfaInterfaces ?? 0)
    ? failure('AttachmentLimitExceeded', `EFA interface count ${wanted.length} exceeds the limit for ${request.instanceType}`)
    : null;
};

/** V24, V25: IPv6-only subnets and prefixes want a Nitro type. */
const nitro = (launch: Launch): Failure | null => {
  if (launch.type?.Hypervisor === 'nitro' || launch.type?.BareMetal === true) return null;
  const needs = ({ nic, subnet }: { nic: Parameters<typeof prefixCounts>[0]; subnet: Subnet }): boolean =>
    subnet.ipv6Native || prefixCounts(nic).ipv4 + prefixCounts(nic).ipv6 > 0;
  return newOnes(launch).some(needs)
    ? failure(
        'InvalidParameterCombination',
        `The instance type '${launch.request.instanceType}' is not built on the Nitro System, which prefixes and IPv6-only subnets require.`,
      )
    : null;
};

/** What the request names exists and fits the instance type. */
export const checkNetwork = (launch: Launch): Failure | null =>
  firstFailure([exist, oneZone, groups, offered, interfaceLimits, enaQueues, efa, nitro, addressLimits], launch);
