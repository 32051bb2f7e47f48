import type { JsonPointer } from '../diagnostic';
import { isObject, openJson, pointerStep } from '../json';
import { knownKey } from '../keys';
import type { RestoreMetadata } from '../plan';
import type { SourceNote } from '../source-note';

/** The whole of a value that a manual, a template or a tool has left to be filled in. */
const WHOLE: readonly RegExp[] = [
  // <SUBNET_ID>, 〈サブネット〉
  /^[<〈《][^<>〈〉]{1,80}[>〉》]$/u,
  // ＜サブネット＞, 「ボールト名」, （ARN）
  /^(?:＜[^＜＞]{1,80}＞|「[^「」]{1,80}」|『[^『』]{1,80}』|【[^【】]{1,80}】|（[^（）]{1,80}）)$/u,
  // __SUBNET_ID__, @@SUBNET@@, #{subnet}, ${subnet}, !Ref Subnet, &lt;SUBNET&gt;, ...
  /^(?:__\w{1,80}__|@@?[\w-]{1,80}@@?|[#$]\{[^{}]{1,80}\}|!(?:Ref|Sub|GetAtt) .{1,80}|&lt;[^&]{1,80}&gt;|\.{3}|…)$/,
  // [ボールト名], {subnet_id}, {{ SubnetId }}
  /^\[[^[\]{}":,]{1,80}\]$/u,
  /^\{{1,2}\s*[^{}":,]{1,80}\s*\}{1,2}$/u,
  // {% $subnet %}, $.subnet, States.Format(…) of Step Functions
  /^\{%.*%\}$/s,
  /^\$\$?\.[\w.[\]]+$/,
  /^States\.\w+\(/,
  // YOUR_SUBNET_ID, REPLACE_ME, SUBNET_ID_HERE, TODO
  /^(?:YOUR|MY|INSERT|ENTER|REPLACE)[-_ ][A-Z_ -]+$/,
  /^your[-_ ][\w -]+$/,
  /^[A-Z][A-Z_-]*[-_]HERE$/,
  // RECOVERY_POINT_ARN, SUBNET_ID
  /^[A-Z][A-Z0-9_]*_(?:ARN|ID|IDS|IP|NAME|ADDRESS)$/,
  /^(?:TODO|CHANGE[-_]?ME|REPLACE[-_]?ME|XXX+)$/i,
];

/** A part of an id or ARN that stands for the real one: subnet-xxxxxxxx, ami-***, arn:aws:…:${AccountId}:…, arn:aws:…:<account>:…, arn:aws:ec2:REGION::… */
const PART: readonly RegExp[] = [
  /\b(?:subnet|sg|vpc|eni|ami|i|vol|snap|key)-(?:$|id$|[x*.…]{3,}|[0-9a-f]{0,16}EXAMPLE|[0-9a-f]{0,16}(?:x{3,}|\*{2,}|\.{3}|…)[0-9a-f]*)/i,
  /\$\{[^{}]{1,60}\}/,
  /<[^<>\s]{1,60}>/,
  /\[[^[\]\s{}":,]{1,60}\]/u,
  /(?<=^arn:aws[\w-]*:(?:[\w-]*:)*)(?:REGION|ACCOUNT(?:[-_]?ID)?|[xX]{4,}|\*{4,})(?=[:/]|$)/,
];

const IDENTIFIER = /^(?:arn:|(?:subnet|sg|vpc|eni|ami|i|vol|snap|key)-)/i;

/** What in a value still waits to be filled in; `null` where nothing does. */
export const placeholderIn = (value: string): string | null => {
  const text = value.trim();
  if (WHOLE.some((pattern) => pattern.test(text))) return text;
  if (!IDENTIFIER.test(text)) return null;
  for (const pattern of PART) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined && found !== '') return found;
  }
  return null;
};

/** What is wrong with a text where AWS takes an ARN; `null` for an ARN, and where nothing is given. */
export const arnNote = (where: string, text: string | null): SourceNote | null => {
  if (text === null || text === '') return null;
  const placeholder = placeholderIn(text);
  if (placeholder !== null) return { code: 'placeholder', severity: 'error', at: '', params: { where, text: placeholder } };
  return /^arn:/.test(text) ? null : { code: 'not-an-arn', severity: 'error', at: '', params: { where, text: text.slice(0, 80) } };
};

/** Keys and members whose text is anybody's own: `<b>` is no placeholder there. */
const FREE = ['userdata', 'tags', 'description'];

const search = (value: unknown, at: JsonPointer): { readonly at: JsonPointer; readonly text: string }[] => {
  if (Array.isArray(value)) return value.flatMap((item, i) => search(item, `${at}/${i}`));
  if (isObject(value))
    return Object.entries(value).flatMap(([name, inner]) =>
      FREE.includes(name.toLowerCase()) ? [] : search(inner, at + pointerStep(name)),
    );
  const found = typeof value === 'string' ? placeholderIn(value) : null;
  return found === null ? [] : [{ at, text: found }];
};

/** The values of a map that still wait to be filled in, each with its place. */
export const placeholdersIn = (metadata: RestoreMetadata): readonly { readonly at: JsonPointer; readonly text: string }[] =>
  Object.entries(metadata as Readonly<Record<string, unknown>>).flatMap(([key, value]) => {
    if (FREE.includes(key.toLowerCase())) return [];
    const isJson = knownKey(key)?.format.startsWith('json') === true;
    const opened = isJson && typeof value === 'string' ? openJson(value) : undefined;
    return search(opened ?? value, pointerStep(key));
  });
