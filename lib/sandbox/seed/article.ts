import { emptyRegion } from '../account/regions';
import type { AccountState, Eni, Image, Instance, Point, RegionState, Vault } from '../account/types';
import { addSurroundings, hostedZones } from './around';
import { seedId, seedMac, seedUuid } from './ids';
import { MACHINES, MACHINES_US, type MachineSpec } from './machines';
import { ARTICLE_METADATA, backupSizeBytes, machineMetadata } from './metadata';
import { ACCOUNT_ID, ARTICLE_GROUP, ARTICLE_SUBNET, ARTICLE_VPC, group, serviceInterfaces, subnet, tokyoNetwork, vpc } from './network';
import { machinePoints, otherPoints } from './points';
import { PROFILES, ROLES } from './roles';

const DAY = 86_400_000;
export const TOKYO = 'ap-northeast-1';
export const VIRGINIA = 'us-east-1';
export const ARTICLE_POINT = `arn:aws:ec2:${TOKYO}::image/ami-084ddc30cf536ac1e`;
export const ARTICLE_INSTANCE = 'i-0f3a9c41d27be5860';
const ARTICLE_ENI = 'eni-0196b22fc136f1f81';

const subnetId = (name: string): string => (name === 'app-a' ? ARTICLE_SUBNET : seedId('subnet', name));
const eniId = (machine: string, index: number): string => seedId('eni', `${machine}:${index}`);

const machineEnis = (spec: MachineSpec, instanceId: string, region: RegionState): Eni[] =>
  spec.nics.map((nic, index) => ({
    id: eniId(spec.name, index),
    subnetId: subnetId(nic.subnet),
    vpcId: region.subnets.find((s) => s.id === subnetId(nic.subnet))?.vpcId ?? '',
    status: 'in-use',
    type: 'interface',
    description: '',
    requesterManaged: false,
    instanceId,
    deviceIndex: index,
    networkCardIndex: 0,
    deleteOnTermination: true,
    mac: seedMac(`${spec.name}:${index}`),
    groups: nic.groups.map((name) => seedId('sg', name)),
    addresses: [...nic.addresses],
    ipv4Prefixes: [...(nic.prefixes ?? [])],
    ipv6Addresses: [...(nic.ipv6 ?? [])],
    ipv6Prefixes: [],
    publicIp: nic.publicIp === true && nic.elastic !== true ? `203.0.113.${100 + index}` : null,
  }));

const addMachine = (region: RegionState, regionName: string, spec: MachineSpec, now: number): void => {
  const id = seedId('i', spec.name);
  const enis = machineEnis(spec, id, region);
  const home = region.subnets.find((s) => s.id === enis[0]?.subnetId);
  const arn = `arn:aws:ec2:${regionName}:${ACCOUNT_ID}:instance/${id}`;
  region.metadata[arn] = machineMetadata(
    spec,
    enis.map((eni, i) => ({
      eniId: eni.id,
      subnetId: eni.subnetId,
      groups: eni.groups,
      addresses: eni.addresses,
      ipv6: eni.ipv6Addresses,
      prefixes: eni.ipv4Prefixes,
      publicIp: spec.nics[i]?.publicIp ?? false,
    })),
    home?.vpcId ?? '',
    home?.zone ?? '',
  );
  region.points.push(...machinePoints(spec.name, arn, regionName, spec.vault ?? 'prod-daily', spec.state === 'deleted', now));
  if (spec.state === 'deleted') return;
  region.enis.push(...enis);
  region.instances.push({
    id,
    name: spec.name,
    type: spec.type,
    state: spec.state ?? 'running',
    imageId: seedId('ami', `launch:${spec.name}`),
    architecture: region.metadata[arn]?.Architecture ?? 'x86_64',
    zone: home?.zone ?? '',
    subnetId: home?.id ?? '',
    vpcId: home?.vpcId ?? '',
    keyName: spec.keyName === undefined ? 'ec2-keypair' : spec.keyName,
    profile: spec.profile ?? null,
    windows: spec.windows ?? false,
    launchedAt: now - 400 * DAY,
    goneAt: null,
    tags: { Name: spec.name },
  });
};

const articlePoint = (now: number): Point => ({
  arn: ARTICLE_POINT,
  vault: 'aws-backup-vault',
  resourceArn: `arn:aws:ec2:${TOKYO}:${ACCOUNT_ID}:instance/${ARTICLE_INSTANCE}`,
  resourceName: 'intranet-01',
  resourceType: 'EC2',
  status: 'COMPLETED',
  createdAt: Math.floor(now / DAY) * DAY - DAY + 5 * 3_600_000,
  sizeBytes: backupSizeBytes('intranet-01'),
  deleteAfterDays: 95,
  metadataKey: 'article',
  tags: { Name: 'intranet-01', owner: 'platform' },
});

