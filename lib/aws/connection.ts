import 'server-only';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import type { AwsProblem } from '@/lib/aws-problem';
import { processWide } from '@/lib/process-wide';
import { err, ok, type Result } from '@/lib/result';
import { call } from './call';
import { configuredRegion } from './configured-region';
import { type Credentials, createCredentials, type Keys } from './credentials';

/** The one connection there is: the SDK's default credential chain. Drafts, runs and tasks carry its name. */
export const DEFAULT_CONNECTION = 'default';

/** A way into AWS: whose credentials, and in which region. Every function of this folder that asks AWS takes one and looks for no other. */
export interface Aws {
  /** The name of the connection, as rows and tasks carry it. */
  readonly connection: string;
  readonly credentials: Credentials;
  readonly region: string;
}

/** The connection `connection` in `region`. Throws on a name that no connection has: what carries it was written by another installation, and must not be done with other credentials. */
export const awsOf = (connection: string, region: string): Aws => {
  if (connection !== DEFAULT_CONNECTION) throw new Error('no such connection');
  return { connection, credentials: defaultCredentials(), region };
};

/** What a client is made with, but for whose it is. */
export const bareSettings = (region: string) => ({
  region,
  retryMode: 'standard',
  maxAttempts: 4,
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
});

/** Whose credentials `keys` are. Asked with them alone, before anything else is. */
const accountOf = async (keys: Keys): Promise<Result<string, AwsProblem>> => {
  const region = (await configuredRegion()) ?? 'us-east-1';
  const client = new STSClient({ ...bareSettings(region), maxAttempts: 2, credentials: { ...keys } });
  const answer = await call('sts:GetCallerIdentity', () => client.send(new GetCallerIdentityCommand({}))).finally(() => client.destroy());
  if (!answer.ok) return answer;
  return answer.value.Account === undefined
    ? err({ code: 'aws-failed', awsCode: 'EmptyAnswer', awsMessage: 'GetCallerIdentity answered without an account' })
    : ok(answer.value.Account);
};

/**
 * The credentials of the default connection. The SDK's own memory is passed by: it never asks again for credentials without an end, and reads
 * each shared file once per process (`ignoreCache`), so that renewed ones would not be seen.
 */
const defaultCredentials = (): Credentials =>
  processWide('aws-credentials', () => createCredentials({ ask: (asking) => defaultProvider({ ignoreCache: true })(asking), accountOf }));
