import { existsSync, writeFileSync } from 'node:fs';
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

/** Writes files that must not be there yet: all of them, or, where one is there, none. Readable by their owner alone, unless `mode` says otherwise. */
export const writeNewFiles = (
  files: readonly { readonly file: string; readonly text: string; readonly mode?: number }[],
): Result<null, WriteProblem> => {
  const there = files.find(({ file }) => existsSync(file));
  if (there !== undefined) return err({ code: 'exists', params: { file: there.file, code: 'EEXIST' } });
  for (const { file, text, mode = 0o600 } of files) {
    try {
      writeFileSync(file, text, { mode, flag: 'wx' });
    } catch (error) {
      return err(writeProblemOf(file, error));
    }
  }
  return ok(null);
};
