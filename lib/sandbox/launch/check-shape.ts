import type { Failure } from '../account/types';
import { failure, firstFailure } from './failure';
import { type NicRequest, prefixCounts } from './nic-request';
import type { Launch } from './scene';

const combination = (message: string): Failure => failure('InvalidParameterCombination', message);

/** V1: instance-level subnet and groups go into the interfaces. */
const instanceLevel = ({ request }: Launch): Failure | null => {
  if (request.nics.length === 0) return null;
  if (request.subnetId !== null)
    return combination('Network interfaces and an instance-level subnet ID may not be specified on the same request');
  return request.groups.length > 0
    ? combination('Network interfaces and an instance-level security groups may not be specified on the same request')
    : null;
};

/** V2: each interface has an index of its own on its card, and one is 0. */
const deviceIndexes = ({ request: { nics } }: Launch): Failure | null => {
  if (nics.some((nic) => nic.deviceIndex === null || nic.deviceIndex < 0))
    return failure('InvalidParameterValue', 'Each network interface requires a device index.');
  if (new Set(nics.map((nic) => `${nic.cardIndex}:${nic.deviceIndex}`)).size < nics.length)
    return failure('InvalidParameterValue', 'Each network interface requires a unique device index.');
  return nics.length > 0 && !nics.some((nic) => nic.deviceIndex === 0)
    ? failure('UnsupportedOperation', 'When specifying network interfaces, you must include a device at index 0.')
    : null;
};

/** V4: an interface that exists brings everything with it; a new one needs a subnet. */
const oldOrNew = (nic: NicRequest): Failure | null => {
  if (nic.eniId === null)
    return nic.subnetId === null ? failure('MissingParameter', 'Each new network interface requires a subnet ID.') : null;
  const both = (what: string): Failure => combination(`A network interface may not specify both a network interface ID and ${what}`);
  if (nic.subnetId !== null) return both('a subnet');
  if (nic.publicIp !== null)
    return combination('The associatePublicIPAddress parameter cannot be specified for a network interface with an ID.');
  if (nic.privateIpAddress !== null || nic.addresses.length > 0) return both('a private IP address');
  if (nic.secondaryCount !== null) return both('a secondary private IP address count');
  if (nic.groups.length > 0) return both('security groups');
  const prefixes = prefixCounts(nic);
  if (nic.ipv6Addresses.length > 0 || nic.ipv6Count > 0) return both('IPv6 addresses');
  if (prefixes.ipv4 > 0 || prefixes.ipv6 > 0) return both('prefixes');
  return nic.deleteOnTermination === true ? both('delete on termination as true') : null;
};

/** V5: one primary, said once. */
const onePrimary = (nic: NicRequest): Failure | null => {
  const primaries = nic.addresses.filter((entry) => entry.primary).length + (nic.privateIpAddress === null ? 0 : 1);
  return primaries > 1 ? failure('InvalidParameterValue', 'Only one primary private IP address can be specified.') : null;
};

/** V7: a list of secondaries or a count, and a count is positive. */
const secondaries = (nic: NicRequest): Failure | null => {
  if (nic.secondaryCount === null) return null;
  if (nic.secondaryCount < 1)
    return failure(
      'InvalidParameterValue',
      `Value (${nic.secondaryCount}) for parameter secondaryPrivateIpAddressCount is invalid. Value must be a positive number.`,
    );
  const { ipv4 } = prefixCounts(nic);
  return nic.addresses.some((entry) => !entry.primary) || ipv4 > 0
    ? combination(
        'You can specify one and only one secondaryPrivateIpAddressCount or privateIpAddresses or ipv4Prefixes or ipv4PrefixCount.',
      )
    : null;
};

/** V23, V25: a list or a count of IPv6 addresses and of prefixes. */
const listOrCount = (nic: NicRequest): Failure | null => {
  if ([nic.ipv6Count, nic.ipv4PrefixCount, nic.ipv6PrefixCount].some((count) => count < 0))
    return failure('InvalidParameterValue', 'Value for a count parameter is invalid. Value must be a positive number.');
  if (nic.ipv6Addresses.length > 0 && nic.ipv6Count > 0)
    return combination('IPv6 addresses and IPv6 address count may not be specified on the same request');
  if (nic.ipv4Prefixes.length > 0 && nic.ipv4PrefixCount > 0)
    return combination('You can specify one and only one of ipv4Prefixes or ipv4PrefixCount.');
  return nic.ipv6Prefixes.length > 0 && nic.ipv6PrefixCount > 0
    ? combination('You can specify one and only one of ipv6Prefixes or ipv6PrefixCount.')
    : null;
};

/** V21: a public IP is for a launch with one new interface, at index 0. */
const publicIp = ({ request: { nics } }: Launch): Failure | null => {
  if (nics.length > 1 && nics.some((nic) => nic.publicIp !== null))
    return combination('The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces');
  return nics.some((nic) => nic.publicIp === true && nic.deviceIndex !== 0)
    ? combination('The associatePublicIPAddress parameter can only be specified for the network interface with DeviceIndex 0')
    : null;
};

/** V31. */
const DESCRIPTION = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

const description = (nic: NicRequest): Failure | null =>
  DESCRIPTION.test(nic.description)
    ? null
    : failure(
        'InvalidParameterValue',
        `Invalid interface description. Value: (${nic.description}). It must be less than 256 characters of a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`,
      );

const TYPES: readonly string[] = ['interface', 'efa', 'efa-only'];

/** V27, as far as the request alone tells. */
const interfaceType = (nic: NicRequest): Failure | null => {
  if (!TYPES.includes(nic.interfaceType))
    return failure('InvalidParameterValue', `Value (${nic.interfaceType}) for parameter interfaceType is invalid.`);
  if (nic.interfaceType !== 'efa-only') return null;
  if (nic.deviceIndex === 0 && nic.cardIndex === 0) return combination('The primary network interface cannot be of type efa-only.');
  const { ipv4, ipv6 } = prefixCounts(nic);
  const hasAddresses =
    nic.privateIpAddress !== null ||
    nic.addresses.length > 0 ||
    nic.secondaryCount !== null ||
    nic.ipv6Addresses.length + nic.ipv6Count + ipv4 + ipv6 > 0;
  return hasAddresses ? combination('A network interface of type efa-only cannot have IP addresses.') : null;
};

const eachNic =
  (check: (nic: NicRequest) => Failure | null) =>
  ({ request }: Launch): Failure | null =>
    firstFailure(
      request.nics.map((nic) => () => check(nic)),
      null,
    );

/** Refusals of the request's own shape: no look at the account is needed. */
export const checkShape = (launch: Launch): Failure | null =>
  firstFailure(
    [
      instanceLevel,
      deviceIndexes,
      eachNic(oldOrNew),
      eachNic(onePrimary),
      eachNic(secondaries),
      eachNic(listOrCount),
      publicIp,
      eachNic(description),
      eachNic(interfaceType),
    ],
    launch,
  );
