import type { Facts } from '../../facts';
import { boundary, denied, eni, fails, fixed, known, nic, primary, type RuleCase, second, secondary, subnet } from './fixture';

const first = '/NetworkInterfaces/0/PrivateIpAddresses/0';
const at = (...addresses: readonly [string, ...string[]]) => ({ nics: [nic(fixed(...addresses))] });

/** 10.0.4.0/28: eleven addresses, of which 10.0.4.5 is held, and as many free as is said. */
const small = (availableAddressCount: number, reserved: readonly string[] = []): Partial<Facts> => ({
  subnets: known([subnet('subnet-t', '10.0.4.0/28', { availableAddressCount })], 'ec2:DescribeSubnets'),
  interfaces: {
    'subnet-t': known([eni('eni-t', ['10.0.4.5'], { subnetId: 'subnet-t', instanceId: 'i-0web' })], 'ec2:DescribeNetworkInterfaces'),
  },
  reservations: {
    'subnet-t': known(
      reserved.map((cidr) => ({ id: 'scr-t', cidr, type: 'prefix', description: null })),
      'ec2:GetSubnetCidrReservations',
    ),
  },
});
const held = (...more: readonly string[]) => ({ nics: [nic({ SubnetId: 'subnet-t', ...fixed('10.0.4.5', ...more) })] });

/** What V8 to V11 and V29 offer to do about an address; the files of what is found have the remedies. */
export const ADDRESS_REMEDY_CASES: readonly RuleCase[] = [
  ...['10.0.0.100 ', '\u200b10.0.0.1 00', '１０．0。0｡100', '10.0.0.100/24', '10.0.0.100/8'].map((text) =>
    fails('V8', `what “${text}” is meant to be is plain`, at(text), `address-malformed ${first}`),
  ),
  ...['10.0.0.1/240', '10.0.0/24/1', 'ten'].map((text) =>
    fails('V8', `what “${text}” is meant to be is not`, at(text), `address-malformed ${first}`),
  ),
  fails(
    'V8',
    'a secondary one that cannot be read',
    at('10.0.0.100', '10.0.0.101/24'),
    'address-malformed /NetworkInterfaces/0/PrivateIpAddresses/1',
  ),

  fails('V8', 'the same last octets, and the next free one', at('10.0.1.100'), `address-outside-subnet ${first}`),
  fails('V8', 'the same last octets are the next free one', at('10.0.1.4'), `address-outside-subnet ${first}`),
  fails('V8', 'the same last octets are held', at('10.0.1.10'), `address-outside-subnet ${first}`),
  fails('V8', 'the request has the same last octets already', at('10.0.1.100', '10.0.0.100'), `address-outside-subnet ${first}`),
  fails(
    'V8',
    'the same last octets do not fit',
    { nics: [nic({ SubnetId: 'subnet-c', ...fixed('10.0.0.100') })] },
    `address-outside-subnet ${first}`,
  ),
  fails(
    'V8',
    'a secondary one goes, or is replaced in its place',
    at('10.0.0.100', '10.0.0.101', '10.0.1.200'),
    'address-outside-subnet /NetworkInterfaces/0/PrivateIpAddresses/2',
  ),
  fails(
    'V8',
    'who holds what is not known',
    { ...at('10.0.1.100'), facts: { interfaces: { 'subnet-a': denied('ec2:DescribeNetworkInterfaces') } } },
    `address-outside-subnet ${first}`,
  ),
  fails('V9', 'the next free one', at('10.0.0.255'), `address-reserved ${first}`),

  fails('V10', 'the last free address may be picked instead', { ...held(), facts: small(1) }, `in-use-instance ${first}`),
  fails('V10', 'no address is left', { ...held(), facts: small(0) }, `in-use-instance ${first}`),
  fails('V10', 'all that is free is kept for prefixes', { ...held(), facts: small(0, ['10.0.4.0/28']) }, `in-use-instance ${first}`),
  fails(
    'V10',
    'what is free is named by the request',
    { ...held('10.0.4.4', ...[6, 7, 8, 9, 10, 11, 12, 13, 14].map((n) => `10.0.4.${n}`)), keys: { InstanceType: 'p4d' }, facts: small(12) },
    `in-use-instance ${first}`,
  ),

  fails(
    'V12',
    'a secondary like the primary, where none could be picked',
    { nics: [nic({ SubnetId: 'subnet-t', ...fixed('10.0.4.6', '10.0.4.6') })], facts: small(0) },
    'address-repeated /NetworkInterfaces/0/PrivateIpAddresses/1',
  ),
  boundary('V12', 'two primaries are V5’s, also when they are the same', {
    nics: [nic({ PrivateIpAddresses: [primary('10.0.0.100'), primary('10.0.0.100')] })],
  }),
  fails(
    'V13',
    'a primary and a secondary',
    { nics: [nic(fixed('10.0.0.100')), second(fixed('10.0.0.101', '10.0.0.100'))] },
    'address-on-two-interfaces /NetworkInterfaces/1/PrivateIpAddresses/1',
  ),
  fails(
    'V13',
    'three interfaces: each names the first',
    { nics: [nic(fixed('10.0.0.100')), second(fixed('10.0.0.100')), nic({ DeviceIndex: 2, ...fixed('10.0.0.100') })] },
    'address-on-two-interfaces /NetworkInterfaces/1/PrivateIpAddresses/0',
    'address-on-two-interfaces /NetworkInterfaces/2/PrivateIpAddresses/0',
  ),
  boundary('V13', 'twice on one interface is V12’s', {
    nics: [nic({ PrivateIpAddresses: [primary('10.0.0.100'), secondary('10.0.0.100')] })],
  }),
  fails(
    'V13',
    'the subnet is not known: nothing speaks against automatic',
    { nics: [nic({ SubnetId: 'subnet-x', ...fixed('10.8.0.9') }), second({ SubnetId: 'subnet-x', ...fixed('10.8.0.9') })] },
    'address-on-two-interfaces /NetworkInterfaces/1/PrivateIpAddresses/0',
  ),
  fails('V29', 'in a reservation for prefixes, with what may be named instead', at('10.0.0.79'), `in-prefix-reservation ${first}`),
];
