import type { Facts, InterfaceFact } from '../../facts';
import { boundary, cidr, denied, eni, fails, fixed, known, nic, type RuleCase, second } from './fixture';

const at = '/NetworkInterfaces/0';
const first = `${at}/PrivateIpAddresses/0`;
const OTHERS = '999988887777';
/** 10.0.0.50 is held by an interface of which this is said. */
const heldBy = (more: Partial<InterfaceFact>, facts: Partial<Facts> = {}) => ({
  nics: [nic(fixed('10.0.0.50'))],
  facts: { ...facts, interfaces: { 'subnet-a': known([eni('eni-h', ['10.0.0.50'], more)], 'ec2:DescribeNetworkInterfaces') } },
});
const inState = (state: string): Partial<Facts> => ({
  instances: known(
    [{ id: 'i-0web', name: null, state, type: 't3.small', platform: null, profileArn: null, launchedAt: null, tags: {} }],
    'ec2:DescribeInstances',
  ),
});
const BLOCK = cidr('10.0.0.48/28');
/** The first interface names no address, so the answer is missed at the second. */
const two = { nics: [nic(), second(fixed('10.0.0.100'))] };
const withoutSubnet = { nics: [{ DeviceIndex: 0, ...fixed('10.0.0.100') }, second(fixed('10.0.0.101'))] };
const inGone = { nics: [nic({ SubnetId: 'subnet-x', ...fixed('10.8.0.9') })] };
const SUBNETS = denied('ec2:DescribeSubnets');
const INTERFACES = { 'subnet-a': denied('ec2:DescribeNetworkInterfaces') };
const RESERVATIONS = { 'subnet-a': denied('ec2:GetSubnetCidrReservations') };

