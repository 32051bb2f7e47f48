import { ip6Number } from '../account/ip';
import { pickFree, pickIpv6, pickIpv6Prefixes, pickPrefixes, prefixNumbers } from '../account/subnet-addresses';
import type { Eni, Instance, Millis, RegionState } from '../account/types';
import { seedId, seedMac } from '../seed/ids';
import { profileOf } from './check-settings';
import { rootOf } from './check-volumes';
import { isMembers } from './json-members';
import { automaticCount, fixedPrimary, type NicRequest, namedAddresses, namedNumbers } from './nic-request';
import type { Launch, PlacedNic } from './scene';

export interface Creation {
  /** Makes the ids; a number that was never used before. */
  readonly number: number;
  readonly now: Millis;
  readonly tags: Readonly<Record<string, string>>;
}

const publicIpOf = (number: number): string => `198.51.100.${(number % 250) + 1}`;

const addressesOf = (launch: Launch, { nic, subnet }: PlacedNic, taken: ReadonlySet<number>, salt: number): string[] => {
  const named = namedAddresses(nic);
  if (subnet === null) return named;
  const picked = pickFree(launch.region, subnet, automaticCount(nic, subnet.ipv6Native), taken, salt) ?? [];
  return fixedPrimary(nic) === null ? [...picked.slice(0, 1), ...named, ...picked.slice(1)] : [...named, ...picked];
};

const groupsOf = (region: RegionState, nic: NicRequest, vpcId: string): readonly string[] =>
  nic.groups.length > 0 ? nic.groups : region.groups.filter((g) => g.vpcId === vpcId && g.name === 'default').map((g) => g.id);

/** The prefixes that EC2 picks for each interface of a launch, before any address: whole blocks are the scarcer thing. */
const pickedPrefixes = ({ region, nics }: Launch): ReadonlyMap<PlacedNic, readonly string[]> => {
  const taken = namedNumbers(nics.map(({ nic }) => nic));
  const picked = new Map<PlacedNic, readonly string[]>();
  for (const placed of nics) {
    const prefixes =
      placed.subnet === null || placed.nic.ipv4PrefixCount < 1
        ? []
        : (pickPrefixes(region, placed.subnet, placed.nic.ipv4PrefixCount, taken) ?? []);
    for (const value of prefixNumbers(prefixes)) taken.add(value);
    picked.set(placed, prefixes);
  }
  return picked;
};

interface Making {
  readonly instanceId: string;
  readonly prefixes: ReadonlyMap<PlacedNic, readonly string[]>;
}

const makeEni = (launch: Launch, placed: PlacedNic, { instanceId, prefixes }: Making, salt: string, number: number): Eni => {
  const { nic, subnet } = placed;
  const { region } = launch;
  const taken = new Set([...namedNumbers(launch.nics.map((each) => each.nic)), ...prefixNumbers([...prefixes.values()].flat())]);
  const named6 = launch.nics.flatMap((each) => each.nic.ipv6Prefixes);
  const taken6 = new Set(launch.nics.flatMap((each) => each.nic.ipv6Addresses.map((address) => ip6Number(address) ?? -1n)));
  const addresses = addressesOf(launch, placed, taken, number);
  const wantsPublic = nic.publicIp ?? (launch.nics.length === 1 && subnet?.publicIps === true);
  return {
    id: seedId('eni', salt),
    subnetId: subnet?.id ?? '',
    vpcId: subnet?.vpcId ?? '',
    status: 'in-use',
    type: nic.interfaceType,
    description: nic.description,
    requesterManaged: false,
    instanceId,
    deviceIndex: nic.deviceIndex,
    networkCardIndex: nic.cardIndex,
    deleteOnTermination: nic.deleteOnTermination ?? true,
    mac: seedMac(salt),
    groups: groupsOf(region, nic, subnet?.vpcId ?? ''),
    addresses,
    ipv4Prefixes: [...nic.ipv4Prefixes, ...(prefixes.get(placed) ?? [])],
    ipv6Addresses: [...nic.ipv6Addresses, ...(subnet === null ? [] : pickIpv6(region, subnet, nic.ipv6Count, taken6, number))],
    ipv6Prefixes: [...nic.ipv6Prefixes, ...(subnet === null ? [] : pickIpv6Prefixes(region, subnet, nic.ipv6PrefixCount, named6))],
    publicIp: wantsPublic ? publicIpOf(number) : null,
  };
};

/** Attaches or makes an interface. Those with fixed addresses were reserved by the check, so automatic picks avoid them whatever the order. */
const attach = (launch: Launch, placed: PlacedNic, making: Making, salt: string, number: number): void => {
  const { existing, nic } = placed;
  if (existing === null) {
    launch.region.enis.push(makeEni(launch, placed, making, salt, number));
    return;
  }
  existing.status = 'in-use';
  existing.instanceId = making.instanceId;
  existing.deviceIndex = nic.deviceIndex;
  existing.networkCardIndex = nic.cardIndex;
  existing.deleteOnTermination = false;
};

/** Volumes beside the one that it boots from: what BlockDeviceMappings names that the image does not have is made empty. */
const addVolumes = ({ request, image, region }: Launch, { id, zone, launchedAt }: Instance): void => {
  const root = rootOf({ windows: image?.windows ?? false });
  for (const each of request.devices)
    if (isMembers(each) && each.DeviceName !== root && isMembers(each.Ebs)) {
      const device = String(each.DeviceName);
      const made = { id: seedId('vol', `${id}:${device}`), zone, snapshotId: null, createdAt: launchedAt, instanceId: id, device };
      region.volumes = [...(region.volumes ?? []), { ...made, deleteOnTermination: each.Ebs.DeleteOnTermination !== false }];
    }
};

/** What BlockDeviceMappings says of the volume that it boots from. */
const keepsVolume = ({ request, image }: Launch): boolean =>
  request.devices.some(
    (each) =>
      isMembers(each) &&
      each.DeviceName === rootOf({ windows: image?.windows ?? false }) &&
      isMembers(each.Ebs) &&
      each.Ebs.DeleteOnTermination === false,
  );

/** Makes the instance of a launch that was found good, and its interfaces. It is pending until its job ends. */
export const createInstance = (launch: Launch, { number, now, tags }: Creation): Instance => {
  const id = seedId('i', `restored:${number}`);
  const making = { instanceId: id, prefixes: pickedPrefixes(launch) };
  launch.nics.forEach((placed, i) => {
    attach(launch, placed, making, `restored:${number}:${i}`, number * 16 + i);
  });
  const home = launch.nics.find(({ nic }) => nic.deviceIndex === 0 && nic.cardIndex === 0)?.subnet;
  const instance: Instance = {
    id,
    name: tags.Name ?? '',
    type: launch.request.instanceType ?? '',
    state: 'pending',
    imageId: launch.image?.id ?? seedId('ami', launch.scene.pointArn),
    architecture: launch.image?.architecture ?? launch.backedUp.Architecture ?? 'x86_64',
    subnetId: home?.id ?? '',
    vpcId: home?.vpcId ?? '',
    zone: home?.zone ?? '',
    keyName: launch.request.keyName,
    profile: profileOf(launch),
    windows: launch.image?.windows ?? launch.backedUp.Platform === 'windows',
    launchedAt: now,
    goneAt: null,
    tags,
    ...(keepsVolume(launch) ? { keepsVolume: true } : {}),
  };
  launch.region.instances.push(instance);
  addVolumes(launch, instance);
  return instance;
};
