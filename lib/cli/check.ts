import { readArguments } from './arguments';
import { checkText } from './check-text';
import { FACTS_FILES } from './facts-answers';
import { findingsJson, findingsText } from './findings-text';
import { type Io, readFactsFolder, readInput } from './io';
import { type CliProblem, nameOf, sentenceOf, type Words } from './words';

const CANNOT_READ = 2;
const FILES = FACTS_FILES.join('\n              ');

/**
 * `rehome check FILE [--facts DIR] [--json]`: findings on standard output.
 * @returns the exit code: 0 no error, 1 errors, 2 the input cannot be read, with one sentence on standard error
 */
export const check = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readArguments('check', argv, io, FILES);
  if (!read.ok) {
    (read.error.code === 0 ? io.stdout : io.stderr).write(`${read.error.text}\n`);
    return read.error.code;
  }
  const { words, arguments: given } = read.value;
  const text = await readInput(given.file, io);
  if (!text.ok) return fail(words, io, { kind: 'file', problem: text.error });
  const facts = given.facts === null ? null : readFactsFolder(given.facts);
  if (facts !== null && !facts.ok) return fail(words, io, { kind: 'file', problem: facts.error });
  const checked = checkText(text.value, facts?.value ?? {});
  if (!checked.ok)
    return fail(
      words,
      io,
      checked.error.kind === 'input' ? { ...checked.error, file: given.file } : { ...checked.error, folder: given.facts ?? '' },
    );
  const { findings, input } = checked.value;
  io.stdout.write(given.json ? findingsJson(words, findings) : findingsText(words, nameOf(words, given.file), findings, input));
  return findings.some((finding) => finding.severity === 'error') ? 1 : 0;
};

const fail = (words: Words, io: Io, problem: CliProblem): number => {
  io.stderr.write(`${sentenceOf(words, problem)}\n`);
  return CANNOT_READ;
};
