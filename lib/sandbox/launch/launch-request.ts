import type { Failure } from '../account/types';
import { failure } from './failure';
import { isMembers, type Members, reader } from './json-members';
import { type NicRequest, readNic } from './nic-request';

/** CpuOptions of which something is said. */
export interface CpuRequest {
  readonly cores: number | null;
  readonly threads: number | null;
  readonly sevSnp: string | null;
  readonly nested: string | null;
}

/** Where the instance is to be placed. */
export interface PlacementRequest {
  readonly zone: string | null;
  readonly zoneId: string | null;
  readonly group: string | null;
  readonly groupId: string | null;
  readonly tenancy: string | null;
}

/** What a restore asks of RunInstances. */
export interface LaunchRequest {
  readonly instanceType: string | null;
  readonly nics: readonly NicRequest[];
  readonly subnetId: string | null;
  readonly groups: readonly string[];
  readonly placement: PlacementRequest;
  readonly cpu: CpuRequest | null;
  /** `standard`, `unlimited` or whatever somebody wrote. */
  readonly credits: string | null;
  readonly profile: string | null;
  readonly keyName: string | null;
  /** Whether IMDSv2 is required; `null` where it is not said. */
  readonly imdsv2: boolean | null;
  readonly devices: readonly unknown[];
}

/** Keys that AWS Backup takes for EC2, and how their value is written (facts 1.2). */
const KEYS: Readonly<Record<string, 'text' | 'object' | 'array'>> = {
  instancetype: 'text',
  networkinterfaces: 'array',
  subnetid: 'text',
  securitygroupids: 'array',
  vpcid: 'text',
  placement: 'object',
  cpuoptions: 'object',
  creditspecification: 'object',
  iaminstanceprofilename: 'text',
  keyname: 'text',
  userdata: 'text',
  blockdevicemappings: 'array',
  architecture: 'text',
  rootdevicetype: 'text',
  virtualizationtype: 'text',
  enasupport: 'text',
  platform: 'text',
  kernelid: 'text',
  ramdiskid: 'text',
  ebsoptimized: 'text',
  disableapitermination: 'text',
  instanceinitiatedshutdownbehavior: 'text',
  hibernationoptions: 'object',
  monitoring: 'object',
  requireimdsv2: 'text',
  // The documentation's own misspelling of the key above.
  requiredimdsv2: 'text',
  capacityreservationspecification: 'object',
  instancemarketoptions: 'object',
  licensespecifications: 'array',
  elasticgpuspecification: 'array',
  'aws:backup:request-id': 'text',
};

interface Opened {
  readonly texts: ReadonlyMap<string, string>;
  readonly objects: ReadonlyMap<string, Members>;
  readonly lists: ReadonlyMap<string, readonly unknown[]>;
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Opens the map: key names in any case (1.1), JSON strings parsed. An empty value is the same as no key (1.2, neutral forms). */
const open = (metadata: Readonly<Record<string, string>>): Opened | Failure => {
  const texts = new Map<string, string>();
  const objects = new Map<string, Members>();
  const lists = new Map<string, readonly unknown[]>();
  for (const [name, text] of Object.entries(metadata)) {
    const key = name.toLowerCase();
    const format = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    if (format === undefined) return failure('InvalidParameterValue', `Invalid restore metadata. Unrecognized key : ${name}`);
    if (text === '') continue;
    const value = format === 'text' ? text : parseJson(text);
    if (typeof value === 'string' && format === 'text') texts.set(key, value);
    else if (isMembers(value) && format === 'object') objects.set(key, value);
    else if (isMembers(value) && key === 'blockdevicemappings') lists.set(key, [value]);
    else if (Array.isArray(value) && format === 'array') lists.set(key, value);
    else return failure('InvalidParameterValue', `Invalid restore metadata. The value of ${name} is not valid JSON of the expected form.`);
  }
  return { texts, objects, lists };
};

const flagOf = (text: string | undefined): boolean | null => (text === undefined ? null : text.toLowerCase() === 'true');

/** Reads restore metadata into a launch, or says what cannot be read. */
export const readLaunch = (metadata: Readonly<Record<string, string>>): { request: LaunchRequest } | { failure: Failure } => {
  const opened = open(metadata);
  if ('code' in opened) return { failure: opened };
  const { texts, objects, lists } = opened;
  const nics = (lists.get('networkinterfaces') ?? []).map(readNic);
  const read = reader('');
  const cpu = objects.get('cpuoptions') ?? {};
  const placement = objects.get('placement') ?? {};
  const credits = objects.get('creditspecification') ?? {};
  const groups = (lists.get('securitygroupids') ?? []).filter((group): group is string => typeof group === 'string');
  if (groups.length !== (lists.get('securitygroupids') ?? []).length) read.refuse('SecurityGroupIds');
  const request: LaunchRequest = {
    instanceType: texts.get('instancetype') ?? null,
    nics: nics.map(({ nic }) => nic),
    subnetId: texts.get('subnetid') ?? null,
    groups,
    placement: {
      zone: read.text(placement, 'AvailabilityZone'),
      zoneId: read.text(placement, 'AvailabilityZoneId'),
      group: read.text(placement, 'GroupName'),
      groupId: read.text(placement, 'GroupId'),
      tenancy: read.text(placement, 'Tenancy'),
    },
    cpu: Object.values(cpu).every((value) => value === null)
      ? null
      : {
          cores: read.number(cpu, 'CoreCount'),
          threads: read.number(cpu, 'ThreadsPerCore'),
          sevSnp: read.text(cpu, 'AmdSevSnp'),
          nested: read.text(cpu, 'NestedVirtualization'),
        },
    credits: read.text(credits, 'CpuCredits'),
    profile: texts.get('iaminstanceprofilename') ?? null,
    keyName: texts.get('keyname') ?? null,
    imdsv2: flagOf(texts.get('requireimdsv2') ?? texts.get('requiredimdsv2')),
    devices: lists.get('blockdevicemappings') ?? [],
  };
  const wrong = nics.find((each) => each.failure !== null)?.failure ?? read.failure();
  return wrong === null ? { request } : { failure: wrong };
};
