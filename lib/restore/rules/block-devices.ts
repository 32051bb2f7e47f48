import { type BlockDevice, blockDevicesOf, withDevice, withoutDevice, withoutDeviceMember } from '../block-devices';
import { metadataValue } from '../keys';
import { keyAt } from '../request';
import type { Finding } from './rule';
import { evidenceOf, type Rule, type RuleInput, regionOf, setKey } from './rule';

const KEY = 'BlockDeviceMappings';

/** Members of Ebs that a restore does not accept (facts 1.2). */
const UNSUPPORTED = ['SnapshotId', 'OutpostArn'];
/** Members that EC2 has and AWS Backup does not list (facts 11.3). */
const UNLISTED = ['VolumeInitializationRate', 'EbsCardIndex', 'AvailabilityZone', 'AvailabilityZoneId'];

interface Range {
  readonly min: number;
  readonly max: number;
}

const range = (min: number, max: number): Range => ({ min, max });

/** What EC2 takes for a type of volume (facts 11.3). */
interface VolumeType {
  readonly size: Range;
  /** Where it takes IOPS: how many, and the most for each GiB. */
  readonly provisioned?: { readonly iops: Range; readonly perGib: number };
  readonly throughput?: Range;
  readonly boots?: false;
}

const VOLUME_TYPES: Readonly<Record<string, VolumeType>> = {
  gp2: { size: range(1, 16_384) },
  gp3: { size: range(1, 65_536), provisioned: { iops: range(3_000, 80_000), perGib: 500 }, throughput: range(125, 2_000) },
  io1: { size: range(4, 16_384), provisioned: { iops: range(100, 64_000), perGib: 50 } },
  io2: { size: range(4, 65_536), provisioned: { iops: range(100, 256_000), perGib: 1_000 } },
  st1: { size: range(125, 16_384), boots: false },
  sc1: { size: range(125, 16_384), boots: false },
  standard: { size: range(1, 1_024) },
};

/** IOPS and MiB/s that every gp3 volume has, and MiB/s for each of its IOPS (facts 11.3). */
const GP3_IOPS = 3_000;
const GP3_PER_IOPS = 0.25;

/** One device of the request, with what a finding about it needs. */
interface Seen {
  readonly input: RuleInput;
  readonly text: string;
  readonly position: number;
  readonly device: string;
  readonly ebs: BlockDevice['ebs'];
  readonly at: string;
}

const say = ({ input, device, at }: Seen, code: Finding['code'], member: string, more: Partial<Finding> = {}): void =>
  input.report({ ...more, code, at: `${at}/Ebs/${member}`, params: { member, device, ...more.params } });

const strip = ({ text, position }: Seen, member: string) => [
  setKey('strip-block-device', KEY, withoutDeviceMember(text, position, member), { member }),
];

const put = ({ text, position }: Seen, member: string, value: string | number | boolean) =>
  setKey('set-volume', KEY, withDevice(text, position, { [member]: value }), { member, value });

const isSaid = (value: unknown): boolean => value !== undefined && value !== null;

const members = (seen: Seen): void => {
  const { ebs } = seen;
  for (const member of UNSUPPORTED) if (isSaid(ebs[member])) say(seen, 'block-device-member', member, { fixes: strip(seen, member) });
  for (const member of UNLISTED)
    if (isSaid(ebs[member])) say(seen, 'block-device-unlisted', member, { severity: 'warning', fixes: strip(seen, member) });
};

/** A whole number, also where somebody wrote it as text: it is judged as it was meant. */
const numberIn = ({ ebs }: Seen, member: string): number | null => {
  const value = ebs[member];
  if (typeof value === 'number') return Number.isSafeInteger(value) ? value : null;
  return typeof value === 'string' && /^\d{1,6}$/.test(value) ? Number(value) : null;
};

/** Whether the type of the volume is one whose ranges are known. */
const hasRange = ({ ebs }: Seen): boolean => Object.hasOwn(VOLUME_TYPES, String(ebs.VolumeType).toLowerCase());

