import { fingerprintOf, newSigningKey as newKeys, readPublicKey } from '@/lib/record/signing';
import { type CommandShape, end, readCommandLine } from './arguments';
import type { Io } from './io';
import type { Words } from './words';
import { writeNewFiles } from './write-file';

const SHAPE = {
  command: 'new-signing-key',
  options: {},
  positional: 'output',
  help: (words: Words) => words.record()('help.new-signing-key'),
} as const satisfies CommandShape;

/**
 * `rehome new-signing-key FILE`: the private key in FILE, the public key in FILE.pub.
 * @returns the exit code: 0, or 2 where an option is wrong or a file cannot be written
 */
export const newSigningKey = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readCommandLine(SHAPE, argv, io);
  if (!read.ok) return end(read.error, io);
  const { words, file } = read.value;
  const { privateKey, publicKey } = newKeys();
  const publicFile = `${file}.pub`;
  const written = writeNewFiles([
    { file, text: privateKey },
    { file: publicFile, text: publicKey, mode: 0o644 },
  ]);
  if (!written.ok) return end({ code: 2, text: words.record()(`problem.${written.error.code}`, written.error.params) }, io);
  const key = readPublicKey(publicKey);
  const fingerprint = key.ok ? fingerprintOf(key.value) : '';
  io.stdout.write(`${words.record()('key-made', { file, public: publicFile, fingerprint })}\n`);
  return 0;
};
