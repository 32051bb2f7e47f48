import { err, ok, type Result } from '@/lib/result';
import { isObject } from '../json';
import type { RestoreMetadata } from '../plan';
import { type CommandOptions, type ImportProblem, type ImportProblemCode, positionOf } from './input';
import { jsonFault } from './json-fault';
import { readShellCommand, type ShellWord } from './shell-words';
import { readShorthand } from './shorthand';

/** A start-restore-job command. `metadata` is `null` where it names a file, whose name is `file`. */
export interface ReadCommand {
  readonly options: CommandOptions;
  readonly metadata: RestoreMetadata | null;
  readonly file: string;
  /** Where the text goes on behind the command. */
  readonly end: number;
}

/** Options of the AWS CLI that take no value. Every other one takes the next word. */
const SWITCHES = new Set([
  '--copy-source-tags-to-restored-resource',
  '--no-copy-source-tags-to-restored-resource',
  '--debug',
  '--no-verify-ssl',
  '--no-paginate',
  '--no-sign-request',
  '--no-cli-pager',
  '--cli-auto-prompt',
  '--no-cli-auto-prompt',
]);

interface Option {
  readonly name: string;
  readonly value: ShellWord | null;
}

/** Thrown inside this file only: reading gives up at the first problem. */
class Unreadable extends Error {
  constructor(
    readonly code: ImportProblemCode,
    readonly offset: number | null,
    readonly params: ImportProblem['params'] = {},
  ) {
    super(code);
  }
}

/** What a value or an option stands for with the shell's `=`: `--region=x` is `--region x`. */
const splitOption = (word: ShellWord): { readonly name: string; readonly value: ShellWord | null } => {
  const equals = word.text.indexOf('=');
  if (equals < 0) return { name: word.text, value: null };
  return {
    name: word.text.slice(0, equals),
    value: { ...word, text: word.text.slice(equals + 1), offsets: word.offsets.slice(equals + 1) },
  };
};

const readWords = (words: readonly ShellWord[]): { readonly options: readonly Option[]; readonly operands: readonly string[] } => {
  const options: Option[] = [];
  const operands: string[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    if (word === undefined) break;
    if (!word.text.startsWith('--')) operands.push(word.text);
    else {
      const { name, value } = splitOption(word);
      if (value !== null || SWITCHES.has(name)) options.push({ name, value });
      else {
        const next = words[i + 1];
        if (next === undefined || next.text.startsWith('--'))
          throw new Unreadable('option-without-value', word.offsets[0] ?? 0, { option: name });
        options.push({ name, value: next });
        i += 1;
      }
    }
  }
  return { options, operands };
};

