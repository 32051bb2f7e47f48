import 'server-only';
import type { Permission } from '@/lib/access/roles';
import { configuredRegion } from '@/lib/aws/configured-region';
import { type Aws, awsOf, DEFAULT_CONNECTION } from '@/lib/aws/connection';
import { type CallerIdentity, callerIdentity } from '@/lib/aws/identity';
import { type AwsProblem, CREDENTIALS_FAILURE_MS } from '@/lib/aws-problem';
import { isAccountKnown } from '@/lib/db/repositories/inventory-sweeps';
import type { Place } from '@/lib/paths';
import { awsProblem, type Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { createCache } from './cache';
import { orDatabaseAway } from './database-away';
import { isRegion } from './regions';
import { type Scope, scopeOf } from './scope';

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

/** Whose credentials those of a connection are, asked in its region. Kept for a minute, and not beyond the credentials. */
export const currentIdentity = (aws: Aws): Promise<Result<CallerIdentity, AwsProblem>> =>
  cache.get(`${aws.connection} ${aws.credentials.generation()} ${aws.region}`, () => callerIdentity(aws));

/**
 * Whether the credentials of a scope are known to be of its account. Whatever acts in AWS, or writes down here what AWS says of a place, asks this first:
 * with credentials of another account it would act there, or take what is not listed there for gone.
 */
export const ownCredentials = async (scope: Scope): Promise<Result<null, AwsProblem>> => {
  const identity = await currentIdentity(scope.aws);
  if (!identity.ok) return identity;
  const callerAccount = identity.value.account;
  return callerAccount === scope.account ? ok(null) : err({ code: 'other-account', account: scope.account, callerAccount });
};

/** Where the first page leads: the account of the credentials and the region of the configuration, or what is missing. */
export const currentPlace = async (): Promise<Result<CurrentPlace, AwsProblem | { readonly code: 'no-region' }>> => {
  const region = await configuredRegion();
  if (region === null) return err({ code: 'no-region' });
  const identity = await currentIdentity(awsOf(DEFAULT_CONNECTION, region));
  return identity.ok ? ok({ ...identity.value, region }) : identity;
};

/** While AWS does not say whose credentials the console holds, what is stored here can be read and planned with; nothing is done in AWS. */
const ACTS_IN_AWS = new Set<Permission>(['start-restore', 'take-over']);

/**
 * The scope in which somebody with `permission` may use it in the place of an address, or why there is none. The region must exist, and the account be that of the connection's
 * credentials. While AWS cannot say whose these are, an account that was swept here before stays readable from what is stored; calls to AWS then fail by themselves.
 */
export const scopeFor = async (place: Place, permission: Permission): Promise<Result<Scope, Problem>> => {
  const scope = scopeOf(place);
  const { account, aws } = scope;
  const region = await configuredRegion();
  if (!(await isRegion(place.region, region === null ? null : { ...aws, region })))
    return err({ code: 'not-found', what: 'region', id: place.region });
  const identity = await currentIdentity(aws);
  if (identity.ok) {
    const callerAccount = identity.value.account;
    return callerAccount === account ? ok(scope) : err({ code: 'wrong-account', account, callerAccount });
  }
  if (ACTS_IN_AWS.has(permission)) return err(awsProblem(identity.error));
  return orDatabaseAway(async () => ((await isAccountKnown(account)) ? ok(scope) : err(awsProblem(identity.error))));
};
