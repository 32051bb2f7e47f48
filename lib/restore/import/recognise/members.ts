import { isObject, type JsonObject, openJson } from '../../json';

/** Names as every tool spells them: `RecoveryPointArn`, `recoveryPointArn` of SDKs and CloudTrail, `recovery_point_arn`, `RecoveryPointArn.$` of Step Functions. */
const plain = (name: string): string => name.replace(/\.\$$/, '').replace(/[_-]/g, '').toLowerCase();

/** The name under which `wanted` (as AWS documents it) stands in `object`; `null` where it does not. */
export const nameOf = (object: JsonObject, wanted: string): string | null => {
  if (Object.hasOwn(object, wanted)) return wanted;
  const sought = plain(wanted);
  return Object.keys(object).find((name) => plain(name) === sought) ?? null;
};

/** The member that `wanted` names, however it is spelled; `undefined` where there is none. */
export const memberOf = (object: JsonObject, wanted: string): unknown => {
  const name = nameOf(object, wanted);
  return name === null ? undefined : object[name];
};

export const hasMember = (object: JsonObject, ...wanted: readonly string[]): boolean =>
  wanted.some((name) => nameOf(object, name) !== null);

/** A text that says something. */
export const textOf = (object: JsonObject, wanted: string): string | null => {
  const value = memberOf(object, wanted);
  return typeof value === 'string' && value !== '' ? value : null;
};

export const objectOf = (object: JsonObject, wanted: string): JsonObject | null => {
  const value = memberOf(object, wanted);
  return isObject(value) ? value : null;
};

export const listOf = (object: JsonObject, wanted: string): readonly unknown[] | null => {
  const value = memberOf(object, wanted);
  return Array.isArray(value) ? value : null;
};

/** An object or a list in JSON, in base64: it begins with `{` or `[` and a character of ASCII. */
const BASE64_JSON = /^[eW][w-z0-3][\w+/-]*={0,2}$/;

/** What stands in a text that is JSON in base64, as recordings of browsers, API Gateway and Kinesis carry bodies; `undefined` for any other. */
export const openedBase64 = (text: string): unknown => {
  if (!BASE64_JSON.test(text)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    return openJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
};

/** What stands in a text that is JSON itself, as it does in logs and messages; `undefined` for any other value. */
export const openedText = (value: unknown): unknown => (typeof value === 'string' && /^\s*[[{]/.test(value) ? openJson(value) : undefined);