/** PowerShell 5 hands quotes on only where they are escaped, also inside its single quotes. */
const unescapedQuotes = (text: string): string => text.replace(/\\(["\\])/g, '$1');

const readJsonValue = (word: ShellWord): unknown => {
  const fault = jsonFault(word.text);
  if (fault === null) return JSON.parse(word.text);
  const mended = unescapedQuotes(word.text);
  if (mended !== word.text && jsonFault(mended) === null) return JSON.parse(mended);
  throw new Unreadable(fault.code, word.offsets[fault.offset] ?? word.offsets.at(-1) ?? 0, { found: fault.found });
};

const known = (option: Option | undefined): ShellWord | null => {
  if (option?.value == null) return null;
  if (option.value.expands)
    throw new Unreadable('shell-value', option.value.offsets[0] ?? 0, { option: option.name, text: option.value.text.slice(0, 80) });
  return option.value;
};

/** The name inside `file://name`; `null` for anything else. */
const fileName = (text: string): string | null => /^fileb?:\/\/(.*)$/s.exec(text)?.[1] ?? null;

const readMetadata = (word: ShellWord): { readonly metadata: RestoreMetadata | null; readonly file: string } => {
  const file = fileName(word.text);
  if (file !== null) return { metadata: null, file };
  if (/^\s*[{[]/.test(word.text)) {
    const value = readJsonValue(word);
    if (!isObject(value)) throw new Unreadable('not-an-object', word.offsets[0] ?? 0);
    return { metadata: value as RestoreMetadata, file: '' };
  }
  const read = readShorthand(word.text);
  if (!read.ok) throw new Unreadable('shorthand', word.offsets[read.error.offset] ?? word.offsets.at(-1) ?? 0);
  return { metadata: read.value, file: '' };
};

const textIn = (body: Readonly<Record<string, unknown>>, name: string): string | null => {
  const value = body[name];
  return typeof value === 'string' && value !== '' ? value : null;
};

/** The region inside an ARN; `null` where it has none. */
export const regionOfArn = (arn: string | null): string | null => /^arn:[^:]*:[^:]*:([a-z0-9-]+):/.exec(arn ?? '')?.[1] ?? null;

/** The options of a StartRestoreJob body, as `--cli-input-json` takes it. */
export const bodyOptions = (body: Readonly<Record<string, unknown>>): CommandOptions => {
  const recoveryPointArn = textIn(body, 'RecoveryPointArn');
  const tags = body.CopySourceTagsToRestoredResource;
  return {
    region: regionOfArn(recoveryPointArn),
    recoveryPointArn,
    restoreRoleArn: textIn(body, 'IamRoleArn'),
    copyTags: typeof tags === 'boolean' ? tags : null,
    ignored: [],
  };
};

const USED = [
  '--metadata',
  '--cli-input-json',
  '--region',
  '--recovery-point-arn',
  '--iam-role-arn',
  '--resource-type',
  '--copy-source-tags-to-restored-resource',
  '--no-copy-source-tags-to-restored-resource',
];

const readOptions = (options: readonly Option[], end: number): ReadCommand => {
  // The last of several counts, as in the AWS CLI.
  const option = (name: string): Option | undefined => options.findLast((each) => each.name === name);
  const value = (name: string): string | null => known(option(name))?.text ?? null;
  const inputWord = known(option('--cli-input-json'));
  const inputFile = inputWord === null ? null : fileName(inputWord.text);
  const input = inputWord === null || inputFile !== null ? null : readJsonValue(inputWord);
  const body = isObject(input) ? input : {};
  const within = bodyOptions(body);
  const type = value('--resource-type') ?? textIn(body, 'ResourceType');
  if (type !== null && type.toUpperCase() !== 'EC2') throw new Unreadable('not-ec2', null, { type });
  const recoveryPointArn = value('--recovery-point-arn') ?? within.recoveryPointArn;
  const tags = options.findLast((each) => each.name.endsWith('copy-source-tags-to-restored-resource'));
  const all: CommandOptions = {
    region: value('--region') ?? regionOfArn(recoveryPointArn),
    recoveryPointArn,
    restoreRoleArn: value('--iam-role-arn') ?? within.restoreRoleArn,
    copyTags: tags === undefined ? within.copyTags : !tags.name.startsWith('--no-'),
    ignored: options.map((each) => each.name).filter((name) => !USED.includes(name)),
  };
  const word = known(option('--metadata'));
  if (word !== null) return { options: all, ...readMetadata(word), end };
  if (inputFile !== null) return { options: all, metadata: null, file: inputFile, end };
  if (isObject(body.Metadata)) return { options: all, metadata: body.Metadata as RestoreMetadata, file: '', end };
  throw new Unreadable('no-metadata', null);
};

/** The words behind `aws`, without a prompt and without variables that are set for the command. */
const behindAws = (words: readonly ShellWord[]): readonly ShellWord[] | null => {
  const first = words.findIndex((word, i) => !(i === 0 && /^[$%#>❯]+$/.test(word.text)) && !/^[A-Za-z_]\w*=/.test(word.text));
  const at = ['sudo', 'time', 'exec'].includes(words[first]?.text ?? '') ? first + 1 : first;
  return /(?:^|[/\\])aws(?:\.exe|\.cmd|2)?$/.test(words[at]?.text ?? '') ? words.slice(at + 1) : null;
};

const findCommand = (text: string, from: number): ReadCommand | null => {
  let at = from;
  while (at < text.length) {
    const command = readShellCommand(text, at);
    if (!command.ok) throw new Unreadable('open-quote', command.error);
    const words = behindAws(command.value.words);
    if (words !== null) {
      const { options, operands } = readWords(words);
      if (operands[0] !== 'backup' || operands[1] !== 'start-restore-job')
        throw new Unreadable('other-command', null, { command: ['aws', ...operands.slice(0, 2)].join(' ') });
      return readOptions(options, command.value.end);
    }
    at = command.value.end + 1;
  }
  return null;
};

/**
 * Finds the first `aws` command in `text` from `from` and reads it as a start-restore-job; `null` where there is none. Never throws. What a shell would put in
 * the place of a variable cannot be known and is a problem, not a guess.
 */
export const readCommand = (text: string, from: number): Result<ReadCommand | null, ImportProblem> => {
  try {
    return ok(findCommand(text, from));
  } catch (problem) {
    if (!(problem instanceof Unreadable)) throw problem;
    const at = problem.offset === null ? null : positionOf(text, problem.offset);
    return err({ code: problem.code, params: problem.params, at, command: null });
  }
};
