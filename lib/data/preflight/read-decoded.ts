import { isObject, type JsonObject, openJson } from '@/lib/restore/json';
import type { DecodedAuthorization } from './views';

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** AWS's example writes flags as text, its answers as JSON has them. */
const flag = (value: unknown): boolean | null => {
  if (typeof value === 'boolean') return value;
  return value === 'true' ? true : value === 'false' ? false : null;
};

const inside = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** The names of the statements that deny: their own ids, else the policy they stand in. */
const denying = (matched: unknown): readonly string[] => {
  const { items } = inside(matched);
  const named = (Array.isArray(items) ? items.filter(isObject) : [])
    .filter((item) => text(item.effect)?.toUpperCase() === 'DENY')
    .flatMap((item) => text(item.statementId) ?? text(item.sourcePolicyId) ?? []);
  return [...new Set(named)];
};

/**
 * What STS gives for an encoded authorization failure, as parts that people ask for (STS API Reference, DecodeAuthorizationMessage). Its form is not
 * promised, so every part may be missing, and the whole is kept beside. Never throws.
 */
export const readDecoded = (json: string): DecodedAuthorization => {
  const opened = openJson(json);
  const message = inside(opened);
  const context = inside(message.context);
  const principal = inside(context.principal);
  return {
    allowed: flag(message.allowed),
    explicitDeny: flag(message.explicitDeny),
    principal: text(principal.arn) ?? text(principal.id),
    action: text(context.action),
    resource: text(context.resource),
    deniedBy: denying(message.matchedStatements),
    whole: opened === undefined ? json : JSON.stringify(opened, null, 2),
  };
};
