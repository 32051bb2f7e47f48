import { err, ok, type Result } from '@/lib/result';
import { isObject, openJson } from '../json';
import { knownKey } from '../keys';
import type { SourceNote } from '../source-note';
import type { ByteOrderMark } from './decode';
import { foreignText } from './foreign-text';
import { type ImportProblem, type ImportProblemCode, importProblem, positionOf, type RestoreInput } from './input';
import { jsonFault } from './json-fault';
import { insideFences, straightened, withoutColours, withoutMailQuotes, withoutPrompts, withoutWikiFences } from './pasted';
import { readJson } from './read-json';
import { readScriptText } from './read-script';
import type { Dialect } from './shell-words';
import { readShorthand } from './shorthand';
import { tableRows } from './table-text';

/** More than any script could be. */
const MAX_SCRIPT_CHARACTERS = 1_000_000;
/** JSON is read much more quickly, and a browser's recording of the AWS console is long. */
const MAX_JSON_CHARACTERS = 20_000_000;

type Read = Result<RestoreInput, ImportProblem>;

/** One way to read a text. The first that gives metadata counts. */
interface Reading {
  readonly text: string;
  readonly dialect: Dialect;
  readonly notes: readonly SourceNote[];
}

/** The text as a shell, then as PowerShell; and again in plain characters, where typography has got into it. */
const readingsOf = (text: string): readonly Reading[] => {
  const texts = [
    { text, notes: [] },
    ...straightened(text).map((plain) => ({
      text: plain.text,
      notes: [{ code: 'typographic', severity: 'error', at: '', params: { characters: plain.replaced.map(visible).join(' ') } } as const],
    })),
  ];
  return texts.flatMap((each) => [
    { ...each, dialect: 'posix' as const },
    { ...each, dialect: 'windows' as const },
  ]);
};

/** Blanks are named by their number. */
const visible = (char: string): string =>
  /[\s\u200b\u2060]/.test(char) ? `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}` : char;

/** Whether a problem says little: another reading of the same text may know more. */
const WEAK: ReadonlySet<ImportProblemCode> = new Set(['not-recognised', 'open-quote', 'not-an-object', 'shorthand', 'json-after-end']);

const isWeak = ({ code }: ImportProblem): boolean => WEAK.has(code) || code.startsWith('json-');

const firstRead = (readings: readonly Reading[]): Read => {
  let problem: ImportProblem | null = null;
  for (const reading of readings) {
    const read = readScriptText(withoutPrompts(reading.text), reading.dialect);
    if (read.ok) return ok({ ...read.value, notes: [...reading.notes, ...read.value.notes] });
    if (problem === null || (isWeak(problem) && !isWeak(read.error))) problem = read.error;
  }
  return err(problem ?? importProblem('not-recognised'));
};

/** JSON without the quotes around it: what stood inside a JSON string was copied. */
const insideOfString = (text: string): unknown => (/^\s*[[{]\s*\\"/.test(text) ? openJson(`"${text.trim()}"`) : undefined);

const isMarkdown = (text: string, fenced: string | null): fenced is string => fenced !== null && openJson(text) === undefined;

/** The map in the AWS CLI's own short form, as a file for `file://` may hold it. */
const readShort = (text: string): Read | null => {
  const read = /[\n\r]/.test(text.trim()) ? null : readShorthand(text.trim());
  const known = read?.ok === true && Object.keys(read.value).some((key) => knownKey(key) !== null);
  return read?.ok === true && known ? readJson(read.value, positionOf(text, 0)) : null;
};

/** A table with a restore in one of its rows; `null` for any other text. */
const readTable = (text: string): Read | null => {
  const rows = tableRows(text.trimStart());
  const read = rows === null ? null : readJson({ rows }, positionOf(text, 0));
  return read === null || (!read.ok && read.error.code === 'unknown-object') ? null : read;
};

const readText = (text: string): Read => {
  const start = text.search(/\S/);
  if (start < 0) return err(importProblem('empty'));
  const value = openJson(text);
  if (value !== undefined) return readJson(value, positionOf(text, start));
  const table = readTable(text);
  if (table !== null) return table;
  if (text.length > MAX_SCRIPT_CHARACTERS) return err(importProblem('too-large', { limit: MAX_SCRIPT_CHARACTERS }));
  const inner = insideOfString(text);
  const unescaped = typeof inner === 'string' ? openJson(inner) : undefined;
  if (isObject(unescaped) || Array.isArray(unescaped)) return readJson(unescaped, positionOf(text, start));
  const fenced = insideFences(text);
  const inside = isMarkdown(text, fenced) ? fenced : text;
  const whole = openJson(inside);
  if (whole !== undefined && inside !== text) return readJson(whole, positionOf(text, inside.search(/\S/)));
  const read = firstRead(readingsOf(inside));
  if (read.ok || !isWeak(read.error)) return read;
  return readShort(inside) ?? err(named(inside, read.error));
};

/** What a text is of that cannot be read, where that says more than where its reading broke off. */
const named = (text: string, problem: ImportProblem): ImportProblem => {
  const start = text.search(/\S/);
  if (/[{["]/.test(text.charAt(start)) && jsonFault(text.slice(start)) !== null && problem.code.startsWith('json-')) return problem;
  const foreign = foreignText(text);
  return foreign === null ? problem : { ...importProblem(foreign.code, foreign.params), failure: foreign.failure };
};

/**
 * Reads what a person pastes or gives: a metadata map, an answer of AWS or a request that holds one, or a script with an `aws backup start-restore-job` command,
 * alone or together with the content of the file that it names, with whatever copying has put around it. What is something else is told by its name. Never
 * throws.
 * @param mark the byte order mark of the file that the text comes from
 */
export const readRestoreInput = (given: string, mark: ByteOrderMark | null = null): Read => {
  if (given.length > MAX_JSON_CHARACTERS) return err(importProblem('too-large', { limit: MAX_JSON_CHARACTERS }));
  // Offsets stay those of the given text: a byte order mark is blanked, not cut.
  const plain = withoutColours(given.replace(/^\ufeff/, ' '));
  const read = readText(withoutWikiFences(withoutMailQuotes(plain)));
  if (!read.ok) return read;
  const found = mark ?? (given.startsWith('\ufeff') ? 'UTF-8' : null);
  const marked: readonly SourceNote[] =
    found === null ? [] : [{ code: 'byte-order-mark', severity: 'warning', at: '', params: { encoding: found } }];
  return ok({ ...read.value, notes: [...marked, ...read.value.notes] });
};