const addArticle = (region: RegionState, now: number): void => {
  const newest = articlePoint(now);
  const older = machinePoints('intranet-01', newest.resourceArn, TOKYO, 'aws-backup-vault', false, now).slice(2);
  region.metadata.article = ARTICLE_METADATA;
  region.points.push(newest, ...older.map((point) => ({ ...point, metadataKey: 'article' })));
  const instance: Instance = {
    id: ARTICLE_INSTANCE,
    name: 'intranet-01',
    type: 't2.micro',
    state: 'running',
    imageId: seedId('ami', 'launch:intranet-01'),
    architecture: 'x86_64',
    zone: `${TOKYO}a`,
    subnetId: ARTICLE_SUBNET,
    vpcId: ARTICLE_VPC,
    keyName: 'ec2-keypair',
    profile: 'ec2_role',
    windows: false,
    launchedAt: now - 500 * DAY,
    goneAt: null,
    tags: { Name: 'intranet-01' },
  };
  region.instances.push(instance);
  region.enis.push({
    id: ARTICLE_ENI,
    subnetId: ARTICLE_SUBNET,
    vpcId: ARTICLE_VPC,
    status: 'in-use',
    type: 'interface',
    description: '',
    requesterManaged: false,
    instanceId: ARTICLE_INSTANCE,
    deviceIndex: 0,
    networkCardIndex: 0,
    deleteOnTermination: true,
    mac: seedMac('intranet-01'),
    groups: [ARTICLE_GROUP],
    addresses: ['10.1.10.115', '10.1.10.100'],
    ipv4Prefixes: [],
    ipv6Addresses: [],
    ipv6Prefixes: [],
    publicIp: null,
  });
};

/** Points with something wrong, for the states a page must show; those tagged `sandbox:restore` fail in ways that no check can foresee. */
const addOddPoints = (region: RegionState): void => {
  const of = (name: string): Point[] => region.points.filter((p) => p.resourceName === name && p.vault === 'prod-daily');
  const replace = (point: Point | undefined, change: Partial<Point>): void => {
    if (point !== undefined) region.points[region.points.indexOf(point)] = { ...point, ...change };
  };
  const odd = of('hpc-01')[1];
  if (odd !== undefined)
    region.metadata['cut-off'] = { ...region.metadata[odd.metadataKey], NetworkInterfaces: '[{"DeviceIndex":0,"SubnetId":"subnet-0bdb94' };
  replace(odd, { metadataKey: 'cut-off' });
  replace(of('web-02').at(-1), { status: 'EXPIRED' });
  replace(of('api-02')[3], { status: 'PARTIAL' });
  const provoke = (point: Point | undefined, what: string): void => replace(point, { tags: { ...point?.tags, 'sandbox:restore': what } });
  provoke(of('hpc-01')[2], 'capacity');
  provoke(of('batch-02')[1], 'quota');
  provoke(of('dev-app-01')[1], 'kms');
  provoke(of('dev-app-01')[2], 'aborted');
  provoke(of('dev-app-01')[3], 'slow');
  // Only some machines are scanned for malware; of this one the newest backups are not clean, and one scan failed. Its oldest is at the end of its lifecycle.
  of('license-01').forEach((point, at, all) => {
    const scan = at < 2 ? 'malware' : at === 4 ? 'failed' : 'clean';
    replace(point, { scan, ...(at === all.length - 1 ? { deleteAfterDays: 90 } : {}) });
  });
};

/** The images that EC2 recovery points are. */
/** The secondary addresses of a machine's first interface, as its points that are older than `days` have them. */
const hadBefore = (region: RegionState, now: number, name: string, days: number, secondaries: readonly string[]): void => {
  const old = region.points.filter((point) => point.resourceName === name && point.createdAt < now - days * DAY);
  const metadataKey = `${old[0]?.metadataKey}:before`;
  const metadata = region.metadata[old[0]?.metadataKey ?? ''];
  const [first, ...others] = JSON.parse(metadata?.NetworkInterfaces ?? '[]') as { readonly PrivateIpAddress: string }[];
  if (metadata === undefined || first === undefined) return;
  const PrivateIpAddresses = [first.PrivateIpAddress, ...secondaries].map((PrivateIpAddress, at) => ({
    Primary: at === 0,
    PrivateIpAddress,
  }));
  const nic = { ...first, PrivateIpAddresses, SecondaryPrivateIpAddressCount: secondaries.length };
  region.metadata[metadataKey] = { ...metadata, NetworkInterfaces: JSON.stringify([nic, ...others]) };
  for (const point of old) region.points[region.points.indexOf(point)] = { ...point, metadataKey };
};

