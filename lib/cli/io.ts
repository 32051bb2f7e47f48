import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DecodedText, decodeText } from '@/lib/restore/import/decode';
import type { ImportProblem } from '@/lib/restore/import/input';
import { err, ok, type Result } from '@/lib/result';
import { FACTS_FILES, type GivenFacts } from './facts-answers';

/** What a command reads from and writes to. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: { readonly write: (text: string) => unknown };
  readonly stderr: { readonly write: (text: string) => unknown };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Why a file cannot be read; a message key below `cli.file.`. */
export interface FileProblem {
  readonly code: 'absent' | 'folder' | 'denied' | 'failed' | 'not-folder';
  readonly params: { readonly file: string; readonly code: string };
}

/** Why reading `file` failed with `error`. */
export const problemOf = (file: string, error: unknown): FileProblem => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const known = { ENOENT: 'absent', ENOTDIR: 'absent', EISDIR: 'folder', EACCES: 'denied', EPERM: 'denied' } as const;
  return { code: known[code as keyof typeof known] ?? 'failed', params: { file, code } };
};

/** Why the bytes of a file are not read as text. */
export interface TextProblem {
  readonly code: 'text';
  readonly params: { readonly file: string };
  readonly why: ImportProblem;
}

const textIn = (file: string, bytes: Uint8Array): Result<DecodedText, TextProblem> => {
  const text = decodeText(bytes);
  return text.ok ? text : err({ code: 'text', params: { file }, why: text.error });
};

const collect = async (stdin: Io['stdin']): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
  return Buffer.concat(chunks);
};

/** The bytes of a file, or of standard input for `-`, as they come. Throws what the file system says. */
export const bytesOf = async function* (file: string, io: Io): AsyncGenerator<Uint8Array> {
  const chunks: AsyncIterable<Uint8Array | string> = file === '-' ? io.stdin : createReadStream(file);
  for await (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
};

/** The text of a file, or of standard input for `-`. */
export const readInput = async (file: string, io: Io): Promise<Result<DecodedText, FileProblem | TextProblem>> => {
  try {
    return textIn(file, file === '-' ? await collect(io.stdin) : readFileSync(file));
  } catch (error) {
    return err(problemOf(file, error));
  }
};

/** The answers of the AWS CLI in a folder, each as old as its file. Files under other names are not looked at. */
export const readFactsFolder = (folder: string): Result<GivenFacts, FileProblem | TextProblem> => {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch (error) {
    const { params } = problemOf(folder, error);
    return err({ code: params.code === 'EACCES' ? 'denied' : 'not-folder', params });
  }
  const given: { -readonly [Name in keyof GivenFacts]: GivenFacts[Name] } = {};
  for (const name of FACTS_FILES) {
    if (!names.includes(name)) continue;
    const path = join(folder, name);
    try {
      const text = textIn(path, readFileSync(path));
      if (!text.ok) return text;
      given[name] = { text: text.value.text, asOf: statSync(path).mtime.toISOString() };
    } catch (error) {
      return err(problemOf(path, error));
    }
  }
  return ok(given);
};
