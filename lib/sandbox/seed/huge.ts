import type { AccountState, Eni, Image, Instance, Point, RegionState, Subnet } from '../account/types';
import { articleSeed, imagesOf, TOKYO, vault } from './article';
import { seedFraction, seedId, seedMac } from './ids';
import type { MachineSpec, NicSpec } from './machines';
import { backupSizeBytes, machineMetadata } from './metadata';
import { ACCOUNT_ID, group, subnet, vpc } from './network';

const DAY = 86_400_000;
const DAYS = 90;
const MACHINES = 1_000;
const SUBNETS = 10;
const PER_SUBNET = MACHINES / SUBNETS;
const VAULTS = 10;
/** Machines that pass their addresses round, and how long each keeps one. */
const RING = 5;
const RING_DAYS = 30;
const TYPES = ['m5.large', 'c5.large', 't3.small', 'r6i.large'] as const;
const ENVS = ['prod', 'prod', 'staging', 'dev'] as const;
const TEAMS = ['billing', 'search', 'identity', 'storefront', 'data', 'platform', 'mobile', 'partners', 'media', 'internal'] as const;

/** One machine of the fleet: everything follows from its number. */
interface Member {
  readonly n: number;
  readonly name: string;
  readonly id: string;
  readonly arn: string;
  readonly home: Subnet;
  readonly type: string;
  readonly deleted: boolean;
  /** Whether its addresses come and go. */
  readonly moves: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

const member = (n: number, subnets: readonly Subnet[]): Member => {
  const name = `fleet-${String(n + 1).padStart(4, '0')}`;
  const id = seedId('i', name);
  const home = subnets[Math.floor(n / PER_SUBNET)];
  if (home === undefined) throw new Error(`no subnet for ${name}`);
  return {
    n,
    name,
    id,
    arn: `arn:aws:ec2:${TOKYO}:${ACCOUNT_ID}:instance/${id}`,
    home,
    type: TYPES[n % TYPES.length] ?? 'm5.large',
    deleted: n % 50 === 49,
    moves: Math.floor(n / RING) % 4 === 0,
    tags: { Name: name, Env: ENVS[n % ENVS.length] ?? 'dev', Team: TEAMS[n % TEAMS.length] ?? 'internal', backup: 'daily' },
  };
};

/** The member's addresses in an era, counted back from now: in a ring each has in the next era what its neighbour had. */
const addressesIn = ({ n, moves }: Member, era: number): string[] => {
  const place = n % PER_SUBNET;
  const slot = moves ? place - (place % RING) + ((place + era) % RING) : place;
  const net = `10.60.${Math.floor(n / PER_SUBNET)}`;
  return n % 3 === 0 && !moves ? [`${net}.${10 + slot}`, `${net}.${120 + slot}`] : [`${net}.${10 + slot}`];
};

const specOf = (who: Member, addresses: readonly string[]): MachineSpec => {
  const nic: NicSpec = { subnet: who.home.name, addresses, groups: ['fleet'] };
  return { name: who.name, type: who.type, nics: [nic] };
};

const metadataOf = (who: Member, era: number, groupId: string): Record<string, string> => {
  const addresses = addressesIn(who, era);
  const nic = {
    eniId: seedId('eni', `${who.name}:0`),
    subnetId: who.home.id,
    groups: [groupId],
    addresses,
    ipv6: [],
    prefixes: [],
    publicIp: false,
  };
  return machineMetadata(specOf(who, addresses), [nic], who.home.vpcId, who.home.zone);
};

const keyOf = (who: Member, era: number): string => (who.moves ? `${who.arn}#${era}` : who.arn);

const pointsOf = (who: Member, count: number, now: number): Point[] => {
  const every = (DAYS * DAY) / count;
  const first = who.deleted ? Math.ceil((20 * DAY) / every) : 0;
  return Array.from({ length: count - first }, (_, i): Point => {
    const age = (i + first + seedFraction(`${who.name}:${i}`) * 0.5) * every;
    return {
      arn: `arn:aws:ec2:${TOKYO}::image/${seedId('ami', `${who.name}:${i + first}`)}`,
      vault: `fleet-${String((who.n % VAULTS) + 1).padStart(2, '0')}`,
      resourceArn: who.arn,
      resourceName: who.name,
      resourceType: 'EC2',
      status: 'COMPLETED',
      createdAt: Math.floor(now - 3_600_000 - age),
      sizeBytes: backupSizeBytes(who.name),
      deleteAfterDays: 95,
      metadataKey: keyOf(who, Math.floor(age / (RING_DAYS * DAY))),
      tags: who.tags,
    };
  });
};

const interfaceOf = (who: Member, groupId: string): Eni => ({
  id: seedId('eni', `${who.name}:0`),
  subnetId: who.home.id,
  vpcId: who.home.vpcId,
  status: 'in-use',
  type: 'interface',
  description: '',
  requesterManaged: false,
  instanceId: who.id,
  deviceIndex: 0,
  networkCardIndex: 0,
  deleteOnTermination: true,
  mac: seedMac(`${who.name}:0`),
  groups: [groupId],
  addresses: addressesIn(who, 0),
  ipv4Prefixes: [],
  ipv6Addresses: [],
  ipv6Prefixes: [],
  publicIp: null,
});

const instanceOf = (who: Member, now: number): Instance => ({
  id: who.id,
  name: who.name,
  type: who.type,
  state: 'running',
  imageId: seedId('ami', `launch:${who.name}`),
  architecture: 'x86_64',
  zone: who.home.zone,
  subnetId: who.home.id,
  vpcId: who.home.vpcId,
  keyName: 'ec2-keypair',
  profile: null,
  windows: false,
  launchedAt: now - 400 * DAY,
  goneAt: null,
  tags: who.tags,
});

const fleet = (): { readonly subnets: readonly Subnet[]; readonly members: readonly Member[] } => {
  const home = vpc('fleet', '10.60.0.0/16');
  const zones = [`${TOKYO}a`, `${TOKYO}c`] as const;
  const subnets = Array.from({ length: SUBNETS }, (_, s) => subnet(`fleet-${s}`, home.id, `10.60.${s}.0/24`, zones[s % 2] ?? zones[0]));
  return { subnets, members: Array.from({ length: MACHINES }, (_, n) => member(n, subnets)) };
};

/** What of a fleet never changes and is large. */
interface Backups {
  readonly points: Point[];
  readonly images: Image[];
  readonly metadata: RegionState['metadata'];
}

/** The backups of the fleet as they stood at `seededAt`: the same each time, so that they need not be stored. */
export const fleetBackups = (base: RegionState, total: number, seededAt: number): Backups => {
  const { members } = fleet();
  const groupId = seedId('sg', 'fleet');
  const metadata = { ...base.metadata };
  for (const who of members)
    for (let era = 0; era <= (who.moves ? Math.floor(DAYS / RING_DAYS) : 0); era += 1)
      metadata[keyOf(who, era)] = metadataOf(who, era, groupId);
  const own = members.flatMap((who) => pointsOf(who, total / MACHINES, seededAt));
  return { points: [...base.points, ...own], metadata, images: [...base.images, ...imagesOf({ points: own, metadata })] };
};

/** The article's account and beside it `total` recovery points of a thousand machines in ten vaults: tags, three months, and addresses that move between machines. */
export const fleetSeed =
  (seed: string, total: number) =>
  (now: number): AccountState => {
    const state = articleSeed(now);
    const region = state.regions[TOKYO];
    if (region === undefined) throw new Error('the article seed has no first region');
    const { subnets, members } = fleet();
    const [first] = subnets;
    const groupId = seedId('sg', 'fleet');
    const vpcId = first?.vpcId ?? '';
    region.vpcs.push(vpc('fleet', '10.60.0.0/16'));
    region.subnets.push(...subnets);
    region.groups.push(group('fleet', vpcId), group('default', vpcId, seedId('sg', 'default-fleet')));
    region.vaults.push(...Array.from({ length: VAULTS }, (_, v) => vault(`fleet-${String(v + 1).padStart(2, '0')}`, now)));
    const living = members.filter((who) => !who.deleted);
    region.enis.push(...living.map((who) => interfaceOf(who, groupId)));
    region.instances.push(...living.map((who) => instanceOf(who, now)));
    const grown: RegionState = { ...region, ...fleetBackups(region, total, now) };
    return { ...state, seed, seededAt: now, regions: { ...state.regions, [TOKYO]: grown } };
  };
