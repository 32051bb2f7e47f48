import type { Failure } from '../account/types';
import { failure, firstFailure } from './failure';
import { isMembers, type Members } from './json-members';
import type { Launch } from './scene';

const invalid = (message: string): Failure => failure('InvalidParameterValue', message);
const combination = (message: string): Failure => failure('InvalidParameterCombination', message);

/** GiB, IOPS and MiB/s that a volume of each type may have; no entry: the parameter is not for that type (facts 11.3). */
const LIMITS: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  standard: { VolumeSize: [1, 1024] },
  gp2: { VolumeSize: [1, 16384] },
  gp3: { VolumeSize: [1, 65536], Iops: [3000, 80000], Throughput: [125, 2000] },
  io1: { VolumeSize: [4, 16384], Iops: [100, 64000] },
  io2: { VolumeSize: [4, 65536], Iops: [100, 256000] },
  st1: { VolumeSize: [125, 16384] },
  sc1: { VolumeSize: [125, 16384] },
};

/** Most IOPS for each GiB. */
const PER_GIB: Readonly<Record<string, number>> = { gp3: 500, io1: 50, io2: 1000 };

const KINDS = {
  VolumeSize: 'number',
  Iops: 'number',
  Throughput: 'number',
  Encrypted: 'boolean',
  DeleteOnTermination: 'boolean',
  VolumeType: 'string',
  KmsKeyId: 'string',
} as const;

const given = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Members are written as JSON writes them, and none is there that AWS Backup does not take. */
const shape = (ebs: Members): Failure | null => {
  for (const name of ['SnapshotId', 'OutpostArn'])
    if (ebs[name] !== undefined && ebs[name] !== null)
      return invalid(`Invalid restore metadata. BlockDeviceMappings does not support ${name}.`);
  for (const [name, kind] of Object.entries(KINDS))
    if (given(ebs[name]) && (typeof ebs[name] !== kind || (kind === 'number' && !Number.isInteger(ebs[name]))))
      return invalid(`Invalid value for parameter BlockDeviceMappings.Ebs.${name}.`);
  return null;
};

const encryption = ({ scene }: Launch, ebs: Members): Failure | null => {
  if (!given(ebs.KmsKeyId)) return null;
  if (ebs.Encrypted !== true)
    return failure('InvalidParameterDependency', 'The parameter KmsKeyId requires the parameter Encrypted to be set.');
  const [, , service, region] = String(ebs.KmsKeyId).split(':');
  return service === 'kms' && region !== undefined && region !== '' && region !== scene.regionName
    ? failure('InvalidParameterValue', `The key '${String(ebs.KmsKeyId)}' is not in the region ${scene.regionName}.`)
    : null;
};

/** The device that an image boots from. */
export const rootOf = (image: { readonly windows: boolean }): string => (image.windows ? '/dev/sda1' : '/dev/xvda');

const size = ({ image }: Launch, device: string, ebs: Members): Failure | null => {
  if (image === null || device !== rootOf(image) || !given(ebs.VolumeSize)) return null;
  return Number(ebs.VolumeSize) < image.sizeGib
    ? failure('InvalidBlockDeviceMapping', `Volume of size ${ebs.VolumeSize}GB is smaller than snapshot, expect size >= ${image.sizeGib}GB`)
    : null;
};

const type = ({ image }: Launch, device: string, ebs: Members): Failure | null => {
  if (!given(ebs.VolumeType)) return null;
  const name = String(ebs.VolumeType);
  const limits = Object.hasOwn(LIMITS, name) ? LIMITS[name] : undefined;
  if (limits === undefined) return invalid(`Value (${name}) for parameter volumeType is invalid.`);
  // EC2's words for a volume that does not boot (facts 11.3).
  if (image !== null && device === rootOf(image) && (name === 'st1' || name === 'sc1'))
    return combination(`The parameter iops is not supported for ${name} volumes.`);
  if (limits.Throughput === undefined && given(ebs.Throughput))
    return combination(`The parameter throughput is not supported for ${name} volumes.`);
  if (limits.Iops !== undefined && name !== 'gp3' && !given(ebs.Iops))
    return failure('MissingParameter', `The parameter iops must be specified for ${name} volumes.`);
  for (const [member, [least, most]] of Object.entries(limits)) {
    const value = Number(ebs[member]);
    if (given(ebs[member]) && (value < least || value > most)) return invalid(`Volume ${member} of ${value} is not in ${least}-${most}.`);
  }
  const root = image !== null && device === rootOf(image) ? image.sizeGib : null;
  const gib = given(ebs.VolumeSize) ? Number(ebs.VolumeSize) : root;
  const iops = limits.Iops === undefined ? 0 : Number(ebs.Iops ?? 3000);
  const each = PER_GIB[name] ?? 0;
  const least = limits.Iops?.[0] ?? 0;
  if (given(ebs.Iops) && gib !== null && each > 0 && iops > Math.max(least, each * gib))
    return invalid(`Iops to volume size ratio of ${iops}:${gib} is too high; maximum is ${each}:1.`);
  return limits.Throughput !== undefined && Number(ebs.Throughput ?? 125) > Math.max(125, iops / 4)
    ? invalid('Throughput (MiBps) to iops ratio is too high; maximum is 0.25 MiBps per iops.')
    : null;
};

/** J5: what BlockDeviceMappings asks for. */
export const checkVolumes = (launch: Launch): Failure | null => {
  const named = new Set<string>();
  return firstFailure(
    launch.request.devices.map((mapping) => () => {
      const ebs = isMembers(mapping) && isMembers(mapping.Ebs) ? mapping.Ebs : {};
      const device = isMembers(mapping) && typeof mapping.DeviceName === 'string' ? mapping.DeviceName : '';
      if (device !== '' && named.has(device))
        return failure('InvalidBlockDeviceMapping', `The device '${device}' is used in more than one block-device mapping`);
      named.add(device);
      return shape(ebs) ?? encryption(launch, ebs) ?? size(launch, device, ebs) ?? type(launch, device, ebs);
    }),
    null,
  );
};
