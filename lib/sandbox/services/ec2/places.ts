import type {
  DescribeAccountAttributesRequest,
  DescribeAccountAttributesResult,
  DescribeAvailabilityZonesRequest,
  DescribeAvailabilityZonesResult,
  DescribeRegionsRequest,
  DescribeRegionsResult,
  GetInstanceMetadataDefaultsRequest,
  GetInstanceMetadataDefaultsResult,
} from '@aws-sdk/client-ec2';
import { ENABLED_REGIONS, OPT_IN_REGIONS } from '../../account/regions';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { invalid, select } from './select';

/** DescribeRegions: those one need not opt in to; with AllRegions the others as well. */
export const describeRegions = (input: DescribeRegionsRequest): DescribeRegionsResult => {
  const enabled = ENABLED_REGIONS.map((name) => ({ name: name as string, status: 'opt-in-not-required' }));
  const others = OPT_IN_REGIONS.map((name) => ({ name: name as string, status: 'not-opted-in' }));
  const { items } = select(
    { Filters: input.Filters, DryRun: input.DryRun },
    {
      items: input.AllRegions === true ? [...enabled, ...others] : enabled,
      filters: {
        'region-name': (each) => each.name,
        'opt-in-status': (each) => each.status,
        endpoint: (each) => `ec2.${each.name}.amazonaws.com`,
      },
      ids: {
        wanted: input.RegionNames,
        of: (each) => each.name,
        unknown: (id) => invalid(`Invalid region names: ${id}`),
      },
    },
  );
  return {
    Regions: items.map((each) => ({ RegionName: each.name, Endpoint: `ec2.${each.name}.amazonaws.com`, OptInStatus: each.status })),
  };
};

/** Attributes of the account that say something about launches; quotas are AWS's defaults. */
const ACCOUNT_ATTRIBUTES: readonly (readonly [string, string])[] = [
  ['supported-platforms', 'VPC'],
  ['default-vpc', 'none'],
  ['max-instances', '20'],
  ['vpc-max-security-groups-per-interface', '5'],
];

/** GetInstanceMetadataDefaults. */
export const getInstanceMetadataDefaults = (
  _input: GetInstanceMetadataDefaultsRequest,
  { region }: Scene,
): GetInstanceMetadataDefaultsResult => ({
  AccountLevel:
    region.imds === undefined
      ? {}
      : {
          HttpTokensEnforced: region.imds.enforced ? 'enabled' : 'disabled',
          ...(region.imds.tokensRequired ? { HttpTokens: 'required' as const } : {}),
          ManagedBy: 'account',
        },
});

/** DescribeAccountAttributes. */
export const describeAccountAttributes = (input: DescribeAccountAttributesRequest): DescribeAccountAttributesResult => {
  const wanted: readonly string[] = input.AttributeNames ?? [];
  return {
    AccountAttributes: ACCOUNT_ATTRIBUTES.filter(([name]) => wanted.length === 0 || wanted.includes(name)).map(
      ([AttributeName, AttributeValue]) => ({
        AttributeName,
        AttributeValues: [{ AttributeValue }],
      }),
    ),
  };
};

export const describeAvailabilityZones = (input: DescribeAvailabilityZonesRequest, scene: Scene): DescribeAvailabilityZonesResult => {
  const { items } = select(
    { Filters: input.Filters, DryRun: input.DryRun },
    {
      items: scene.region.zones.filter((zone) => (input.ZoneIds?.length ?? 0) === 0 || input.ZoneIds?.includes(zone.id)),
      filters: {
        'zone-name': (zone) => zone.name,
        'zone-id': (zone) => zone.id,
        'region-name': () => scene.call.region,
        state: () => 'available',
        'zone-type': () => 'availability-zone',
      },
      ids: {
        wanted: input.ZoneNames,
        of: (zone) => zone.name,
        unknown: (id) => new AwsFault('InvalidParameterValue', `Invalid availability zone: [${id}]`),
      },
    },
  );
  return {
    AvailabilityZones: items.map((zone) => ({
      ZoneName: zone.name,
      ZoneId: zone.id,
      RegionName: scene.call.region,
      State: 'available',
      OptInStatus: 'opt-in-not-required',
      ZoneType: 'availability-zone',
      GroupName: scene.call.region,
      NetworkBorderGroup: scene.call.region,
      Messages: [],
    })),
  };
};
