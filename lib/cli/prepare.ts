import { randomUUID } from 'node:crypto';
import { type CommandShape, end, readCommandLine } from './arguments';
import { type Io, readInput } from './io';
import { prepareText } from './prepare-text';
import { leftOutSentence, sentenceOf, type Words } from './words';

const CANNOT_READ = 2;

const SHAPE = {
  command: 'prepare',
  options: { nic: { type: 'string', multiple: true } },
  positional: 'input',
  help: (words: Words) => words.cli('help.prepare'),
} as const satisfies CommandShape;

/**
 * `rehome prepare TEMPLATE [--nic SPEC]...`: the metadata.json on standard output.
 * What the template says and the file does not is told on standard error.
 * @returns the exit code: 0, or 2 when the template or an option cannot be read, with one sentence on standard error
 */
export const prepare = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readCommandLine(SHAPE, argv, io);
  if (!read.ok) return end(read.error, io);
  const { words, file, values } = read.value;
  const text = await readInput(file, io);
  if (!text.ok) {
    io.stderr.write(`${sentenceOf(words, { kind: 'file', problem: text.error })}\n`);
    return CANNOT_READ;
  }
  const prepared = prepareText(text.value.text, values.nic ?? [], randomUUID());
  if (!prepared.ok) {
    const problem = prepared.error.kind === 'nic' ? prepared.error : { ...prepared.error, file };
    io.stderr.write(`${sentenceOf(words, problem)}\n`);
    return CANNOT_READ;
  }
  for (const each of prepared.value.leftOut) io.stderr.write(`${leftOutSentence(words, file, each)}\n`);
  io.stdout.write(prepared.value.file);
  return 0;
};
