import { type Cidr, cidrRange, parseCidr } from '@/lib/net/cidr';
import { type Ipv4, parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6, parseIpv6Cidr } from '@/lib/net/ipv6';
import type { AttachmentFact, CidrReservation, InterfaceFact, SubnetFact } from '@/lib/restore/facts';
import {
  allEntries,
  answersIn,
  countOf,
  type Entry,
  entriesOf,
  flagOf,
  type GivenFile,
  instantOf,
  listIn,
  nameTag,
  objectIn,
  optionalText,
  parsedIn,
  textOf,
} from './facts-answers';

/** A block that a VPC subnet can be: /16 to /28 (VPC User Guide, subnet sizing). */
const subnetBlock = (text: string): Cidr | null => {
  const cidr = parseCidr(text);
  if (cidr === null) return null;
  const { prefix } = cidrRange(cidr);
  return prefix >= 16 && prefix <= 28 ? cidr : null;
};

/** Stands for the block that an IPv6-only subnet does not have: no address lies in it. */
const noBlock = (entry: Entry): Cidr => parsedIn({ ...entry, members: { CidrBlock: '0.0.0.0/32' } }, 'CidrBlock', parseCidr);

const ipv6Block = (text: string): string | null => (parseIpv6Cidr(text) === null ? null : text);

const subnetOf = (entry: Entry): SubnetFact => ({
  id: textOf(entry, 'SubnetId'),
  name: nameTag(entry, 'Tags'),
  vpcId: textOf(entry, 'VpcId'),
  cidr: flagOf(entry, 'Ipv6Native') ? noBlock(entry) : parsedIn(entry, 'CidrBlock', subnetBlock),
  ipv6Cidrs: listIn(entry, 'Ipv6CidrBlockAssociationSet')
    .filter((block) => {
      const state = objectIn(block, 'Ipv6CidrBlockState');
      return state === null || state.members.State === 'associated';
    })
    .map((block) => parsedIn(block, 'Ipv6CidrBlock', ipv6Block)),
  ipv6Native: flagOf(entry, 'Ipv6Native'),
  availabilityZone: textOf(entry, 'AvailabilityZone'),
  availabilityZoneId: optionalText(entry, 'AvailabilityZoneId'),
  availableAddressCount: countOf(entry, 'AvailableIpAddressCount', 0),
  ownerId: optionalText(entry, 'OwnerId') ?? '',
  mapPublicIpOnLaunch: flagOf(entry, 'MapPublicIpOnLaunch'),
});

/** The subnets of describe-subnets.json. */
export const readSubnets = (given: GivenFile): readonly SubnetFact[] => allEntries('describe-subnets.json', given).map(subnetOf);

/** Primary first, each once. */
const addressesOf = (entry: Entry): Ipv4[] => {
  const listed = [...listIn(entry, 'PrivateIpAddresses')].sort((a, b) => Number(flagOf(b, 'Primary')) - Number(flagOf(a, 'Primary')));
  const alone = optionalText(entry, 'PrivateIpAddress') === null ? [] : [parsedIn(entry, 'PrivateIpAddress', parseIpv4)];
  return [...new Set([...listed.map((each) => parsedIn(each, 'PrivateIpAddress', parseIpv4)), ...alone])];
};

/** The service that manages an interface, as `Operator` names it. */
const managerOf = (entry: Entry): string | null => {
  const operator = objectIn(entry, 'Operator');
  return operator !== null && flagOf(operator, 'Managed') ? (optionalText(operator, 'Principal') ?? '') : null;
};

const attachmentOf = (entry: Entry): AttachmentFact | null => {
  const id = optionalText(entry, 'AttachmentId');
  return id === null ? null : { id, attachedAt: instantOf(entry, 'AttachTime'), deleteOnTermination: flagOf(entry, 'DeleteOnTermination') };
};

const interfaceOf = (entry: Entry): InterfaceFact => {
  const attachment = objectIn(entry, 'Attachment');
  const index = attachment === null ? -1 : countOf(attachment, 'DeviceIndex', -1);
  return {
    id: textOf(entry, 'NetworkInterfaceId'),
    subnetId: textOf(entry, 'SubnetId'),
    status: optionalText(entry, 'Status') ?? '',
    type: optionalText(entry, 'InterfaceType') ?? 'interface',
    description: optionalText(entry, 'Description') ?? '',
    requesterManaged: flagOf(entry, 'RequesterManaged'),
    ownerId: optionalText(entry, 'OwnerId'),
    managedBy: managerOf(entry),
    instanceId: attachment === null ? null : optionalText(attachment, 'InstanceId'),
    deviceIndex: index < 0 ? null : index,
    attachment: attachment === null ? null : attachmentOf(attachment),
    macAddress: optionalText(entry, 'MacAddress'),
    addresses: addressesOf(entry),
    ipv4Prefixes: listIn(entry, 'Ipv4Prefixes').map((each) => parsedIn(each, 'Ipv4Prefix', parseCidr)),
    ipv6Addresses: listIn(entry, 'Ipv6Addresses').map((each) => parsedIn(each, 'Ipv6Address', parseIpv6)),
    ipv6Prefixes: listIn(entry, 'Ipv6Prefixes').map((each) => parsedIn(each, 'Ipv6Prefix', ipv6Block)),
  };
};

/** The interfaces of describe-network-interfaces.json. */
export const readInterfaces = (given: GivenFile): readonly InterfaceFact[] =>
  allEntries('describe-network-interfaces.json', given).map(interfaceOf);

/** A reservation with the subnet it is in. */
export interface ReadReservation {
  readonly subnetId: string;
  readonly reservation: CidrReservation;
}

const reservationOf = (entry: Entry): ReadReservation => ({
  subnetId: textOf(entry, 'SubnetId'),
  reservation: {
    id: textOf(entry, 'SubnetCidrReservationId'),
    cidr: parsedIn(entry, 'Cidr', (text) => (parseCidr(text) === null && parseIpv6Cidr(text) === null ? null : text)),
    type: textOf(entry, 'ReservationType') === 'prefix' ? 'prefix' : 'explicit',
    description: optionalText(entry, 'Description'),
  },
});

/** The reservations of get-subnet-cidr-reservations.json, IPv4 and IPv6. */
export const readReservations = (given: GivenFile): readonly ReadReservation[] => {
  const file = 'get-subnet-cidr-reservations.json';
  return answersIn(file, given).flatMap((answer) => {
    const ipv6 = answer.SubnetIpv6CidrReservations === undefined ? [] : entriesOf(file, answer, 'SubnetIpv6CidrReservations');
    return [...entriesOf(file, answer, 'SubnetIpv4CidrReservations'), ...ipv6].map(reservationOf);
  });
};