/** Who holds an address (V10, V11), and what of V8, V10, V11 and V29 cannot be known. */
export const HOLDER_CASES: readonly RuleCase[] = [
  fails('V10', 'a service that says so with an empty name', heldBy({ managedBy: '' }), `in-use-managed ${first}`),
  fails('V10', 'the original, which another account runs', heldBy({ instanceId: 'i-00a1', ownerId: OTHERS }), `in-use-original ${first}`),
  fails(
    'V10',
    'an interface without an instance, where the original is not known',
    { ...heldBy({ ownerId: OTHERS }), context: { originalInstanceId: null } },
    `in-use-other-account ${first}`,
  ),
  fails('V10', 'an owner that AWS does not name', heldBy({ ownerId: null, managedBy: 'eks.amazonaws.com' }), `in-use-managed ${first}`),
  fails(
    'V10',
    'another account, where one’s own is not known',
    heldBy({ ownerId: OTHERS, instanceId: 'i-0web' }, { callerAccount: denied('sts:GetCallerIdentity') }),
    `in-use-instance ${first}`,
  ),
  fails('V10', 'an instance of which nothing is known', heldBy({ instanceId: 'i-0new' }), `in-use-instance ${first}`),
  fails('V10', 'an instance that has ended', heldBy({ instanceId: 'i-0web' }, inState('terminated')), `in-use-terminating ${first}`),
  fails('V10', 'an instance without a name', heldBy({ instanceId: 'i-0web' }, inState('running')), `in-use-instance ${first}`),
  fails('V10', 'an interface without an instance or a name', heldBy({ description: '' }), `in-use-service ${first}`),
  fails(
    'V10',
    'a prefix of a stopped instance',
    {
      nics: [nic(fixed('10.0.0.50'))],
      facts: {
        ...inState('stopped'),
        interfaces: {
          'subnet-a': known([eni('eni-p', [], { instanceId: 'i-0web', ipv4Prefixes: [BLOCK] })], 'ec2:DescribeNetworkInterfaces'),
        },
      },
    },
    `in-use-prefix ${first}`,
  ),
  boundary(
    'V11',
    'a prefix of a stopped instance is V10’s',
    heldBy({ addresses: [], ipv4Prefixes: [BLOCK], instanceId: 'i-0web' }, inState('stopped')),
  ),
  fails(
    'V11',
    'another account’s, stopped',
    heldBy({ instanceId: 'i-0web', ownerId: OTHERS }, inState('stopped')),
    `in-use-stopped ${first}`,
  ),
  boundary(
    'V11',
    'an interface without an instance, where instances are not known',
    heldBy({}, { instances: denied('ec2:DescribeInstances') }),
  ),
  boundary('V11', 'nobody holds it', { nics: [nic(fixed('10.0.0.100'))] }),
  fails(
    'V10',
    'claimed in another subnet of the same addresses',
    { nics: [nic(fixed('10.0.0.99')), second({ SubnetId: 'subnet-v', ...fixed('10.9.0.99') })] },
    `claimed ${first}`,
  ),

  boundary(
    'V8',
    'subnets are not read, and only the second names an address',
    { ...two, facts: { subnets: SUBNETS } },
    'unknown-denied /NetworkInterfaces/1/SubnetId',
  ),
  boundary(
    'V8',
    'subnets are not read, and the first names none',
    { ...withoutSubnet, facts: { subnets: SUBNETS } },
    'unknown-denied /NetworkInterfaces/1/SubnetId',
  ),
  boundary('V8', 'subnets are not read, and nothing is named', { nics: [nic(), second()], facts: { subnets: SUBNETS } }),
  boundary('V8', 'a subnet that is gone is V32’s', inGone),
  boundary('V9', 'outside the subnet it is V8’s', { nics: [nic(fixed('10.0.1.0'))] }),

  boundary(
    'V10',
    'interfaces are not read, and only the second names an address',
    { ...two, facts: { interfaces: INTERFACES } },
    'unknown-denied /NetworkInterfaces/1',
  ),
  boundary(
    'V10',
    'interfaces are not read, and the first names no subnet',
    { ...withoutSubnet, facts: { interfaces: INTERFACES } },
    'unknown-denied /NetworkInterfaces/1',
  ),
  boundary(
    'V10',
    'neither subnets nor interfaces are read',
    { ...two, facts: { subnets: SUBNETS, interfaces: INTERFACES } },
    'unknown-denied /NetworkInterfaces/1',
  ),
  boundary('V10', 'nobody holds anything in a subnet that is gone', { ...inGone, facts: { interfaces: {} } }),
  boundary('V10', 'interfaces that nobody asked about', { ...two, facts: { interfaces: {} } }, 'unknown-not-given /NetworkInterfaces/1'),
  boundary('V10', 'claims are not read', { ...two, facts: { claims: denied('rehome:claims') } }, 'unknown-denied /NetworkInterfaces/1'),
  boundary('V10', 'there are no claims outside the console', {
    ...two,
    facts: { claims: { state: 'unknown', reason: { code: 'not-given' }, asOf: '', source: 'rehome:claims' } },
  }),
  boundary(
    'V29',
    'reservations are not read, and only the second names an address',
    { ...two, facts: { reservations: RESERVATIONS } },
    'unknown-denied /NetworkInterfaces/1',
  ),
  boundary(
    'V29',
    'reservations are not read, and the first names no subnet',
    { ...withoutSubnet, facts: { reservations: RESERVATIONS } },
    'unknown-denied /NetworkInterfaces/1',
  ),
  boundary(
    'V29',
    'neither subnets nor reservations are read',
    { ...two, facts: { subnets: SUBNETS, reservations: RESERVATIONS } },
    'unknown-denied /NetworkInterfaces/1',
  ),
  boundary('V29', 'a subnet that is gone has none', { ...inGone, facts: { reservations: {} } }),
  boundary(
    'V29',
    'its last address, and the first behind it',
    { nics: [nic(fixed('10.0.0.95', '10.0.0.96'))] },
    `in-explicit-reservation ${first}`,
  ),
];
