import { err, ok, type Result } from '@/lib/result';
import { fileKind } from './file-kind';
import { decoded, type ForeignEncoding, foreignEncoding } from './foreign-encoding';
import { type ImportProblem, importProblem } from './input';

/** What a byte order mark at the start of a file says. */
export type ByteOrderMark = 'UTF-8' | 'UTF-16 LE' | 'UTF-16 BE';

/** The text of a file, and the mark that stood before it: the AWS CLI takes neither the mark nor UTF-16. */
export interface DecodedText {
  readonly text: string;
  readonly mark: ByteOrderMark | null;
}

const MARKS: readonly (readonly [ByteOrderMark, readonly number[], string])[] = [
  ['UTF-8', [0xef, 0xbb, 0xbf], 'utf-8'],
  ['UTF-16 LE', [0xff, 0xfe], 'utf-16le'],
  ['UTF-16 BE', [0xfe, 0xff], 'utf-16be'],
];

/** Marks of UTF-32, one of which begins like that of UTF-16 LE. */
const UTF_32 = [
  [0xff, 0xfe, 0, 0],
  [0, 0, 0xfe, 0xff],
];

const startsWith = (bytes: Uint8Array, mark: readonly number[]): boolean => mark.every((byte, i) => bytes[i] === byte);

/** Names of encodings as `iconv` takes them. */
const ICONV: Readonly<Record<ForeignEncoding, string>> = {
  'UTF-16 LE': 'UTF-16LE',
  'UTF-16 BE': 'UTF-16BE',
  'UTF-32': 'UTF-32',
  'Shift-JIS': 'SHIFT_JIS',
  'EUC-JP': 'EUC-JP',
  'ISO-2022-JP': 'ISO-2022-JP',
  'Windows-1252': 'WINDOWS-1252',
};

const refusal = (encoding: ForeignEncoding | 'binary' | null): Result<DecodedText, ImportProblem> => {
  if (encoding === null) return err(importProblem('not-utf8'));
  return err(encoding === 'binary' ? importProblem('not-text') : importProblem('encoding', { encoding, iconv: ICONV[encoding] }));
};

/** UTF-16 that is none: cut in the middle of a character, or with bytes that it does not have. */
const broken = (encoding: string, bytes: Uint8Array): Result<DecodedText, ImportProblem> =>
  err(importProblem('encoding-broken', { encoding, cut: bytes.length % 2 === 1 }));

/**
 * The text of a file's bytes: UTF-8, or what a byte order mark says (PowerShell's `>` writes what the AWS CLI prints as UTF-16 with a mark). Anything else is
 * refused, by its name where the bytes show it (a picture, an archive, another encoding): what was guessed could be another text.
 */
export const decodeText = (bytes: Uint8Array): Result<DecodedText, ImportProblem> => {
  if (UTF_32.some((mark) => startsWith(bytes, mark))) return refusal('UTF-32');
  const kind = fileKind(bytes);
  if (kind !== null) return err(importProblem('file-kind', { ...kind }));
  const found = MARKS.find(([, each]) => startsWith(bytes, each));
  const [mark, label] = found === undefined ? [null, 'utf-8'] : [found[0], found[2]];
  const text = decoded(bytes, label);
  if (text === null && mark !== null) return mark === 'UTF-8' ? refusal(null) : broken(mark, bytes);
  const foreign = mark === null ? foreignEncoding(bytes, text !== null) : null;
  if ((foreign === 'UTF-16 LE' || foreign === 'UTF-16 BE') && bytes.length % 2 === 1) return broken(foreign, bytes);
  return text === null || foreign !== null ? refusal(foreign) : ok({ text, mark });
};
