import { err, ok, type Result } from '@/lib/result';

/** What is wrong at `offset` of a shorthand value: no `key=`, a quote that stays open, or a list or structure where AWS takes text. */
export interface ShorthandFault {
  readonly offset: number;
}

/** Characters that the AWS CLI takes in a key of its shorthand syntax. */
const KEY = /[A-Za-z0-9\-_.#/:]+/y;

const matchAt = (pattern: RegExp, text: string, offset: number): string => {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
};

interface Value {
  readonly text: string;
  readonly end: number;
}

const quoted = (text: string, from: number): Value | null => {
  const quote = text.charAt(from);
  let value = '';
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === quote) return { text: value, end: at + 1 };
    const next = text.charAt(at + 1);
    const escaped = char === '\\' && (next === quote || next === '\\');
    value += escaped ? next : char;
    if (escaped) at += 1;
  }
  return null;
};

const bare = (text: string, from: number): Value => {
  let value = '';
  let at = from;
  for (; at < text.length && text.charAt(at) !== ','; at += 1) {
    const escaped = text.charAt(at) === '\\' && /[,\\=]/.test(text.charAt(at + 1));
    if (escaped) at += 1;
    value += text.charAt(at);
  }
  return { text: value.trim(), end: at };
};

/** Reads the AWS CLI's shorthand of a string map, `key=value,key2="a, b"`. */
export const readShorthand = (text: string): Result<Readonly<Record<string, string>>, ShorthandFault> => {
  const entries: [string, string][] = [];
  for (let at = 0; ; at += 1) {
    while (text.charAt(at) === ' ') at += 1;
    const key = matchAt(KEY, text, at);
    if (key === '' || text.charAt(at + key.length) !== '=') return err({ offset: at });
    const from = at + key.length + 1;
    const first = text.charAt(from);
    // Lists and structures have their own syntax, which a map of texts does not take.
    if (first === '[' || first === '{') return err({ offset: from });
    const value = first === '"' || first === "'" ? quoted(text, from) : bare(text, from);
    if (value === null) return err({ offset: from });
    entries.push([key, value.text]);
    at = value.end;
    if (at >= text.length) return ok(Object.fromEntries(entries));
    if (text.charAt(at) !== ',') return err({ offset: at });
  }
};
