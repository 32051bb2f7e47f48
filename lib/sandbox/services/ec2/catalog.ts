import type {
  DescribeImagesRequest,
  DescribeImagesResult,
  DescribeInstanceTypeOfferingsRequest,
  DescribeInstanceTypeOfferingsResult,
  DescribeInstanceTypesRequest,
  DescribeInstanceTypesResult,
  DescribeKeyPairsRequest,
  DescribeKeyPairsResult,
  DescribePlacementGroupsRequest,
  DescribePlacementGroupsResult,
  Image as Ec2Image,
  InstanceTypeOffering,
} from '@aws-sdk/client-ec2';
import { INSTANCE_TYPES, isOffered } from '../../account/instance-types';
import type { Image } from '../../account/types';
import { placementGroupId, seedId } from '../../seed/ids';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { WINDOWS } from './instances';
import { invalid, select } from './select';

const MAX_NAMES = 100;

/** DescribeInstanceTypes: pages of 5 to 100, at most 100 names, and one unknown name refuses them all (facts 1.9). */
export const describeInstanceTypes = (input: DescribeInstanceTypesRequest): DescribeInstanceTypesResult => {
  if ((input.InstanceTypes?.length ?? 0) > MAX_NAMES) throw invalid(`The maximum number of instance types per call is ${MAX_NAMES}`);
  const { items, next } = select(input, {
    items: [...INSTANCE_TYPES.values()],
    filters: {
      'instance-type': (type) => type.InstanceType ?? null,
      'bare-metal': (type) => type.BareMetal ?? false,
      'burstable-performance-supported': (type) => type.BurstablePerformanceSupported ?? false,
      'current-generation': (type) => type.CurrentGeneration ?? false,
      hypervisor: (type) => type.Hypervisor ?? null,
      'instance-storage-supported': (type) => type.InstanceStorageSupported ?? false,
      'processor-info.supported-architecture': (type) => type.ProcessorInfo?.SupportedArchitectures ?? [],
      'network-info.efa-supported': (type) => type.NetworkInfo?.EfaSupported ?? false,
      'network-info.ipv4-addresses-per-interface': (type) => type.NetworkInfo?.Ipv4AddressesPerInterface ?? null,
      'network-info.maximum-network-interfaces': (type) => type.NetworkInfo?.MaximumNetworkInterfaces ?? null,
      'vcpu-info.default-vcpus': (type) => type.VCpuInfo?.DefaultVCpus ?? null,
    },
    ids: {
      wanted: input.InstanceTypes,
      of: (type) => String(type.InstanceType),
      unknown: (id) => new AwsFault('InvalidInstanceType', `The following supplied instance types do not exist: [${id}]`),
    },
    pages: { least: 5, most: 100 },
  });
  return { InstanceTypes: items, NextToken: next };
};

/** DescribeInstanceTypeOfferings by region, zone name or zone id. */
export const describeInstanceTypeOfferings = (
  input: DescribeInstanceTypeOfferingsRequest,
  { region, call }: Scene,
): DescribeInstanceTypeOfferingsResult => {
  const kind = input.LocationType ?? 'region';
  const types = [...INSTANCE_TYPES.keys()];
  const offerings = types.flatMap((type): { type: string; location: string }[] => {
    const zones = region.zones.filter((zone) => isOffered(type, zone.name));
    if (kind === 'region') return zones.length === 0 ? [] : [{ type, location: call.region }];
    return zones.map((zone) => ({ type, location: kind === 'availability-zone-id' ? zone.id : zone.name }));
  });
  const { items, next } = select(input, {
    items: offerings,
    filters: { 'instance-type': (each) => each.type, location: (each) => each.location },
  });
  return {
    InstanceTypeOfferings: items.map((each) => ({
      InstanceType: each.type as NonNullable<InstanceTypeOffering['InstanceType']>,
      LocationType: kind,
      Location: each.location,
    })),
    NextToken: next,
  };
};

