import { createWriteStream, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { err, ok, type Result } from '@/lib/result';

/** Why a file cannot be written; a message key below `record.problem.`. */
export interface WriteProblem {
  readonly code: 'exists' | 'cannot-write';
  readonly params: { readonly file: string; readonly code: string };
}

/** Why writing `file` failed with `error`. Throws what did not come from the file system. */
const writeProblemOf = (file: string, error: unknown): WriteProblem => {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
  const code = String(error.code);
  return { code: code === 'EEXIST' ? 'exists' : 'cannot-write', params: { file, code } };
};

/** That there is a file of this name already, as a problem; null where there is none. */
export const alreadyThere = (file: string): WriteProblem | null =>
  existsSync(file) ? { code: 'exists', params: { file, code: 'EEXIST' } } : null;

/** Writes files that must not be there yet: all of them, or, where one is there, none. Readable by their owner alone, unless `mode` says otherwise. */
export const writeNewFiles = (
  files: readonly { readonly file: string; readonly text: string; readonly mode?: number }[],
): Result<null, WriteProblem> => {
  for (const { file } of files) {
    const there = alreadyThere(file);
    if (there !== null) return err(there);
  }
  for (const { file, text, mode = 0o600 } of files) {
    try {
      writeFileSync(file, text, { mode, flag: 'wx' });
    } catch (error) {
      return err(writeProblemOf(file, error));
    }
  }
  return ok(null);
};

/**
 * Writes what `chunks` gives to a new file, readable by its owner alone. It has another name until it is complete and on the disk, so that one that was cut short is
 * never taken for a whole one. Throws what `chunks` throws; then there is no file.
 */
export const writeStreamed = async (file: string, chunks: AsyncIterable<string | Uint8Array>): Promise<Result<null, WriteProblem>> => {
  const there = alreadyThere(file);
  if (there !== null) return err(there);
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const target = createWriteStream(part, { mode: 0o600, flags: 'wx', flush: true });
  let failed: unknown;
  target.once('error', (error) => {
    failed = error;
  });
  try {
    await pipeline(Readable.from(chunks), target);
    renameSync(part, file);
    return ok(null);
  } catch (error) {
    rmSync(part, { force: true });
    if (error !== failed) throw error;
    return err(writeProblemOf(file, error));
  }
};
