import type { PlanChoices } from './random-choices';
import { PLACEMENTS } from './random-placements';

const device = (Ebs: object, DeviceName = '/dev/xvda'): object => ({ DeviceName, Ebs });
const kms = (region: string): object => ({ Encrypted: true, KmsKeyId: `arn:aws:kms:${region}:123456789012:key/1` });

/** Lists of block devices, good and bad. */
const DEVICES: readonly (readonly object[])[] = [
  [device({ VolumeSize: 4_000, VolumeType: 'gp3' })],
  [device({ SnapshotId: 'snap-1' })],
  [device({ KmsKeyId: 'alias/restores' })],
  [device(kms('ap-northeast-1'), '/dev/xvdb')],
  [device(kms('us-west-2'))],
  [device({}), device({}, '/dev/xvdb'), device({})],
  [device({ EbsCardIndex: 1, VolumeInitializationRate: 200 })],
  [device({ VolumeSize: 1 })],
  [device({ VolumeSize: '4000', Encrypted: 'true' })],
];

const TARGETED = '{"CapacityReservationTarget":{"CapacityReservationId":"cr-0123456789abcdef0"}}';

const CPU: Readonly<Partial<Record<PlanChoices['cpu'], object>>> = {
  odd: { CoreCount: 3, ThreadsPerCore: 1 },
  sev: { AmdSevSnp: 'enabled' },
  'odd-sev': { CoreCount: 3, ThreadsPerCore: 1, AmdSevSnp: 'enabled', Future: 1 },
  nested: { NestedVirtualization: 'enabled', CoreCount: null },
  'bad-sev': { AmdSevSnp: 'on' },
};

const CREDITS: Readonly<Partial<Record<PlanChoices['credits'], string>>> = {
  typed: 'standard',
  capitals: 'Unlimited',
  odd: 'some',
};

const PROFILES: Readonly<Partial<Record<PlanChoices['profile'], string>>> = {
  sentinel: 'UseBackedUpValue',
  other: 'somebody-elses',
  arn: 'arn:aws:iam::123456789012:instance-profile/app/ec2_role',
};

/** Members of an interface beside the interfaces, as people write them. */
const extraOf = (choice: PlanChoices, address: string): Readonly<Record<string, string>> =>
  ({
    none: {},
    address: { PrivateIpAddress: address },
    addresses: { PrivateIpAddresses: JSON.stringify([{ Primary: true, PrivateIpAddress: address }]) },
    count: { SecondaryPrivateIpAddressCount: '1' },
    public: { associatePublicIpAddress: 'true' },
    groups: { Groups: '[]' },
  })[choice.extra];

const json = (key: string, value: object | undefined): Readonly<Record<string, string>> =>
  value === undefined ? {} : { [key]: JSON.stringify(value) };

const devicesOf = ({ devices, device: n, ebs }: PlanChoices): readonly object[] | undefined =>
  devices === 'none' ? undefined : devices === 'list' ? DEVICES[n % DEVICES.length] : [device(ebs), device(ebs, '/dev/xvdb')];

/** What choices make of the keys that a plan has no setting for. */
export const overridesOf = (
  choice: PlanChoices,
  zone: { readonly name: string; readonly id: string },
  address: string,
): Record<string, string | null> => {
  const credits = CREDITS[choice.credits];
  const profile = PROFILES[choice.profile];
  return {
    ...(choice.placement === 'as-is' ? {} : json('Placement', PLACEMENTS[choice.placement](zone.name, zone.id))),
    ...json('CreditSpecification', credits === undefined ? undefined : { CpuCredits: credits }),
    ...json('CpuOptions', CPU[choice.cpu]),
    ...json('BlockDeviceMappings', devicesOf(choice)),
    ...(profile === undefined ? {} : { IamInstanceProfileName: profile }),
    ...(choice.keyPair === 'other' ? { KeyName: 'nobody-has-this' } : {}),
    ...(choice.capacity === 'targeted' ? { CapacityReservationSpecification: TARGETED } : {}),
    ...(choice.imds === 'as-is' ? {} : { RequireIMDSv2: choice.imds === 'optional' ? 'false' : null }),
    ...extraOf(choice, address),
  };
};
