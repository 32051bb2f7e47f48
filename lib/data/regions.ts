import 'server-only';
import type { Aws } from '@/lib/aws/connection';
import { enabledRegions } from '@/lib/aws/identity';
import { type AwsProblem, CREDENTIALS_FAILURE_MS, isAboutCredentials } from '@/lib/aws-problem';
import type { Result } from '@/lib/result';
import { createCache } from './cache';

/** Regions one can switch to. `source` says whether AWS named those enabled for the account or the built-in list stands in. */
export interface Regions {
  readonly regions: readonly string[];
  readonly source: 'aws' | 'built-in';
}

/** Regions by partition, for when ec2:DescribeRegions is denied or out of reach. */
const BUILT_IN: Readonly<Record<string, readonly string[]>> = {
  aws: (
    'af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 ' +
    'ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 ' +
    'eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 ' +
    'us-west-1 us-west-2'
  ).split(' '),
  'aws-cn': ['cn-north-1', 'cn-northwest-1'],
  'aws-us-gov': ['us-gov-east-1', 'us-gov-west-1'],
};

const partitionOf = (region: string): string => {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
};

const HOUR_MS = 3_600_000;
const cache = createCache<Result<readonly string[], AwsProblem>>('regions', (answer) => {
  if (answer.ok) return { freshMs: HOUR_MS, staleMs: 24 * HOUR_MS };
  return { freshMs: isAboutCredentials(answer.error) ? CREDENTIALS_FAILURE_MS : 60_000, staleMs: HOUR_MS };
});

/** The regions of the account as seen from the region of `aws`, which must be one that exists. */
export const listRegions = async (aws: Aws): Promise<Regions> => {
  const answer = await cache.get(`${aws.connection} ${aws.region}`, () => enabledRegions(aws));
  if (answer.ok && answer.value.length > 0) return { regions: answer.value, source: 'aws' };
  return { regions: BUILT_IN[partitionOf(aws.region)] ?? [], source: 'built-in' };
};

/** Whether AWS has such a region: in the built-in lists, or newer than they are and named by AWS when asked from `from`. */
export const isRegion = async (region: string, from: Aws | null): Promise<boolean> => {
  if (Object.values(BUILT_IN).some((regions) => regions.includes(region))) return true;
  if (from === null || from.region === region) return false;
  return (await listRegions(from)).regions.includes(region);
};