/** How each member is written in JSON; what a person wrote as text may be read as it was meant. */
const forms = (seen: Seen): void => {
  const { ebs } = seen;
  const wrong = (member: string, meant: number | boolean | null): void =>
    say(seen, 'block-device-value', member, {
      params: { value: JSON.stringify(ebs[member]) },
      fixes: meant === null ? [] : [put(seen, member, meant)],
    });
  for (const member of ['VolumeSize', 'Iops', 'Throughput']) {
    const value = ebs[member];
    // What each type of volume takes at least is told by its range; less than 1 is nothing in any.
    if (isSaid(value) && (!Number.isSafeInteger(value) || (Number(value) < 1 && !hasRange(seen))))
      wrong(member, Number(value) < 1 ? null : numberIn(seen, member));
  }
  for (const member of ['Encrypted', 'DeleteOnTermination']) {
    const value = ebs[member];
    if (isSaid(value) && typeof value !== 'boolean')
      wrong(member, /^(true|false)$/i.test(String(value)) ? /^t/i.test(String(value)) : null);
  }
};

const key = (seen: Seen): void => {
  const { input, ebs, text, position, device } = seen;
  if (typeof ebs.KmsKeyId !== 'string' || ebs.KmsKeyId === '') return;
  if (ebs.Encrypted !== true)
    say(seen, 'block-device-key', 'KmsKeyId', {
      fixes: [setKey('encrypt-volume', KEY, withDevice(text, position, { Encrypted: true }), { device })],
    });
  const keyRegion = /^arn:[^:]*:kms:([^:]+):/.exec(ebs.KmsKeyId)?.[1];
  const region = regionOf(input);
  if (keyRegion !== undefined && region !== null && keyRegion !== region)
    say(seen, 'key-other-region', 'KmsKeyId', { params: { keyRegion, region }, fixes: strip(seen, 'KmsKeyId') });
};

const within = (seen: Seen, member: string, { min, max }: Range): void => {
  const value = numberIn(seen, member);
  if (value === null || (value >= min && value <= max)) return;
  say(seen, 'volume-range', member, {
    params: { value, min, max, type: String(seen.ebs.VolumeType).toLowerCase() },
    fixes: [put(seen, member, Math.min(max, Math.max(min, value)))],
  });
};

/** The volume as it was backed up: the image tells it, or else the backup's own metadata. */
const backedUp = ({ input, device }: Seen): { readonly size: number | null; readonly encrypted: boolean; readonly fromImage: boolean } => {
  const { image } = input.index.facts;
  const known = image.state === 'known' ? image.value?.volumes.find((each) => each.device === device) : undefined;
  const size = blockDevicesOf(input.context.backedUpDevices ?? '').find((each) => each.device === device)?.ebs.VolumeSize;
  return {
    size: known?.sizeGib ?? (typeof size === 'number' ? size : null),
    encrypted: known?.encrypted === true,
    fromImage: known !== undefined,
  };
};

const sizes = (seen: Seen): void => {
  const was = backedUp(seen);
  const size = numberIn(seen, 'VolumeSize');
  const { image } = seen.input.index.facts;
  const found = was.fromImage ? { evidence: evidenceOf(image) } : {};
  if (size !== null && was.size === null && image.state === 'unknown') seen.input.unknown(image, `${seen.at}/Ebs/VolumeSize`);
  if (size !== null && was.size !== null && size < was.size)
    say(seen, 'volume-smaller', 'VolumeSize', { ...found, params: { size, was: was.size }, fixes: [put(seen, 'VolumeSize', was.size)] });
  if (was.encrypted && seen.ebs.Encrypted === false)
    say(seen, 'volume-stays-encrypted', 'Encrypted', { ...found, severity: 'warning', fixes: strip(seen, 'Encrypted') });
};

/** EC2 boots from no hard disk drive of its own (facts 11.3). */
const boots = (seen: Seen, type: string): void => {
  const { image } = seen.input.index.facts;
  if (image.state === 'unknown') seen.input.unknown(image, `${seen.at}/Ebs/VolumeType`);
  else if (image.value?.rootDevice === seen.device)
    say(seen, 'volume-not-bootable', 'VolumeType', {
      params: { type },
      evidence: evidenceOf(image),
      fixes: [put(seen, 'VolumeType', 'gp3')],
    });
};

