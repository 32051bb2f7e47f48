import { beforeEach, describe, expect, it } from 'vitest';
import { checkMetadata, NO_CONTEXT } from '@/lib/restore/check';
import { indexFacts } from '@/lib/restore/fact-index';
import type { Facts, Known } from '@/lib/restore/facts';
import type { FactsSubject } from '@/lib/restore/facts-subject';
import { articleSeed, TOKYO, VIRGINIA } from '@/lib/sandbox/seed/article';
import { POINT, SCOPE, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { readFacts } from '../facts';
import { scopeIn } from '../scope';
import { beginReading } from './reading';

const account = simulatedAccount();
const ROLE = 'arn:aws:iam::123456789012:role';
const DEFAULT = `${ROLE}/service-role/AWSBackupDefaultServiceRole`;
const seed = articleSeed(Date.UTC(2026, 10, 24)).regions[TOKYO];
const subnetNamed = (name: string): string => seed?.subnets.find((each) => each.name === name)?.id ?? '';
const SUBNET = subnetNamed('app-a');
const SHARED = subnetNamed('shared-tools');

const SUBJECT: FactsSubject = {
  subnetIds: [SUBNET],
  interfaceIds: [],
  instanceTypes: ['t2.micro'],
  vpcIds: [],
  recoveryPointArn: POINT,
  resourceArn: null,
  restoreRoleArn: DEFAULT,
  instanceProfileName: 'ec2_role',
  vault: VAULT,
  kmsKeyIds: [],
  otherTypes: false,
};
const factsAbout = (more: Partial<FactsSubject> = {}): Promise<Facts> =>
  readFacts(SCOPE, { ...SUBJECT, ...more }, { reading: beginReading() });
const deny = (service: string, operation: string) => account.control('faults', { kind: 'denied', service, operation });
const decisionOf = (fact: Known<{ readonly decision: string }>): string =>
  fact.state === 'known' ? fact.value.decision : fact.reason.code;

beforeEach(async () => {
  await account.control('faults', undefined, 'DELETE');
});

describe('of a backup that was copied', () => {
  const running = seed?.instances.find((each) => each.state === 'running' && each.profile !== null);
  const arn = (region: string, owner = SCOPE.account, id = running?.id) => `arn:aws:ec2:${region}:${owner}:instance/${id}`;
  const inVirginia = (resourceArn: string) =>
    readFacts(scopeIn(SCOPE, VIRGINIA), { ...SUBJECT, subnetIds: [], resourceArn }, { reading: beginReading() });
  const judged = (facts: Facts) =>
    checkMetadata({}, indexFacts(facts), { ...NO_CONTEXT, originalInstanceId: running?.id ?? '' }).filter(({ rule }) => rule === 'F21');

  it('the original is asked for where it is', async () => {
    const facts = await inVirginia(arn(TOKYO));
    expect(facts.originalElsewhere).toMatchObject({ state: 'known', value: { id: running?.id, state: 'running' } });
    expect(judged(facts)).toMatchObject([{ code: 'original-running', severity: 'warning' }]);
    expect((await factsAbout({ resourceArn: arn(TOKYO) })).originalElsewhere).toBeUndefined();
  });

  it('an original that is gone is gone, and not the one of this region with its id', async () => {
    const facts = await inVirginia(arn(TOKYO, SCOPE.account, 'i-0123456789abcdef0'));
    expect(facts.originalElsewhere).toMatchObject({ state: 'known', value: null });
    expect(judged(facts)).toEqual([]);
  });

  it('of another account, or where its region does not answer, nothing is known of it and so it says', async () => {
    const other = await inVirginia(arn(TOKYO, '999999999999'));
    expect(other.originalElsewhere).toMatchObject({ reason: { code: 'undecided', why: 'original-in-other-account' } });
    expect(judged(other)).toMatchObject([{ code: 'unknown-undecided', severity: 'unknown' }]);
    await deny('ec2', 'DescribeInstances');
    const refused = await inVirginia(arn(TOKYO));
    expect(refused.originalElsewhere).toMatchObject({ reason: { code: 'denied' } });
    expect(judged(refused)).toMatchObject([{ code: 'unknown-denied', severity: 'unknown' }]);
  });

  it('the role in the original’s instance profile is asked about, wherever the original is', async () => {
    const ask = (resourceArn: string) =>
      readFacts(
        scopeIn(SCOPE, VIRGINIA),
        { ...SUBJECT, subnetIds: [], resourceArn, instanceProfileName: 'UseBackedUpValue' },
        { reading: beginReading() },
      );
    expect(decisionOf((await ask(arn(TOKYO))).permissions.passInstanceRole)).toMatch(/^(allowed|denied)$/);
    expect(decisionOf((await ask(arn(TOKYO, '999999999999'))).permissions.passInstanceRole)).toBe('undecided');
  });
});

describe('the facts of a plan', () => {
  it('are all known where everything may be asked, each with its call and instant', async () => {
    const facts = await factsAbout();
    const all: Known<unknown>[] = [
      facts.callerAccount,
      facts.subnets,
      facts.interfaces[SUBNET] as Known<unknown>,
      facts.reservations[SUBNET] as Known<unknown>,
      facts.instances,
      facts.instanceTypes['t2.micro'] as Known<unknown>,
      facts.offerings['t2.micro'] as Known<unknown>,
      facts.securityGroups,
      facts.groupsPerInterface,
      facts.metadataDefaults,
      facts.hidden[SUBNET] as Known<unknown>,
      facts.placementGroups,
      facts.keyPairs,
      facts.image,
      facts.point,
      facts.elasticIps,
      facts.claims,
      ...Object.values(facts.permissions),
    ];
    expect(all.filter((fact) => fact.state === 'unknown')).toEqual([]);
    expect(all.every((fact) => /^\w+:\w+$/.test(fact.source) && !Number.isNaN(Date.parse(fact.asOf)))).toBe(true);
    expect(facts.groupsPerInterface).toMatchObject({ value: 5 });
  });

  it('say of the point what scans found and when its lifecycle ends, and that a vault has no such point', async () => {
    const scanned = seed?.points.find((each) => each.resourceName === 'license-01' && each.scan === 'malware');
    const infected = await factsAbout({ recoveryPointArn: scanned?.arn ?? null, vault: scanned?.vault ?? null });
    expect(infected.point).toMatchObject({ value: { scan: 'malware', deleteAt: expect.stringMatching(/^20\d\d-.*Z$/) } });
    expect((await factsAbout()).point).toMatchObject({ value: { scan: null } });
    expect((await factsAbout({ vault: 'prod-daily' })).point).toMatchObject({ state: 'known', value: null });
    await deny('backup', 'DescribeRecoveryPoint');
    expect((await factsAbout()).point).toMatchObject({ reason: { code: 'denied', action: 'backup:DescribeRecoveryPoint' } });
  });

  it.each([
    ['RestoreWithoutPassRole', 'passInstanceRole', 'denied'],
    ['RestoreWebOnly', 'passInstanceRole', 'denied'],
    ['BackupOnlyRole', 'runInstances', 'denied'],
    ['LegacyOpsRole', 'restoreRoleTrust', 'denied'],
    ['Nobody', 'restoreRoleTrust', 'denied'],
    ['RestoreWebOnly', 'runInstances', 'allowed'],
    ['RestoreWebOnly', 'passRestoreRole', 'allowed'],
  ] as const)('say of %s whether %s: %s (F1, F11, F14, F25)', async (name, permission, decision) => {
    const facts = await factsAbout({ restoreRoleArn: `${ROLE}/${name}` });
    expect(decisionOf(facts.permissions[permission])).toBe(decision);
  });

  it('names the role inside the profile, which is called otherwise (1.4)', async () => {
    const { passInstanceRole } = (await factsAbout()).permissions;
    expect(passInstanceRole).toMatchObject({ value: { instanceRoleArn: `${ROLE}/intranet-instance-role` } });
    expect((await factsAbout({ instanceProfileName: 'gone' })).permissions.passInstanceRole).toMatchObject({
      value: { decision: 'denied', why: 'no-such-profile' },
    });
  });

  it.each([
    ['e0a1b2c3-0000-4000-8000-000000000001', DEFAULT, 'key-policy'],
    ['arn:aws:kms:ap-northeast-1:123456789012:key/e0a1b2c3-0000-4000-8000-000000000001', DEFAULT, 'key-policy'],
    ['e0a1b2c3-0000-4000-8000-000000000001', `${ROLE}/BackupOnlyRole`, 'key-policy-alone'],
    ['alias/restores', DEFAULT, 'key-not-named'],
  ])('never says that a KMS key may be used: %s as %s (F7)', async (key, restoreRoleArn, why) => {
    const { kmsKeys } = (await factsAbout({ restoreRoleArn, kmsKeyIds: [key] })).permissions;
    expect(kmsKeys).toMatchObject({ state: 'unknown', source: 'iam:SimulatePrincipalPolicy', reason: { code: 'undecided', why } });
  });

  it('says of an interface that is attached by id whether it is there', async () => {
    const facts = await factsAbout({ interfaceIds: ['eni-00000000000000bad'] });
    expect(facts.attached['eni-00000000000000bad']).toMatchObject({ state: 'known', value: null });
  });
});

describe('a type that a zone does not offer', () => {
  const elsewhere = (instanceTypes: readonly string[]) => factsAbout({ subnetIds: [subnetNamed('app-c')], instanceTypes });
  const fixesOf = (facts: Facts): readonly (readonly string[])[] =>
    checkMetadata(
      {
        InstanceType: 'm4.large',
        CpuOptions: '{"CoreCount":1,"ThreadsPerCore":1}',
        NetworkInterfaces: JSON.stringify([{ DeviceIndex: 0, SubnetId: subnetNamed('app-c') }]),
      },
      indexFacts(facts),
    )
      .filter(({ code }) => code === 'not-offered')
      .map(({ fixes }) => fixes.map(({ params }) => String(params.type)));

  it('comes with types that could stand in for it there, and they are remedies (V33, F17)', async () => {
    const facts = await elsewhere(['m4.large']);
    expect(Object.keys(facts.instanceTypes)).toEqual(expect.arrayContaining(['m4.large', 'm5.large', 'm6i.large']));
    expect(fixesOf(facts)).toEqual([['m5.large', 'm6a.large', 'm6i.large']]);
  });

  it('is told without them where AWS does not say what the zone offers', async () => {
    await deny('ec2', 'DescribeInstanceTypeOfferings');
    const facts = await factsAbout({ subnetIds: [subnetNamed('app-c')], instanceTypes: ['m4.xlarge'] });
    expect(Object.keys(facts.instanceTypes)).toEqual(['m4.xlarge']);
  });

  it('asks about no others where the zone offers it', async () => {
    expect(Object.keys((await elsewhere(['m5.large'])).instanceTypes)).toEqual(['m5.large']);
  });
});

describe('a missing permission', () => {
  it.each([
    ['ec2', 'DescribeSubnets', (f: Facts) => f.subnets],
    ['ec2', 'DescribeNetworkInterfaces', (f: Facts) => f.interfaces[SUBNET]],
    ['ec2', 'GetSubnetCidrReservations', (f: Facts) => f.reservations[SUBNET]],
    ['ec2', 'DescribeInstances', (f: Facts) => f.instances],
    ['ec2', 'DescribeSecurityGroups', (f: Facts) => f.securityGroups],
    ['ec2', 'DescribePlacementGroups', (f: Facts) => f.placementGroups],
    ['ec2', 'DescribeKeyPairs', (f: Facts) => f.keyPairs],
    ['ec2', 'GetInstanceMetadataDefaults', (f: Facts) => f.metadataDefaults],
    ['ec2', 'DescribeImages', (f: Facts) => f.image],
    ['ec2', 'DescribeAddresses', (f: Facts) => f.elasticIps],
    ['iam', 'GetRole', (f: Facts) => f.permissions.restoreRoleTrust],
    ['iam', 'GetInstanceProfile', (f: Facts) => f.permissions.passInstanceRole],
    ['iam', 'SimulatePrincipalPolicy', (f: Facts) => f.permissions.runInstances],
    ['backup', 'GetBackupVaultAccessPolicy', (f: Facts) => f.permissions.vaultPolicy],
  ] as const)('%s:%s makes its fact unknown by the name of the action, and nothing else fails', async (service, operation, of) => {
    await deny(service, operation);
    const facts = await factsAbout();
    expect(of(facts)).toMatchObject({ state: 'unknown', reason: { code: 'denied', action: `${service}:${operation}` } });
    expect(facts.instanceTypes['t2.micro']).toMatchObject({ state: 'known' });
    const found = checkMetadata(
      { InstanceType: 't2.micro', NetworkInterfaces: `[{"DeviceIndex":0,"SubnetId":"${SUBNET}"}]` },
      indexFacts(facts),
    );
    expect(found.every((each) => each.severity !== 'error')).toBe(true);
  });
});

describe('bad weather', () => {
  it('is said as what it is: throttled', async () => {
    // More often than the SDK tries again.
    await account.control('faults', { kind: 'throttle', service: 'ec2', operation: 'DescribeKeyPairs', times: 50 });
    expect((await factsAbout()).keyPairs).toMatchObject({ state: 'unknown', reason: { code: 'throttled' } });
  });

  it('a shared subnet proves nothing about a fixed address (V30)', async () => {
    const facts = await factsAbout({ subnetIds: [SHARED] });
    const nic = { DeviceIndex: 0, SubnetId: SHARED, PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.2.50.200' }] };
    const found = checkMetadata({ InstanceType: 't2.micro', NetworkInterfaces: JSON.stringify([nic]) }, indexFacts(facts));
    expect(found.filter((each) => each.rule === 'V30')).toMatchObject([
      { code: 'shared-subnet-held', severity: 'unknown', params: { owner: '999988887777', count: 3 } },
    ]);
  });
});