/** An address that moved: 10.1.10.33 was wiki-01's, then nobody's that a backup shows, and is api-01's. */
const addMovedAddress = (region: RegionState, now: number): void => {
  hadBefore(region, now, 'wiki-01', 40, ['10.1.10.33']);
  hadBefore(region, now, 'api-01', 25, ['10.1.10.32']);
};

export const imagesOf = (region: Pick<RegionState, 'points' | 'metadata'>): Image[] => {
  const disabled = region.points.filter((p) => p.resourceName === 'jump-01')[2];
  return region.points.flatMap((point): Image[] => {
    const id = /image\/(ami-[0-9a-f]+)$/.exec(point.arn)?.[1];
    if (id === undefined) return [];
    const metadata = region.metadata[point.metadataKey];
    return [
      {
        id,
        state: point === disabled ? 'disabled' : 'available',
        architecture: metadata?.Architecture ?? 'x86_64',
        windows: metadata?.Platform === 'windows',
        name: `AwsBackup_${point.resourceArn.slice(point.resourceArn.lastIndexOf('/') + 1)}_${id.slice(-8)}`,
        createdAt: point.createdAt,
        sizeGib: Math.round(point.sizeBytes / 2 ** 30),
      },
    ];
  });
};

export const vault = (name: string, now: number, more: Partial<Vault> = {}): Vault => ({
  name,
  type: 'BACKUP_VAULT',
  createdAt: now - 600 * DAY,
  locked: false,
  minRetentionDays: null,
  maxRetentionDays: null,
  keyId: seedUuid(`key:${name}`),
  policy: null,
  ...more,
});

const tokyo = (now: number): RegionState => {
  const region = { ...emptyRegion(TOKYO), ...tokyoNetwork(), keyPairs: ['ec2-keypair', 'ops-2025'], placementGroups: ['hpc-cluster'] };
  addArticle(region, now);
  for (const spec of MACHINES) addMachine(region, TOKYO, spec, now);
  region.enis.push(...serviceInterfaces());
  region.points.push(...otherPoints(TOKYO, now));
  addOddPoints(region);
  addMovedAddress(region, now);
  region.images.push(...imagesOf(region));
  region.vaults.push(
    vault('aws-backup-vault', now),
    vault('prod-daily', now, { locked: true, minRetentionDays: 7, maxRetentionDays: 365 }),
    vault('compliance-airgapped', now, {
      type: 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT',
      locked: true,
      minRetentionDays: 30,
      maxRetentionDays: 400,
    }),
  );
  const jump = region.enis.find((eni) => eni.addresses.includes('10.1.0.8'));
  region.elasticIps.push({
    publicIp: '203.0.113.18',
    allocationId: seedId('eipalloc', 'jump'),
    eniId: jump?.id ?? null,
    privateIp: '10.1.0.8',
  });
  region.elasticIps.push({ publicIp: '203.0.113.40', allocationId: seedId('eipalloc', 'spare'), eniId: null, privateIp: null });
  addSurroundings(region, TOKYO);
  return region;
};

/** A vault policy under which nobody may restore (F15). */
const FROZEN = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'NoRestore', Effect: 'Deny', Principal: '*', Action: 'backup:StartRestoreJob', Resource: '*' }],
});

const virginia = (now: number): RegionState => {
  const dr = vpc('dr', '10.9.0.0/16');
  const region: RegionState = {
    ...emptyRegion(VIRGINIA),
    vpcs: [dr],
    subnets: [subnet('dr-a', dr.id, '10.9.1.0/25', `${VIRGINIA}a`), subnet('dr-b', dr.id, '10.9.1.128/25', `${VIRGINIA}b`)],
    groups: [group('dr', dr.id), group('default', dr.id, seedId('sg', 'default-dr'))],
    keyPairs: ['ec2-keypair'],
  };
  for (const spec of MACHINES_US) addMachine(region, VIRGINIA, spec, now);
  region.images.push(...imagesOf(region));
  region.vaults.push(vault('dr-vault', now), vault('dr-frozen', now, { policy: FROZEN }));
  return region;
};

/** The account of the article, lived in: seen from `now`, so that three months of daily points stay true. */
export const articleSeed = (now: number): AccountState => ({
  version: 1,
  accountId: ACCOUNT_ID,
  seed: 'article',
  clockOffsetMs: 0,
  nextId: 1,
  regions: { [TOKYO]: tokyo(now), [VIRGINIA]: virginia(now) },
  roles: ROLES,
  profiles: PROFILES,
  sessions: {},
  hostedZones: hostedZones(),
});
