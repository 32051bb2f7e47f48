import { randomUUID } from 'node:crypto';
import { readArguments } from './arguments';
import { type Io, readInput } from './io';
import { prepareText } from './prepare-text';
import { leftOutSentence, sentenceOf } from './words';

const CANNOT_READ = 2;

/**
 * `rehome prepare TEMPLATE [--nic SPEC]...`: the metadata.json on standard output.
 * What the template says and the file does not is told on standard error.
 * @returns the exit code: 0, or 2 when the template or an option cannot be read, with one sentence on standard error
 */
export const prepare = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readArguments('prepare', argv, io, '');
  if (!read.ok) {
    (read.error.code === 0 ? io.stdout : io.stderr).write(`${read.error.text}\n`);
    return read.error.code;
  }
  const { words, arguments: given } = read.value;
  const text = await readInput(given.file, io);
  if (!text.ok) {
    io.stderr.write(`${sentenceOf(words, { kind: 'file', problem: text.error })}\n`);
    return CANNOT_READ;
  }
  const prepared = prepareText(text.value.text, given.nics, randomUUID());
  if (!prepared.ok) {
    const problem = prepared.error.kind === 'nic' ? prepared.error : { ...prepared.error, file: given.file };
    io.stderr.write(`${sentenceOf(words, problem)}\n`);
    return CANNOT_READ;
  }
  for (const each of prepared.value.leftOut) io.stderr.write(`${leftOutSentence(words, given.file, each)}\n`);
  io.stdout.write(prepared.value.file);
  return 0;
};
