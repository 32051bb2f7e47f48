import 'server-only';
import { type Aws, awsOf, DEFAULT_CONNECTION } from '@/lib/aws/connection';
import type { Place } from '@/lib/paths';

/** An account and region with the way into AWS that belongs to it. What takes one looks for no other credentials. */
export interface Scope extends Place {
  readonly aws: Aws;
}

/** The scope of a task: of the connection that it carries. Whoever acts in it asks `ownCredentials` first, as these may have changed since it was sent. */
export const scopeOfTask = ({ connection, account, region }: Place & { readonly connection: string }): Scope => ({
  account,
  region,
  aws: awsOf(connection, region),
});

/** The same account with the same credentials in another region. */
export const scopeIn = (scope: Scope, region: string): Scope => ({ ...scope, region, aws: { ...scope.aws, region } });

/** A place with the connection that is to be used for it. Whether that is its own, and whether it may be used, is for `scopeFor` to say. */
export const scopeOf = (place: Place): Scope => scopeOfTask({ ...place, connection: DEFAULT_CONNECTION });
