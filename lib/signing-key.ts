import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type KeyProblem, readSigningKey } from '@/lib/record/signing';
import { err, ok, type Result } from '@/lib/result';

/** Why there is no key to sign with; a message key below `record.problem.` and `audit.signing.`. `file` is the file or the variable that was to hold it. */
export interface SigningKeyProblem {
  readonly code: KeyProblem | 'two-keys' | 'cannot-read-key';
  readonly params: { readonly file: string; readonly code: string };
}

const FILE = 'REHOME_SIGNING_KEY_FILE';
const TEXT = 'REHOME_SIGNING_KEY';

const pemIn = (file: string): Result<string, SigningKeyProblem> => {
  try {
    return ok(readFileSync(file, 'utf8'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return err({ code: 'cannot-read-key', params: { file, code } });
  }
};

/**
 * The key that exports are signed with: the PEM text in REHOME_SIGNING_KEY (its line feeds perhaps written as `\n`, as a line of an env file holds them), or the one in the file that
 * REHOME_SIGNING_KEY_FILE names. Null where neither is set. It is never in the database.
 */
export const signingKeyIn = (env: Readonly<Record<string, string | undefined>>): Result<KeyObject | null, SigningKeyProblem> => {
  const file = env[FILE] ?? '';
  const text = env[TEXT] ?? '';
  if (file === '' && text === '') return ok(null);
  if (file !== '' && text !== '') return err({ code: 'two-keys', params: { file: FILE, code: '' } });
  const pem = file === '' ? ok(text.replaceAll('\\n', '\n')) : pemIn(file);
  if (!pem.ok) return pem;
  const key = readSigningKey(pem.value);
  return key.ok ? key : err({ code: key.error, params: { file: file === '' ? TEXT : file, code: '' } });
};
