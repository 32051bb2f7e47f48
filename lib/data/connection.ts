import 'server-only';
import { configuredRegion } from '@/lib/aws/configured-region';
import { awsOf, DEFAULT_CONNECTION } from '@/lib/aws/connection';
import type { CallerIdentity } from '@/lib/aws/identity';
import { type SdkSettings, sdkSettings } from '@/lib/aws/sdk-settings';
import type { AwsProblem } from '@/lib/aws-problem';
import { type DatabaseAbout, databaseAbout } from '@/lib/db/about';
import { env } from '@/lib/env';
import type { Result } from '@/lib/result';
import { logFailure } from './database-away';
import { currentIdentity } from './identity';

/** What the console is connected to, without anything secret. */
export interface Connection extends SdkSettings {
  readonly region: string | null;
  /** `null`: there is no region to ask in. */
  readonly caller: Result<CallerIdentity, AwsProblem> | null;
  readonly simulated: boolean;
  /** `null`: it does not answer; the log says why. */
  readonly database: DatabaseAbout | null;
}

const about = async (): Promise<DatabaseAbout | null> => {
  try {
    return await databaseAbout();
  } catch (error) {
    logFailure('databaseAbout', error);
    return null;
  }
};

/** Tells what the console is connected to. */
export const connection = async (): Promise<Connection> => {
  const region = await configuredRegion();
  const [caller, database] = await Promise.all([region === null ? null : currentIdentity(awsOf(DEFAULT_CONNECTION, region)), about()]);
  return { ...sdkSettings(), region, caller, simulated: env().simulated, database };
};
