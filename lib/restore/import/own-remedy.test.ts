import { expect, it } from 'vitest';
import { checkMetadata } from '../check';
import type { FixCode } from '../codes';
import { indexFacts, NO_FACTS } from '../fact-index';
import type { RestoreMetadata } from '../plan';
import { correct } from './correct';

const judge = (metadata: RestoreMetadata) => checkMetadata(metadata, indexFacts(NO_FACTS));
const file = (nic: object): RestoreMetadata => ({
  InstanceType: 't3.micro',
  NetworkInterfaces: JSON.stringify([{ DeviceIndex: 0, ...nic }]),
});
const twice = [
  { Primary: true, PrivateIpAddress: '10.0.0.9' },
  { Primary: true, PrivateIpAddress: '10.0.0.9' },
];

it.each<[string, FixCode, object, object]>([
  ['id-with-members', 'leave-out-id', { NetworkInterfaceId: 'eni-1', SubnetId: 'subnet-1' }, { SubnetId: 'subnet-1' }],
  ['id-with-members', 'attach-as-it-is', { NetworkInterfaceId: 'eni-1', Groups: ['sg-1'] }, { NetworkInterfaceId: 'eni-1' }],
  ['id-with-delete', 'keep-interface', { NetworkInterfaceId: 'eni-1', DeleteOnTermination: true }, { NetworkInterfaceId: 'eni-1' }],
  [
    'id-with-delete',
    'leave-out-id',
    { NetworkInterfaceId: 'eni-1', SubnetId: 'subnet-1', DeleteOnTermination: true },
    { SubnetId: 'subnet-1', DeleteOnTermination: true },
  ],
  [
    'two-primaries',
    'say-once',
    { SubnetId: 'subnet-1', PrivateIpAddress: '10.0.0.9', PrivateIpAddresses: twice.slice(1) },
    { PrivateIpAddresses: [twice[0]] },
  ],
])('%s has a remedy of its own, %s', (code, remedy, nic, right) => {
  const given = file(nic);
  const finding = judge(given).find((each) => each.code === code);
  expect(finding?.fixes.map((fix) => fix.code)).toEqual([remedy]);
  const corrected = correct(given, finding?.fixes[0]?.commands ?? [], 'r');
  if (!corrected.ok) throw new Error(JSON.stringify(corrected.error));
  expect(judge(corrected.value).filter((each) => each.code === code)).toEqual([]);
  const [written] = JSON.parse(corrected.value.NetworkInterfaces ?? '');
  expect(written).toMatchObject(right);
  if (remedy === 'leave-out-id') expect(written).not.toHaveProperty('NetworkInterfaceId');
  if (remedy === 'attach-as-it-is') expect(written).not.toHaveProperty('Groups');
});

it('which of two different primaries is meant only a person knows', () => {
  const nic = { SubnetId: 'subnet-1', PrivateIpAddresses: [twice[0], { Primary: true, PrivateIpAddress: '10.0.0.8' }] };
  expect(judge(file(nic)).find((each) => each.code === 'two-primaries')?.fixes).toEqual([]);
  const beside = { SubnetId: 'subnet-1', PrivateIpAddress: '10.0.0.8', PrivateIpAddresses: [twice[0]] };
  expect(judge(file(beside)).find((each) => each.code === 'two-primaries')?.fixes).toEqual([]);
});
