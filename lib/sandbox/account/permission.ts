import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Permission, Role } from './types';

/** IAM's wildcards: `*` and `?`. */
const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    'i',
  ).test(text);

const concerns = (permission: Permission, action: string, resource: string): boolean =>
  matches(permission.action, action) && permission.resources.some((pattern) => matches(pattern, resource));

/** Whether a role's policies allow an action. `passedTo`: the value of iam:PassedToService, `null` where the caller gives none. */
export const isAllowed = (role: Role, action: string, resource: string, passedTo: string | null): boolean =>
  role.allows.some(
    (permission) =>
      concerns(permission, action, resource) &&
      (permission.passedTo === undefined || (passedTo !== null && permission.passedTo.includes(passedTo))),
  );

/** Whether the answer hangs on a context value that was not given. */
export const lacksContext = (role: Role, action: string, resource: string): boolean =>
  role.allows.some((permission) => concerns(permission, action, resource) && permission.passedTo !== undefined);

const PREFIX = 'sandbox-';

/** An authorization failure as AWS encodes it for DecodeAuthorizationMessage (F1). */
export const encodeFailure = (principalArn: string, action: string, resource: string): string => {
  const decoded = {
    allowed: false,
    explicitDeny: false,
    matchedStatements: { items: [] },
    failures: { items: [] },
    context: { principal: { id: 'AROASIMULATED00000000', arn: principalArn }, action, resource, conditions: { items: [] } },
  };
  return PREFIX + deflateRawSync(JSON.stringify(decoded)).toString('base64url');
};

/** What `encodeFailure` encoded; `null` where it was not us. */
export const decodeFailure = (encoded: string): string | null => {
  if (!encoded.startsWith(PREFIX)) return null;
  try {
    return inflateRawSync(Buffer.from(encoded.slice(PREFIX.length), 'base64url'), { maxOutputLength: 100_000 }).toString('utf8');
  } catch {
    return null;
  }
};
