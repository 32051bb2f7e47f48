import type { KnownFailure } from './known-failures';

/** What forbids an action, where AWS says so. A policy of the organization can be lifted by nobody inside the account. */
export type Denial = 'organization' | 'boundary' | 'session' | 'resource' | 'endpoint' | 'explicit';

const DENIALS: readonly (readonly [Denial, RegExp])[] = [
  ['organization', /(?:service|resource) control policy/i],
  ['boundary', /permissions boundary/i],
  ['session', /session policy/i],
  ['endpoint', /VPC endpoint policy/i],
  ['resource', /resource-based policy|vault access policy/i],
  ['explicit', /explicit deny|explicitly denied/i],
];

/** Where AWS says that somebody may not do something. */
const REFUSED =
  /not authorized to perform|Encoded authorization failure message|AccessDenied|UnauthorizedOperation|iam:PassRole|explicit deny in a|vault access policy/i;

/** AWS Backup names the session in which it uses a restore role after itself: what its role lacks is another matter than what the caller lacks (F1, F14). */
const RESTORE_SESSION = /:assumed-role\/[^/\s]+\/AWSBackup/;

interface Denied {
  /** `ec2:RunInstances`; `null` where it is not said in plain words. */
  readonly action: string | null;
  readonly denial: Denial | null;
  readonly encoded: string | null;
  /** Whether the restore role was refused, as opposed to whoever asked for the restore. */
  readonly byRestoreRole: boolean;
}

const extras = ({ denial, encoded }: Denied): Pick<KnownFailure, 'denial' | 'encoded'> => ({
  ...(denial === null ? {} : { denial }),
  ...(encoded === null ? {} : { encoded }),
});

const byAction = (denied: Denied): KnownFailure => {
  const { action, denial, byRestoreRole } = denied;
  const found = (rule: string, code: KnownFailure['code'], subject: string | null = null): KnownFailure => ({
    rule,
    code,
    subject,
    ...extras(denied),
  });
  // Nobody but the caller calls AWS Backup for a restore, whoever AWS names.
  const byCaller = !byRestoreRole || action?.startsWith('backup:') === true;
  if (action !== null && action !== 'iam:PassRole' && byCaller)
    return action === 'backup:StartRestoreJob' && denial === 'resource'
      ? found('F15', 'vault-policy')
      : found('F14', 'caller-action', action);
  switch (action) {
    case null:
      return denial === 'resource' ? found('F15', 'vault-policy') : found('F1', 'not-authorized');
    case 'iam:PassRole':
      return byRestoreRole ? found('F1', 'pass-role') : found('F14', 'pass-restore-role');
    case 'ec2:RunInstances':
      return found('F25', 'run-instances');
    case 'ec2:CreateTags':
      return found('F25', 'create-tags');
    default:
      return action.startsWith('kms:') ? found('F7', 'kms') : found('F25', 'other-action', action);
  }
};

/** What a refusal of a permission means, told apart by the action that it names; `null` where the text is none. */
export const authorizationFailure = (message: string): KnownFailure | null => {
  if (!REFUSED.test(message)) return null;
  return byAction({
    action:
      /\b(?:perform(?:ing)?:?\s+|action[":\s]+)([a-z][a-z0-9-]*:[A-Za-z*]+)/.exec(message)?.[1] ??
      (/iam:PassRole/.test(message) ? 'iam:PassRole' : null),
    denial: DENIALS.find(([, text]) => text.test(message))?.[0] ?? null,
    encoded: /Encoded authorization failure message:\s*([\w-]+)/i.exec(message)?.[1] ?? null,
    byRestoreRole: !/\bUser: /.test(message) || RESTORE_SESSION.test(message),
  });
};

/** What an encoded message says once it is opened (STS API Reference, DecodeAuthorizationMessage); `null` for what it does not say. */
export interface Decoded {
  readonly action: string | null;
  readonly principal: string | null;
  readonly explicitDeny: boolean | null;
}

/** A refusal whose encoded message was opened: told apart by the action in there, whatever the sentence around it said. */
export const decodedFailure = (before: KnownFailure, decoded: Decoded): KnownFailure =>
  byAction({
    action: decoded.action,
    denial: before.denial ?? (decoded.explicitDeny === true ? 'explicit' : null),
    encoded: before.encoded ?? null,
    // Where nobody is named it is as with a sentence that names nobody.
    byRestoreRole: decoded.principal === null || RESTORE_SESSION.test(decoded.principal),
  });
