import type { Account } from '../account/account';
import { encodeFailure } from '../account/permission';
import type { CallerRule } from '../conditions';
import { AwsFault } from '../wire/fault';

/** Who holds an access key: anybody is welcome, and some keys are sentinels. */
export interface Caller {
  readonly arn: string;
  readonly userId: string;
  /** IAM actions that this caller may not perform; a final `*` stands for a whole service. */
  readonly denied: readonly string[];
  readonly trouble: 'expired' | 'unknown' | null;
  /** The account that STS names, where it is another. */
  readonly account?: string;
}

interface Sentinel {
  readonly prefix: string;
  readonly user: string;
  readonly denied?: readonly string[];
  readonly trouble?: 'expired' | 'unknown';
  readonly account?: string;
}

/** Access keys that begin like this provoke something; docs/sandbox-differences.md lists them. */
const SENTINELS: readonly Sentinel[] = [
  { prefix: 'AKIAEXPIRED', user: 'operator', trouble: 'expired' },
  { prefix: 'AKIAUNKNOWN', user: 'operator', trouble: 'unknown' },
  {
    prefix: 'AKIAREADONLY',
    user: 'read-only',
    denied: ['backup:StartRestoreJob', 'ec2:TerminateInstances', 'ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses'],
  },
  { prefix: 'AKIANOENI', user: 'no-interfaces', denied: ['ec2:DescribeNetworkInterfaces'] },
  { prefix: 'AKIANOPASS', user: 'no-pass-role', denied: ['iam:PassRole'] },
  { prefix: 'AKIANOIAM', user: 'no-iam', denied: ['iam:*'] },
  { prefix: 'AKIANOMETADATA', user: 'no-metadata', denied: ['backup:GetRecoveryPointRestoreMetadata'] },
  { prefix: 'AKIAOTHER', user: 'operator', account: '999988887777' },
  { prefix: 'AKIANOEC2', user: 'no-ec2', denied: ['ec2:*'] },
];

const covers = (denied: string, action: string): boolean =>
  denied.endsWith('*') ? action.startsWith(denied.slice(0, -1)) : denied === action;

export const mayDo = (caller: Caller, action: string): boolean => !caller.denied.some((each) => covers(each, action));

/** F14. */
export const mayPass = (caller: Caller): boolean => mayDo(caller, 'iam:PassRole');

const userArn = (account: Account, user: string): string => `arn:aws:iam::${account.state().accountId}:user/${user}`;

/** Who an access key id belongs to, before anything that was said while the account runs. */
const holderOf = (account: Account, accessKeyId: string | null): Caller => {
  const { sessions, accountId } = account.state();
  const session = accessKeyId !== null && Object.hasOwn(sessions, accessKeyId) ? sessions[accessKeyId] : undefined;
  if (session !== undefined) {
    const role = session.roleArn.slice(session.roleArn.lastIndexOf('/') + 1);
    return {
      arn: `arn:aws:sts::${accountId}:assumed-role/${role}/${session.sessionName}`,
      userId: `AROASIMULATED00000000:${session.sessionName}`,
      denied: [],
      trouble: session.expiresAt <= account.now() ? 'expired' : null,
    };
  }
  const sentinel = SENTINELS.find((each) => accessKeyId?.startsWith(each.prefix));
  const arn = userArn(account, sentinel?.user ?? 'operator');
  const other = sentinel?.account;
  return {
    arn: other === undefined ? arn : arn.replace(accountId, other),
    userId: 'AIDASIMULATED00000000',
    denied: sentinel?.denied ?? [],
    trouble: sentinel?.trouble ?? null,
    ...(other === undefined ? {} : { account: other }),
  };
};

const EVERYBODY = '*';

/** As in AWS, permissions are a person's: taken from one key, they are taken from every key of the same person. */
const takenFrom = (account: Account, arn: string): string[] =>
  account.conditions
    .rules()
    .filter(({ accessKeyId }) => accessKeyId === EVERYBODY || holderOf(account, accessKeyId).arn === arn)
    .flatMap((rule) => rule.denied);

const isExpired = ({ expiresAt, goodAgainAt }: CallerRule, now: number): boolean =>
  expiresAt !== null && expiresAt <= now && (goodAgainAt === null || now < goodAgainAt);

/** Expiry and being unknown are a key's own. */
const troubleOf = (account: Account, accessKeyId: string): Caller['trouble'] => {
  const rules = account.conditions.rules().filter((rule) => rule.accessKeyId === EVERYBODY || rule.accessKeyId === accessKeyId);
  if (rules.some((rule) => rule.unknown)) return 'unknown';
  return rules.some((rule) => isExpired(rule, account.now())) ? 'expired' : null;
};

/** The caller behind an access key id: its holder, less what the rules of the moment take away. */
export const callerOf = (account: Account, accessKeyId: string | null): Caller => {
  const holder = holderOf(account, accessKeyId);
  const trouble = holder.trouble ?? (accessKeyId === null ? null : troubleOf(account, accessKeyId));
  return { ...holder, trouble, denied: [...holder.denied, ...takenFrom(account, holder.arn)] };
};

/** The caller with this ARN, for the policy simulator; `null` where there is none. */
export const callerByArn = (account: Account, arn: string): Caller | null => {
  const sentinel = [...SENTINELS, { prefix: 'AKIA', user: 'operator' }].find(
    (each) => userArn(account, each.user) === arn && !('trouble' in each) && !('account' in each),
  );
  return sentinel === undefined ? null : callerOf(account, sentinel.prefix);
};

type Service = string;

/** Words of each service for credentials that have expired. */
export const expired = (service: Service): AwsFault => {
  if (service === 'backup') return new AwsFault('ExpiredTokenException', 'The security token included in the request is expired', 403);
  if (service === 'ec2') return new AwsFault('RequestExpired', 'Request has expired.', 400);
  return new AwsFault('ExpiredToken', 'The security token included in the request is expired', 403);
};

/** … and for credentials that nobody has. */
export const unknownKey = (service: Service): AwsFault => {
  if (service === 'backup')
    return new AwsFault('UnrecognizedClientException', 'The security token included in the request is invalid.', 403);
  if (service === 'ec2') return new AwsFault('AuthFailure', 'AWS was not able to validate the provided access credentials', 401);
  return new AwsFault('InvalidClientTokenId', 'The security token included in the request is invalid.', 403);
};

/** … and for an action that no policy allows. */
export const denied = (service: Service, caller: Caller, action: string): AwsFault => {
  const sentence = `User: ${caller.arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  if (service === 'backup') return new AwsFault('AccessDeniedException', sentence, 403);
  if (service !== 'ec2') return new AwsFault('AccessDenied', sentence, 403);
  const encoded = encodeFailure(caller.arn, action, '*');
  return new AwsFault(
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. ${sentence}. Encoded authorization failure message: ${encoded}`,
    403,
  );
};