/** DescribeKeyPairs has no pages. */
export const describeKeyPairs = (input: DescribeKeyPairsRequest, { region }: Scene): DescribeKeyPairsResult => {
  const { items } = select(
    { Filters: input.Filters, DryRun: input.DryRun },
    {
      items: region.keyPairs,
      filters: { 'key-name': (name) => name, 'key-pair-id': (name) => seedId('key', name) },
      ids: {
        wanted: input.KeyNames,
        of: (name) => name,
        unknown: (id) => new AwsFault('InvalidKeyPair.NotFound', `The key pair '${id}' does not exist`),
      },
    },
  );
  return {
    KeyPairs: items.map((KeyName) => ({ KeyName, KeyPairId: seedId('key', KeyName), KeyType: 'ed25519', KeyFingerprint: '', Tags: [] })),
  };
};

export const describePlacementGroups = (input: DescribePlacementGroupsRequest, { region }: Scene): DescribePlacementGroupsResult => {
  const { items } = select(
    { Filters: input.Filters, DryRun: input.DryRun },
    {
      items: region.placementGroups,
      filters: { 'group-name': (name) => name, state: () => 'available', strategy: () => 'cluster' },
      ids: {
        wanted: input.GroupNames,
        of: (name) => name,
        unknown: (id) => new AwsFault('InvalidPlacementGroup.Unknown', `The Placement Group '${id}' is unknown.`),
      },
    },
  );
  return {
    PlacementGroups: items.map((GroupName) => ({
      GroupName,
      GroupId: placementGroupId(GroupName),
      State: 'available',
      Strategy: 'cluster',
      Tags: [],
    })),
  };
};

const imageMember = ({ account, call }: Scene, image: Image): Ec2Image => ({
  ImageId: image.id,
  Name: image.name,
  Description: 'This image is created by the AWS Backup service.',
  State: image.state,
  Architecture: image.architecture as NonNullable<Ec2Image['Architecture']>,
  CreationDate: new Date(image.createdAt).toISOString(),
  ImageType: 'machine',
  ImageLocation: `${account.state().accountId}/${image.name}`,
  ImageAllowed: true,
  ...(image.imdsv2 === true ? { ImdsSupport: 'v2.0' as const } : {}),
  OwnerId: account.state().accountId,
  Public: false,
  RootDeviceType: 'ebs',
  RootDeviceName: image.windows ? '/dev/sda1' : '/dev/xvda',
  VirtualizationType: 'hvm',
  Hypervisor: 'xen',
  EnaSupport: true,
  ...(image.windows ? { Platform: WINDOWS } : {}),
  PlatformDetails: image.windows ? 'Windows' : 'Linux/UNIX',
  BlockDeviceMappings: [
    {
      DeviceName: image.windows ? '/dev/sda1' : '/dev/xvda',
      Ebs: {
        SnapshotId: image.id.replace('ami-', 'snap-'),
        VolumeSize: image.sizeGib,
        VolumeType: 'gp3',
        DeleteOnTermination: true,
        Encrypted: false,
      },
    },
  ],
  Tags: [{ Key: 'aws:backup:source-resource', Value: `${call.region}:${image.name.split('_')[1] ?? ''}` }],
});

/** DescribeImages; disabled ones are hidden unless asked for (facts 1.8). */
export const describeImages = (input: DescribeImagesRequest, scene: Scene): DescribeImagesResult => {
  const { accountId } = scene.account.state();
  const { items, next } = select(input, {
    items: scene.region.images,
    filters: {
      'image-id': (image) => image.id,
      name: (image) => image.name,
      state: (image) => image.state,
      architecture: (image) => image.architecture,
      platform: (image) => (image.windows ? 'windows' : null),
      'owner-id': () => accountId,
      'root-device-type': () => 'ebs',
      'virtualization-type': () => 'hvm',
    },
    ids: {
      wanted: input.ImageIds,
      of: (image) => image.id,
      unknown: (id) => new AwsFault('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`),
    },
  });
  const isOurs = (input.Owners ?? ['self']).some((owner) => owner === 'self' || owner === accountId);
  const visible = items.filter((image) => isOurs && (image.state === 'available' || input.IncludeDisabled === true));
  return { Images: visible.map((image) => imageMember(scene, image)), NextToken: next };
};
