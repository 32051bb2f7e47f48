import type { RegionState } from './types';

/** Regions that every account has, and some that one must opt in to. */
export const ENABLED_REGIONS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;

export const OPT_IN_REGIONS = ['af-south-1', 'ap-east-1', 'eu-south-1', 'me-south-1'] as const;

const NAMED_ZONES: Readonly<Record<string, RegionState['zones']>> = {
  'ap-northeast-1': [
    { name: 'ap-northeast-1a', id: 'apne1-az4' },
    { name: 'ap-northeast-1c', id: 'apne1-az1' },
    { name: 'ap-northeast-1d', id: 'apne1-az2' },
  ],
  'us-east-1': [
    { name: 'us-east-1a', id: 'use1-az1' },
    { name: 'us-east-1b', id: 'use1-az2' },
    { name: 'us-east-1c', id: 'use1-az4' },
  ],
};

/** `eu-west-1` as it stands in zone ids: `euw1`. */
const shortName = (region: string): string => {
  const [area = '', direction = '', number = ''] = region.split('-');
  const short = direction.replace('north', 'n').replace('south', 's').replace('east', 'e').replace('west', 'w').replace('central', 'c');
  return `${area}${short}${number}`;
};

/** The availability zones of a region: name and id. The two differ in order from account to account, so neither tells the other. */
export const zonesOf = (region: string): RegionState['zones'] =>
  NAMED_ZONES[region] ?? ['a', 'b', 'c'].map((letter, i) => ({ name: `${region}${letter}`, id: `${shortName(region)}-az${i + 1}` }));

/** A region in which nobody has made anything yet. */
export const emptyRegion = (region: string): RegionState => ({
  zones: zonesOf(region),
  vpcs: [],
  subnets: [],
  groups: [],
  keyPairs: [],
  placementGroups: [],
  images: [],
  reservations: [],
  elasticIps: [],
  enis: [],
  instances: [],
  vaults: [],
  points: [],
  metadata: {},
  jobs: [],
});
