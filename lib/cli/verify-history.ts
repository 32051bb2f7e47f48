import { readPublicKey } from '@/lib/record/signing';
import { type Expected, type NotedHead, verifyExport } from '@/lib/record/verify-export';
import { err, ok, type Result } from '@/lib/result';
import { type CommandLine, type CommandShape, end, readCommandLine } from './arguments';
import { bytesOf, type Io, problemOf, readInput } from './io';
import { faultJson, faultText, verifiedJson, verifiedText } from './verified-text';
import { sentenceOf, type Words } from './words';

const SHAPE = {
  command: 'verify-history',
  options: {
    head: { type: 'string', multiple: true },
    chain: { type: 'string' },
    'public-key': { type: 'string' },
    json: { type: 'boolean' },
  },
  positional: 'input',
  help: (words: Words) => words.record()('help.verify-history'),
} as const satisfies CommandShape;

type Values = CommandLine<typeof SHAPE.options>['values'];

const CANNOT_READ = 2;
/** What says nothing about the file's truth: it, or a head, cannot be understood here. */
const UNCLEAR: readonly string[] = ['later-version', 'which-chain'];

const headOf = (text: string, chain: string | null): NotedHead | null => {
  const [, named, seq, hash] = /^(?:(.+)=)?([1-9]\d{0,15}):([0-9a-f]{64})$/i.exec(text) ?? [];
  return seq === undefined || hash === undefined ? null : { chain: named ?? chain, seq: Number(seq), hash: hash.toLowerCase() };
};

const headsIn = ({ head = [], ...values }: Values, words: Words): Result<readonly NotedHead[], string> => {
  const chain = values.chain ?? null;
  const heads: NotedHead[] = [];
  for (const text of head) {
    const read = headOf(text, chain);
    if (read === null) return err(words.record()('problem.head', { value: text }));
    heads.push(read);
  }
  if (chain !== null && !head.some((text) => !text.includes('='))) return err(words.record()('problem.chain'));
  return ok(heads);
};

const publicKeyIn = async (file: string | undefined, words: Words, io: Io): Promise<Result<Expected['publicKey'], string>> => {
  if (file === undefined) return ok(null);
  const text = await readInput(file, io);
  if (!text.ok) return err(sentenceOf(words, { kind: 'file', problem: text.error }));
  const key = readPublicKey(text.value.text);
  return key.ok ? key : err(words.record()(`problem.${key.error}`, { file }));
};

/**
 * `rehome verify-history FILE [--head SEQ:HASH]... [--public-key FILE]`: whether an export is whole and unchanged.
 * @returns the exit code: 0 nothing is wrong, 1 something is (on standard output), 2 the file or an option cannot be read, with one sentence on standard error
 */
export const verifyHistory = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readCommandLine(SHAPE, argv, io);
  if (!read.ok) return end(read.error, io);
  const { words, file, values } = read.value;
  const heads = headsIn(values, words);
  if (!heads.ok) return end({ code: CANNOT_READ, text: heads.error }, io);
  const publicKey = await publicKeyIn(values['public-key'], words, io);
  if (!publicKey.ok) return end({ code: CANNOT_READ, text: publicKey.error }, io);
  const expected = { heads: heads.value, publicKey: publicKey.value };
  const json = values.json === true;
  try {
    const verified = await verifyExport(bytesOf(file, io), expected);
    if (verified.ok) {
      io.stdout.write(json ? verifiedJson(file, verified.value, expected) : verifiedText(words, file, verified.value, expected));
      return 0;
    }
    const unclear = UNCLEAR.includes(verified.error.code);
    const text = json ? faultJson(words, file, verified.error) : faultText(words, file, verified.error);
    (unclear && !json ? io.stderr : io.stdout).write(text);
    return unclear ? CANNOT_READ : 1;
  } catch (error) {
    // What a file system says has a code; anything else is a fault of ours.
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return end({ code: CANNOT_READ, text: sentenceOf(words, { kind: 'file', problem: problemOf(file, error) }) }, io);
  }
};
