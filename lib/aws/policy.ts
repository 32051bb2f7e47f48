import { z } from 'zod';

const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((value) => (typeof value === 'string' ? [value] : value));
const principal = z.union([z.literal('*'), z.record(z.string(), oneOrMore)]);
const statement = z.object({
  Effect: z.enum(['Allow', 'Deny']),
  Principal: principal.optional(),
  NotPrincipal: principal.optional(),
  Action: oneOrMore.optional(),
  NotAction: oneOrMore.optional(),
  Condition: z.record(z.string(), z.unknown()).optional(),
});
const policy = z.object({
  Statement: z.union([statement, z.array(statement)]).transform((value) => (Array.isArray(value) ? value : [value])),
});

type Statement = z.output<typeof statement>;

/** A policy document's statements; IAM sends trust policies percent-encoded. `null` where it is not one. */
const statementsOf = (document: string): readonly Statement[] | null => {
  try {
    const text = document.trimStart().startsWith('{') ? document : decodeURIComponent(document);
    const parsed = policy.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.Statement : null;
  } catch {
    return null;
  }
};

const principalsOf = (value: z.output<typeof principal> | undefined, kind: string): readonly string[] => {
  if (value === undefined) return [];
  return value === '*' ? ['*'] : (value[kind] ?? []);
};

const matches = (pattern: string, text: string): boolean =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.')}$`,
    'i',
  ).test(text);

/** Whether a trust policy lets `service` assume the role (F11). */
export const trusts = (document: string | undefined, service: string): boolean =>
  (document === undefined ? null : statementsOf(document))?.some(
    (each) =>
      each.Effect === 'Allow' &&
      (each.Action ?? []).some((action) => matches(action, 'sts:AssumeRole')) &&
      (principalsOf(each.Principal, 'Service').includes(service) || each.Principal === '*'),
  ) ?? false;

/**
 * Whether a resource policy denies `action` to `caller` (F15). `perhaps`: a statement would, if its condition holds or its principals, which are named
 * by exception, leave the caller out; that cannot be told from here.
 */
export const denies = (
  document: string,
  action: string,
  caller: { readonly arn: string; readonly account: string },
): 'yes' | 'no' | 'perhaps' => {
  const statements = statementsOf(document);
  if (statements === null) return 'perhaps';
  let answer: 'no' | 'perhaps' = 'no';
  for (const each of statements) {
    if (each.Effect !== 'Deny' || !concerns(each, action)) continue;
    if (each.NotPrincipal !== undefined) answer = 'perhaps';
    else if (isNamed(each, caller)) {
      if (each.Condition === undefined) return 'yes';
      answer = 'perhaps';
    }
  }
  return answer;
};

const concerns = (each: Statement, action: string): boolean =>
  each.NotAction === undefined
    ? (each.Action ?? []).some((pattern) => matches(pattern, action))
    : !each.NotAction.some((pattern) => matches(pattern, action));

const isNamed = (each: Statement, caller: { readonly arn: string; readonly account: string }): boolean =>
  principalsOf(each.Principal, 'AWS').some(
    (name) =>
      name === '*' || name === caller.arn || name === caller.account || name.endsWith(`:${caller.account}:root`) || isRoleOf(name, caller),
  );

/** Whether `name` is the role that the caller's session is of. The session's ARN lacks the role's path. */
const isRoleOf = (name: string, caller: { readonly arn: string; readonly account: string }): boolean => {
  const role = /:assumed-role\/([^/]+)\//.exec(caller.arn)?.[1];
  return role !== undefined && name.includes(`::${caller.account}:role/`) && name.endsWith(`/${role}`);
};
