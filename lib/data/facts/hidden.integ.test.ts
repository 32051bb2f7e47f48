import { beforeEach, describe, expect, it } from 'vitest';
import { checkMetadata } from '@/lib/restore/check';
import { indexFacts } from '@/lib/restore/fact-index';
import type { Facts } from '@/lib/restore/facts';
import type { FactsSubject } from '@/lib/restore/facts-subject';
import { articleSeed, TOKYO } from '@/lib/sandbox/seed/article';
import { POINT, SCOPE, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { readFacts } from '../facts';
import { beginReading } from './reading';

const account = simulatedAccount();
const seed = articleSeed(Date.UTC(2026, 10, 24)).regions[TOKYO];
const subnetNamed = (name: string): string => seed?.subnets.find((each) => each.name === name)?.id ?? '';

const subjectOf = (subnetId: string): FactsSubject => ({
  subnetIds: [subnetId],
  interfaceIds: [],
  instanceTypes: ['t2.micro'],
  vpcIds: [],
  recoveryPointArn: POINT,
  resourceArn: null,
  restoreRoleArn: null,
  instanceProfileName: null,
  vault: VAULT,
  kmsKeyIds: [],
  otherTypes: false,
});
const atStart = (subnetId: string): Promise<Facts> => readFacts(SCOPE, subjectOf(subnetId), { reading: beginReading() });
const take = (address: string, concealed: string) => account.control('take-address', { address, concealed, name: 'somebody' });
const findings = (facts: Facts, SubnetId: string, address: string): readonly string[] =>
  checkMetadata(
    {
      InstanceType: 't2.micro',
      RequireIMDSv2: 'true',
      NetworkInterfaces: JSON.stringify([
        { DeviceIndex: 0, SubnetId, PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }], Groups: [] },
      ]),
    },
    indexFacts(facts),
  )
    .filter(({ rule }) => ['V10', 'V11', 'V20', 'V30'].includes(rule))
    .map(({ rule, severity, code }) => `${rule} ${severity} ${code}`);

beforeEach(async () => {
  await account.control('faults', undefined, 'DELETE');
});

describe('addresses that are held by what is not shown', () => {
  it('are counted at a start by two looks that agree, and make free addresses unknown', async () => {
    const id = subnetNamed('app-c');
    expect((await atStart(id)).hidden[id]).toMatchObject({ state: 'known', value: { atLeast: 0, atMost: 0 } });
    await take('10.1.11.77', 'unseen');
    await take('10.1.11.78', 'unseen');
    const facts = await atStart(id);
    expect(facts.hidden[id]).toMatchObject({ state: 'known', source: 'ec2:DescribeSubnets', value: { atLeast: 2, atMost: 2 } });
    expect(findings(facts, id, '10.1.11.200')).toEqual(['V10 unknown hidden-holders']);
    // The very address that is held looks as free as any other.
    expect(findings(facts, id, '10.1.11.77')).toEqual(['V10 unknown hidden-holders']);
  });

  it('are not counted where a service manages them, because those are asked for', async () => {
    const id = subnetNamed('dev-a');
    await take('10.2.10.77', 'managed');
    const facts = await atStart(id);
    expect(facts.hidden[id]).toMatchObject({ value: { atLeast: 0 } });
    expect(findings(facts, id, '10.2.10.77')).toEqual(['V10 error in-use-managed']);
    const named = facts.instances.state === 'known' ? facts.instances.value.map(({ name }) => name) : [];
    expect(named).toContain('somebody');
  });

  it('are shown in a subnet of ours where a participant holds them, without the instance', async () => {
    const id = subnetNamed('dev-c');
    await take('10.2.11.77', 'participant');
    const facts = await atStart(id);
    expect(facts.hidden[id]).toMatchObject({ value: { atLeast: 0 } });
    expect(findings(facts, id, '10.2.11.77')).toEqual(['V10 error in-use-other-account']);
    const named = facts.instances.state === 'known' ? facts.instances.value.map(({ name }) => name) : [];
    expect(named).not.toContain('somebody');
  });

  it('are counted in a subnet that another account shares', async () => {
    const id = subnetNamed('shared-tools');
    const facts = await atStart(id);
    expect(facts.hidden[id]).toMatchObject({ value: { atLeast: 3, atMost: 3 } });
    expect(findings(facts, id, '10.2.50.200')).toEqual(['V30 unknown shared-subnet-held']);
  });

  it('prove nothing where reservations may not be read', async () => {
    const id = subnetNamed('db-c');
    await take('10.1.20.100', 'unseen');
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'GetSubnetCidrReservations', times: null });
    const facts = await atStart(id);
    expect(facts.hidden[id]).toMatchObject({ state: 'unknown', reason: { code: 'not-given' } });
    expect(findings(facts, id, '10.1.20.101')).toEqual([]);
  });

  it('leave it unknown where the second look is not answered', async () => {
    const id = subnetNamed('ops-a');
    await take('10.1.40.22', 'unseen');
    // All subnets of the region are asked for first; then the one, by a look of its own.
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'DescribeSubnets', skip: 1, times: null });
    const facts = await atStart(id);
    expect(facts.hidden[id]).toMatchObject({ state: 'unknown', reason: { code: 'denied' } });
    expect(findings(facts, id, '10.1.40.21')).toEqual(['V10 unknown unknown-denied']);
  });
});