const performance = (seen: Seen): void => {
  const written = seen.ebs.VolumeType;
  if (typeof written !== 'string' || written === '') return;
  const type = written.toLowerCase();
  const limits = Object.hasOwn(VOLUME_TYPES, type) ? VOLUME_TYPES[type] : undefined;
  if (limits === undefined || type !== written)
    say(seen, 'volume-type-unknown', 'VolumeType', {
      params: { type: written, types: Object.keys(VOLUME_TYPES).join(', ') },
      fixes: limits === undefined ? strip(seen, 'VolumeType') : [put(seen, 'VolumeType', type)],
    });
  if (limits === undefined) return;
  if (limits.boots === false) boots(seen, type);
  within(seen, 'VolumeSize', limits.size);
  const iops = numberIn(seen, 'Iops');
  const throughput = numberIn(seen, 'Throughput');
  if (limits.throughput === undefined && throughput !== null)
    say(seen, 'volume-throughput', 'Throughput', { params: { type }, fixes: strip(seen, 'Throughput') });
  if (limits.provisioned === undefined) {
    // The page says that it is not supported there; AWS itself describes a gp2 volume with its IOPS.
    if (iops !== null) say(seen, 'volume-iops-unused', 'Iops', { severity: 'warning', params: { type }, fixes: strip(seen, 'Iops') });
    return;
  }
  if (!isSaid(seen.ebs.Iops) && type !== 'gp3') say(seen, 'volume-iops-missing', 'Iops', { params: { type } });
  within(seen, 'Iops', limits.provisioned.iops);
  bySize(seen, limits.provisioned);
  if (limits.throughput !== undefined) byIops(seen, limits.throughput);
};

/** How many IOPS the size gives; every volume of the type has the least of them. */
const bySize = (seen: Seen, { iops: { min, max }, perGib }: NonNullable<VolumeType['provisioned']>): void => {
  const size = numberIn(seen, 'VolumeSize') ?? backedUp(seen).size;
  const iops = numberIn(seen, 'Iops');
  if (size === null || iops === null) return;
  const most = Math.max(min, size * perGib);
  if (iops > most && iops <= max)
    say(seen, 'volume-iops-size', 'Iops', { params: { value: iops, most, size }, fixes: [put(seen, 'Iops', most)] });
};

/** How much throughput the IOPS give. */
const byIops = (seen: Seen, throughput: Range): void => {
  within(seen, 'Throughput', throughput);
  const given = numberIn(seen, 'Throughput');
  const iops = numberIn(seen, 'Iops') ?? GP3_IOPS;
  const most = Math.max(throughput.min, Math.floor(iops * GP3_PER_IOPS));
  if (given !== null && given > most && given <= throughput.max)
    say(seen, 'volume-throughput-iops', 'Throughput', { params: { value: given, most, iops }, fixes: [put(seen, 'Throughput', most)] });
};

const blockDevices = (input: RuleInput): void => {
  const text = metadataValue(input.request.metadata, KEY);
  if (text === null || text === '') return;
  const seen = new Set<string>();
  blockDevicesOf(text).forEach(({ device, ebs }, position) => {
    const at = `${keyAt(input.request, KEY)}/${position}`;
    if (device === null) input.report({ code: 'block-device-form', at });
    else if (seen.has(device))
      input.report({
        code: 'device-twice',
        at,
        params: { device },
        fixes: [setKey('remove-device', KEY, withoutDevice(text, position), { device })],
      });
    if (device !== null) seen.add(device);
    const one: Seen = { input, text, position, device: device ?? String(position + 1), ebs, at };
    for (const look of [members, forms, key, sizes, performance]) look(one);
  });
};

/** Rule of BlockDeviceMappings. */
export const BLOCK_DEVICE_RULES: readonly Rule[] = [{ id: 'J5', severity: 'error', needs: ['ec2:DescribeImages'], check: blockDevices }];
