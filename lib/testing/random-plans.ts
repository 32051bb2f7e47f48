import { addressAt, cidrRange, parseCidr } from '@/lib/net/cidr';
import type { Ipv4 } from '@/lib/net/ipv4';
import { ipv4FromNumber, parseIpv4 } from '@/lib/net/ipv4';
import { parseIpv6 } from '@/lib/net/ipv6';
import type { Arn, NetworkInterfaceId, SecurityGroupId, SubnetId } from '@/lib/restore/ids';
import { parseTemplate } from '@/lib/restore/parse';
import type { Assigned, NewNic, Nic, RestorePlan } from '@/lib/restore/plan';
import { INSTANCE_TYPES } from '@/lib/sandbox/account/instance-types';
import type { AccountState, Point, RegionState, Subnet } from '@/lib/sandbox/account/types';
import type { NicChoices, PlanChoices } from './random-choices';
import { overridesOf } from './random-settings';

/** Ids and names that no account has. */
export const STRANGERS = {
  subnet: 'subnet-00000000000000bad',
  group: 'sg-00000000000000bad',
  eni: 'eni-00000000000000bad',
  type: 'z9.huge',
  role: 'arn:aws:iam::123456789012:role/Nobody',
};

const at = <T>(list: readonly T[], n: number): T => {
  const found = list[((n % list.length) + list.length) % list.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
};

/** Free addresses of each subnet of a region, worked out once. */
export type FreeAddresses = ReadonlyMap<string, readonly Ipv4[]>;

interface World {
  readonly account: AccountState;
  readonly region: RegionState;
  readonly free: FreeAddresses;
  /** EC2 points with an image, one for each machine (`machinesOf`). */
  readonly machines: readonly Point[];
}

const addressOf = (world: World, subnet: Subnet | null, from: NicChoices['from'], n: number): Ipv4 => {
  const cidr = parseCidr(subnet?.cidr ?? '');
  if (cidr === null || from === 'anywhere') return ipv4FromNumber(0x0a010000 + n);
  const free = world.free.get(subnet?.id ?? '') ?? [];
  return from === 'free' && free.length > 0 ? at(free, n) : addressAt(cidr, n % cidrRange(cidr).size);
};

const fixed = <T>(values: readonly T[]): Assigned<T> => ({ kind: 'fixed', values });

const ipv6Of = (choice: NicChoices, subnet: Subnet | null): NewNic['ipv6'] => {
  if (choice.ipv6 === 'none') return fixed([]);
  if (choice.ipv6 === 'count') return { kind: 'automatic', count: choice.ipv6Count };
  const base = choice.ipv6 === 'bad' ? '2001:db8::' : (subnet?.ipv6Cidr ?? '2001:db8::/64').split('/')[0];
  return fixed([parseIpv6(`${base}${(choice.subnet % 40).toString(16)}`)].filter((a) => a !== null));
};

const ipv4PrefixesOf = (choice: NicChoices, subnet: Subnet | null): NewNic['ipv4Prefixes'] => {
  if (choice.ipv4Prefixes === 'none') return fixed([]);
  if (choice.ipv4Prefixes === 'count') return { kind: 'automatic', count: choice.prefixCount };
  const cidr = parseCidr(subnet?.cidr ?? '10.1.10.0/24');
  if (cidr === null) return fixed([]);
  const blocks = Math.max(1, cidrRange(cidr).size / 16);
  const first = ipv4FromNumber(cidrRange(cidr).first + 16 * (choice.subnet % blocks));
  return fixed([parseCidr(choice.ipv4Prefixes === 'bad' ? '10.9.0.0/27' : `${first}/28`)].filter((p) => p !== null));
};

const ipv6PrefixesOf = (choice: NicChoices, subnet: Subnet | null): NewNic['ipv6Prefixes'] => {
  if (choice.ipv6Prefixes === 'none') return fixed([]);
  if (choice.ipv6Prefixes === 'count') return { kind: 'automatic', count: choice.prefixCount };
  const base = (subnet?.ipv6Cidr ?? '2001:db8::/64').split('::')[0];
  return fixed([choice.ipv6Prefixes === 'bad' ? '2001:db8::/64' : `${base}:${(choice.subnet % 5).toString(16)}::/80`]);
};

const groupsOf = (world: World, choice: NicChoices, subnet: Subnet | null): readonly SecurityGroupId[] => {
  const here = world.region.groups.filter((group) => group.vpcId === subnet?.vpcId).map((group) => group.id);
  const elsewhere = world.region.groups.filter((group) => group.vpcId !== subnet?.vpcId).map((group) => group.id);
  const chosen = {
    right: here.slice(0, 1 + (choice.subnet % 2)),
    none: [],
    other: [at(elsewhere, choice.subnet)],
    stranger: [STRANGERS.group],
    many: here.slice(0, 6),
  }[choice.groups];
  return chosen as readonly SecurityGroupId[];
};

const subnetFor = (world: World, choice: NicChoices, zone: string): { id: string; subnet: Subnet | null } => {
  const inZone = world.region.subnets.filter((subnet) => subnet.zone === zone);
  const all = [...world.region.subnets.map((subnet) => subnet.id), STRANGERS.subnet];
  const id = choice.anySubnet ? at(all, choice.subnet) : at(inZone, choice.subnet).id;
  return { id, subnet: world.region.subnets.find((each) => each.id === id) ?? null };
};

const nicOf = (world: World, choice: NicChoices, position: number, zone: string): Nic => {
  const { id, subnet } = subnetFor(world, choice, zone);
  const index = { own: position, same: 0, gap: position + 1 }[choice.index];
  const common = {
    key: `n${position}`,
    deviceIndex: index,
    networkCardIndex: choice.card === 0 ? null : choice.card,
    origin: null,
    extra: choice.queues === null ? {} : { EnaQueueCount: choice.queues },
  };
  if (choice.existing !== null) {
    const ids = [
      ...world.region.enis.filter((eni) => eni.status === 'available').map((eni) => eni.id),
      STRANGERS.eni,
      ...world.region.enis.map((eni) => eni.id),
    ];
    return { ...common, kind: 'existing', networkInterfaceId: at(ids, choice.existing % 4) as NetworkInterfaceId };
  }
  const bare = choice.type === 'efa-only' || (subnet?.ipv6Native === true && choice.from === 'free');
  const secondaries = [...new Set(choice.secondaries.map((n) => addressOf(world, subnet, choice.from, n)))];
  return {
    ...common,
    kind: 'new',
    subnetId: id as SubnetId,
    groups: groupsOf(world, choice, subnet),
    primary:
      choice.primary === null || bare
        ? { kind: 'automatic' }
        : { kind: 'fixed', address: addressOf(world, subnet, choice.from, choice.primary) },
    secondaries: bare ? fixed([]) : choice.secondaryCount > 0 ? { kind: 'automatic', count: choice.secondaryCount } : fixed(secondaries),
    ipv6: ipv6Of(choice, subnet),
    ipv4Prefixes: ipv4PrefixesOf(choice, subnet),
    ipv6Prefixes: ipv6PrefixesOf(choice, subnet),
    primaryIpv6: choice.primaryIpv6,
    publicIp: choice.publicIp,
    deleteOnTermination: choice.deleteOnTermination,
    description: choice.description,
    interfaceType: choice.type,
  };
};

/** The subnet of the first new interface. */
const firstSubnet = (world: World, nics: readonly Nic[]): Subnet | null => {
  const id = nics.find((nic) => nic.kind === 'new')?.subnetId;
  return world.region.subnets.find((subnet) => subnet.id === id) ?? null;
};

/** EC2 points with an image, one for each machine. */
export const machinesOf = (region: RegionState): readonly Point[] => {
  const seen = new Map<string, Point>();
  for (const point of region.points)
    if (point.resourceType === 'EC2' && point.arn.includes(':image/') && !seen.has(point.resourceArn)) seen.set(point.resourceArn, point);
  return [...seen.values()];
};

/** The plan that choices make in an account: its template is a real one of the account's points. */
export const planOf = (world: World, choice: PlanChoices, regionName: string): RestorePlan => {
  const point = at(world.machines, choice.machine);
  const template = world.region.metadata[point.metadataKey] ?? {};
  const roleArn = choice.role === 9 ? STRANGERS.role : at(world.account.roles, choice.role).arn;
  const source = {
    account: world.account.accountId,
    region: regionName,
    vault: point.vault,
    recoveryPointArn: point.arn as Arn,
    resourceArn: point.resourceArn as Arn,
    resourceName: point.resourceName,
    createdAt: null,
    template,
  };
  const parsed = parseTemplate(source, { restoreRoleArn: roleArn as Arn });
  if (!parsed.ok) throw new Error(parsed.error.code);
  const types = [...INSTANCE_TYPES.keys()];
  const own = parsed.value.settings.instanceType;
  const instanceType = {
    own,
    large: template.Architecture === 'arm64' ? 'm7g.xlarge' : 'm5.4xlarge',
    old: 'm4.large',
    any: at(types, choice.anyType),
    stranger: STRANGERS.type,
  }[choice.type];
  const zone = at(world.region.zones, choice.zone);
  const nics = choice.nics.map((nic, i) => nicOf(world, nic, i, zone.name));
  return {
    ...parsed.value,
    nics,
    settings: {
      ...parsed.value.settings,
      instanceType,
      instanceProfile: choice.profile === 'none' ? 'none' : parsed.value.settings.instanceProfile,
      keyPair: choice.keyPair === 'none' ? 'none' : parsed.value.settings.keyPair,
      cpuOptions:
        choice.cpu === 'keep' ? 'keep' : choice.cpu === 'drop' || instanceType !== own ? 'drop' : parsed.value.settings.cpuOptions,
      overrides: overridesOf(choice, zone, addressOf(world, firstSubnet(world, nics), 'free', choice.device)),
    },
  };
};

/** Addresses of the region's subnets that nobody holds, the first two thousand of each. */
export const freeAddressesOf = (region: RegionState): FreeAddresses => {
  const held = new Set(region.enis.flatMap((eni) => eni.addresses.map((address) => `${eni.subnetId} ${address}`)));
  return new Map(
    region.subnets.map((subnet) => {
      const cidr = parseCidr(subnet.cidr ?? '');
      if (cidr === null) return [subnet.id, []];
      const { size } = cidrRange(cidr);
      const all = Array.from({ length: Math.max(0, Math.min(size - 5, 2_000)) }, (_, i) => addressAt(cidr, i + 4));
      return [subnet.id, all.filter((address) => !held.has(`${subnet.id} ${address}`) && parseIpv4(address) !== null)];
    }),
  );
};
