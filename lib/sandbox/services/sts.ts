import { randomBytes } from 'node:crypto';
import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
  DecodeAuthorizationMessageRequest,
  DecodeAuthorizationMessageResponse,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import type { Account } from '../account/account';
import { decodeFailure } from '../account/permission';
import { AwsFault } from '../wire/fault';
import type { ServiceDefinition } from '../wire/service';
import { callerOf } from './callers';
import { handler, type Scene } from './handler';

const getCallerIdentity = (_input: unknown, { account, call }: Scene): GetCallerIdentityResponse => {
  const { arn, userId, account: other } = callerOf(account, call.accessKeyId);
  return { Account: other ?? account.state().accountId, Arn: arn, UserId: userId };
};

const DEFAULT_SECONDS = 3600;
const LEAST_SECONDS = 900;
const MOST_SECONDS = 43_200;

/** AssumeRole, for roles that trust this account. */
const assumeRole = async (input: AssumeRoleRequest, { account, call }: Scene): Promise<AssumeRoleResponse> => {
  const roleArn = input.RoleArn ?? '';
  const sessionName = input.RoleSessionName ?? '';
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
    throw new AwsFault(
      'ValidationError',
      `1 validation error detected: Value '${sessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  const seconds = input.DurationSeconds ?? DEFAULT_SECONDS;
  if (seconds < LEAST_SECONDS || seconds > MOST_SECONDS)
    throw new AwsFault(
      'ValidationError',
      `1 validation error detected: Value '${seconds}' at 'durationSeconds' failed to satisfy constraint`,
    );
  const role = account.state().roles.find((each) => each.arn === roleArn);
  if (role?.trustsAccount !== true)
    throw new AwsFault(
      'AccessDenied',
      `User: ${callerOf(account, call.accessKeyId).arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`,
      403,
    );
  const accessKeyId = `ASIA${randomBytes(8).toString('hex').toUpperCase()}`;
  const expiresAt = account.now() + seconds * 1000;
  account.state().sessions[accessKeyId] = { roleArn, sessionName, expiresAt };
  await account.saved();
  return {
    Credentials: {
      AccessKeyId: accessKeyId,
      SecretAccessKey: randomBytes(30).toString('base64'),
      SessionToken: randomBytes(60).toString('base64'),
      Expiration: new Date(expiresAt),
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROASIMULATED00000000:${sessionName}`,
      Arn: `arn:aws:sts::${account.state().accountId}:assumed-role/${role.name}/${sessionName}`,
    },
  };
};

const decodeAuthorizationMessage = (input: DecodeAuthorizationMessageRequest): DecodeAuthorizationMessageResponse => {
  const decoded = decodeFailure(input.EncodedMessage ?? '');
  if (decoded === null) throw new AwsFault('InvalidAuthorizationMessageException', 'Message is not valid', 400);
  return { DecodedMessage: decoded };
};

/** STS. */
export const stsService = (account: Account): ServiceDefinition => ({
  signingName: 'sts',
  protocol: 'awsQuery',
  version: '2011-06-15',
  xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  load: () => import('@aws-sdk/client-sts'),
  handlers: {
    GetCallerIdentity: handler(account, getCallerIdentity),
    AssumeRole: handler(account, assumeRole),
    DecodeAuthorizationMessage: handler(account, decodeAuthorizationMessage),
  },
});
