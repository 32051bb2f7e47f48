import 'server-only';
import { configuredRegion, connectionCredentials } from '@/lib/aws/clients';
import { type CallerIdentity, callerIdentity } from '@/lib/aws/identity';
import { type AwsProblem, CREDENTIALS_FAILURE_MS } from '@/lib/aws-problem';
import { isAccountKnown } from '@/lib/db/repositories/inventory-sweeps';
import type { Place } from '@/lib/paths';
import { awsProblem, type Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { createCache } from './cache';
import { orDatabaseAway } from './database-away';
import { isRegion } from './regions';

export interface CurrentPlace extends Place {
  readonly arn: string;
}

const MINUTE_MS = 60_000;

/**
 * A known caller serves on while it is asked for again, so a cut line to AWS does not slow each click. Of failures only "unreachable", which
 * takes seconds to find out, is served so; a person who renewed credentials is not told of the old ones.
 */
const cache = createCache<Result<CallerIdentity, AwsProblem>>('identity', (answer) => {
  if (answer.ok) return { freshMs: MINUTE_MS, staleMs: 60 * MINUTE_MS };
  return answer.error.code === 'unreachable' ? { freshMs: 5_000, staleMs: MINUTE_MS } : { freshMs: CREDENTIALS_FAILURE_MS };
});

/** Whose credentials the console holds, asked in `region`. Kept for a minute, and not beyond the credentials. */
export const currentIdentity = (region: string): Promise<Result<CallerIdentity, AwsProblem>> =>
  cache.get(`${connectionCredentials().generation()} ${region}`, () => callerIdentity(region));

/**
 * Whether the credentials in use are known to be of the place's account. Whatever acts in AWS, or writes down here what AWS says of a place, asks this first:
 * with credentials of another account it would act there, or take what is not listed there for gone.
 */
export const ownCredentials = async (place: Place): Promise<Result<null, AwsProblem>> => {
  const identity = await currentIdentity(place.region);
  if (!identity.ok) return identity;
  const callerAccount = identity.value.account;
  return callerAccount === place.account ? ok(null) : err({ code: 'other-account', account: place.account, callerAccount });
};

/** Where the first page leads: the account of the credentials and the region of the configuration, or what is missing. */
export const currentPlace = async (): Promise<Result<CurrentPlace, AwsProblem | { readonly code: 'no-region' }>> => {
  const region = await configuredRegion();
  if (region === null) return err({ code: 'no-region' });
  const identity = await currentIdentity(region);
  return identity.ok ? ok({ ...identity.value, region }) : identity;
};

/**
 * Whether the console may show or do something in `place`: a region that exists, the account of its own credentials. While AWS cannot say whose
 * credentials they are, an account that was swept here before stays readable from what is stored; calls to AWS then fail by themselves.
 */
export const authorisePlace = async (place: Place): Promise<Result<Place, Problem>> => {
  if (!(await isRegion(place.region, await configuredRegion()))) return err({ code: 'not-found', what: 'region', id: place.region });
  const identity = await currentIdentity(place.region);
  if (identity.ok) {
    const callerAccount = identity.value.account;
    return callerAccount === place.account ? ok(place) : err({ code: 'wrong-account', account: place.account, callerAccount });
  }
  return orDatabaseAway(async () => ((await isAccountKnown(place.account)) ? ok(place) : err(awsProblem(identity.error))));
};
