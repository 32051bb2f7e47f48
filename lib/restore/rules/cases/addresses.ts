import { boundary, denied, fails, fixed, known, nic, passes, type RuleCase, second, secondary } from './fixture';

const first = '/NetworkInterfaces/0/PrivateIpAddresses/0';
const at = (address: string) => ({ nics: [nic(fixed(address))] });
const stopping = (id: string) => ({
  instances: known([{ id, name: id, state: 'stopping', type: 't3.small', platform: null, profileArn: null, launchedAt: null, tags: {} }]),
});

/** V8-V13, V29, V30. */
export const ADDRESS_CASES: readonly RuleCase[] = [
  passes('V8', 'inside', at('10.0.0.100')),
  fails('V8', 'in the neighbouring block', at('10.0.1.100'), `address-outside-subnet ${first}`),
  fails('V8', 'no address at all', at('10.0.0.256'), `address-malformed ${first}`),
  fails('V8', 'leading zeros', at('10.0.0.010'), `address-malformed ${first}`),
  boundary(
    'V8',
    'one below the block',
    { nics: [nic({ SubnetId: 'subnet-b', ...fixed('10.0.0.255') })] },
    `address-outside-subnet ${first}`,
  ),
  boundary('V8', 'the last of the block', at('10.0.0.255')),
  boundary(
    'V8',
    'subnets not readable',
    { ...at('10.0.0.100'), facts: { subnets: denied('ec2:DescribeSubnets') } },
    'unknown-denied /NetworkInterfaces/0/SubnetId',
  ),

  passes('V9', 'the first free one', at('10.0.0.4')),
  fails('V9', 'the router', at('10.0.0.1'), `address-reserved ${first}`),
  boundary('V9', 'the base', at('10.0.0.0'), `address-reserved ${first}`),
  boundary('V9', '+3', at('10.0.0.3'), `address-reserved ${first}`),
  boundary('V9', 'the last', at('10.0.0.255'), `address-reserved ${first}`),
  boundary('V9', 'one before the last', at('10.0.0.254')),

  passes('V10', 'free', at('10.0.0.100')),
  fails('V10', 'a running instance', at('10.0.0.10'), `in-use-instance ${first}`),
  fails('V10', 'the original', at('10.0.0.12'), `in-use-original ${first}`),
  fails('V10', 'a secondary address of somebody', at('10.0.0.17'), `in-use-original ${first}`),
  fails('V10', 'an instance that is going', at('10.0.0.13'), `in-use-terminating ${first}`),
  fails('V10', 'a load balancer', at('10.0.0.14'), `in-use-service ${first}`),
  fails('V10', 'a detached interface', at('10.0.0.15'), `in-use-detached ${first}`),
  fails('V10', 'a colleague’s restore', at('10.0.0.99'), `claimed ${first}`),
  fails('V10', 'a restore that was started elsewhere', at('10.0.0.98'), `claimed-elsewhere ${first}`),
  boundary('V10', 'held by one that is stopping is V11’s', { ...at('10.0.0.11'), facts: stopping('i-0stop') }),
  boundary('V10', 'first of a delegated prefix', at('10.0.0.32'), `in-use-prefix ${first}`),
  boundary('V10', 'last of a delegated prefix', at('10.0.0.47'), `in-use-prefix ${first}`),
  boundary('V10', 'just behind it', at('10.0.0.48')),
  boundary('V10', 'held in another subnet only', { nics: [nic({ SubnetId: 'subnet-b', ...fixed('10.0.1.10') })] }),

  passes('V11', 'held by a running one is V10’s', at('10.0.0.10')),
  fails('V11', 'an instance that is stopping', { ...at('10.0.0.11'), facts: stopping('i-0stop') }, `in-use-stopped ${first}`),
  fails('V11', 'the original, stopping', { ...at('10.0.0.12'), facts: stopping('i-00a1') }, `in-use-original-stopped ${first}`),
  fails('V11', 'a stopped instance', at('10.0.0.11'), `in-use-stopped ${first}`),
  boundary(
    'V11',
    'the original, stopped',
    {
      ...at('10.0.0.12'),
      facts: {
        instances: known([
          {
            id: 'i-00a1',
            name: 'original',
            state: 'stopped',
            type: 't3.small',
            platform: null,
            profileArn: null,
            launchedAt: null,
            tags: {},
          },
        ]),
      },
    },
    `in-use-original-stopped ${first}`,
  ),

  boundary(
    'V11',
    'whether the holder runs is not known',
    { ...at('10.0.0.11'), facts: { instances: denied('ec2:DescribeInstances') } },
    `unknown-denied ${first}`,
  ),

  passes('V12', 'two addresses', { nics: [nic(fixed('10.0.0.100', '10.0.0.101'))] }),
  fails(
    'V12',
    'primary and secondary the same',
    { nics: [nic(fixed('10.0.0.100', '10.0.0.100'))] },
    'address-repeated /NetworkInterfaces/0/PrivateIpAddresses/1',
  ),
  boundary(
    'V12',
    'three times is two too many',
    { nics: [nic({ PrivateIpAddresses: ['10.0.0.100', '10.0.0.100', '10.0.0.100'].map(secondary) })] },
    'address-repeated /NetworkInterfaces/0/PrivateIpAddresses/1',
    'address-repeated /NetworkInterfaces/0/PrivateIpAddresses/2',
  ),

  passes('V13', 'different addresses', { nics: [nic(fixed('10.0.0.100')), second(fixed('10.0.0.101'))] }),
  fails(
    'V13',
    'the same address on two interfaces',
    { nics: [nic(fixed('10.0.0.100')), second(fixed('10.0.0.100'))] },
    'address-on-two-interfaces /NetworkInterfaces/1/PrivateIpAddresses/0',
  ),
  boundary('V13', 'the same address in another subnet', {
    nics: [nic(fixed('10.0.0.100')), second({ SubnetId: 'subnet-v', ...fixed('10.0.0.100') })],
  }),

  passes('V29', 'outside every reservation', at('10.0.0.100')),
  fails('V29', 'in a reservation for prefixes', at('10.0.0.70'), `in-prefix-reservation ${first}`),
  fails('V29', 'in an explicit one: as meant', at('10.0.0.90'), `in-explicit-reservation ${first}`),
  boundary('V29', 'its first address', at('10.0.0.64'), `in-prefix-reservation ${first}`),
  boundary('V29', 'one before it', at('10.0.0.63')),

  passes('V30', 'the account’s own subnet', at('10.0.0.100')),
  fails(
    'V30',
    'a fixed address in a shared subnet',
    { nics: [nic({ SubnetId: 'subnet-s', ...fixed('10.0.3.100') })] },
    'shared-subnet /NetworkInterfaces/0/SubnetId',
  ),
  boundary('V30', 'AWS picks in a shared subnet: nothing to prove', { nics: [nic({ SubnetId: 'subnet-s' })] }),
];
