import { type CommandShape, end, readCommandLine } from './arguments';
import { checkText } from './check-text';
import { FACTS_FILES } from './facts-answers';
import { findingsJson, findingsText } from './findings-text';
import { type Io, readFactsFolder, readInput } from './io';
import { type CliProblem, nameOf, sentenceOf, type Words } from './words';

const CANNOT_READ = 2;

const SHAPE = {
  command: 'check',
  options: { facts: { type: 'string' }, json: { type: 'boolean' }, pointers: { type: 'boolean' } },
  positional: 'input',
  help: (words: Words) => words.cli('help.check', { files: FACTS_FILES.join('\n              ') }),
} as const satisfies CommandShape;

/**
 * `rehome check FILE [--facts DIR] [--json] [--pointers]`: findings on standard output.
 * @returns the exit code: 0 no error, 1 errors, 2 the input cannot be read, with one sentence on standard error
 */
export const check = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readCommandLine(SHAPE, argv, io);
  if (!read.ok) return end(read.error, io);
  const { words, file, values } = read.value;
  const text = await readInput(file, io);
  if (!text.ok) return fail(words, io, { kind: 'file', problem: text.error });
  const facts = values.facts === undefined ? null : readFactsFolder(values.facts);
  if (facts !== null && !facts.ok) return fail(words, io, { kind: 'file', problem: facts.error });
  const checked = checkText(text.value, facts?.value ?? {});
  if (!checked.ok)
    return fail(words, io, checked.error.kind === 'input' ? { ...checked.error, file } : { ...checked.error, folder: values.facts ?? '' });
  const { findings, input } = checked.value;
  const pointers = values.pointers === true;
  const named = nameOf(words, file);
  io.stdout.write(values.json === true ? findingsJson(words, findings) : findingsText(words, named, findings, input, pointers));
  return findings.some((finding) => finding.severity === 'error') ? 1 : 0;
};

const fail = (words: Words, io: Io, problem: CliProblem): number => {
  io.stderr.write(`${sentenceOf(words, problem)}\n`);
  return CANNOT_READ;
};
