import type { ImportProblem, ImportProblemCode } from './input';
import { type Piece, within } from './piece';
import type { ShellWord } from './shell-words';

/** An option of a command with its value; `null` for a switch. */
export interface Option {
  readonly name: string;
  readonly value: ShellWord | null;
}

/** Thrown inside the reading of a command only, which gives up at the first problem. */
export class Unreadable extends Error {
  constructor(
    readonly code: ImportProblemCode,
    readonly offset: number | null,
    readonly params: ImportProblem['params'] = {},
  ) {
    super(code);
  }
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

/** `--option`, also with the dashes that a word processor makes of two short ones. */
const DASHES = /^(?:--|[–—―−]-?|-[–—―−])(?=[a-z])/;

const isOption = (word: ShellWord | undefined): boolean => word !== undefined && !word.quoted && DASHES.test(word.text);

/** What an option stands for with the shell's `=`: `--region=x` is `--region x`. */
const splitOption = (word: ShellWord): Option => {
  const name = word.text.replace(DASHES, '--');
  const equals = name.indexOf('=');
  if (equals < 0) return { name, value: null };
  const cut = word.text.indexOf('=') + 1;
  const value: Piece = within(word, word.text.slice(cut), cut);
  return { name: name.slice(0, equals), value: { ...word, ...value } };
};

/** An unquoted `{`: the shell takes the JSON apart before the AWS CLI sees it. */
const isUnquotedJson = (word: ShellWord): boolean => !word.quoted && /^\{(?:$|[^"\\])/.test(word.text) && !/^\{[\w .-]+\}$/.test(word.text);

const wordAfter = (option: string, word: ShellWord, next: ShellWord | undefined): ShellWord => {
  if (next === undefined || isOption(next)) throw new Unreadable('option-without-value', word.at(0), { option });
  if (option === '--metadata' && isUnquotedJson(next)) throw new Unreadable('unquoted-json', next.at(0), { option });
  return next;
};

/** The options of a command. The AWS CLI takes one word for each, and refuses what stands beside them. */
export const readOptions = (
  words: readonly ShellWord[],
): { readonly options: readonly Option[]; readonly typographic: readonly string[] } => {
  const options: Option[] = [];
  const typographic = new Set<string>();
  let operands = 0;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i];
    if (word === undefined) break;
    if (!isOption(word)) {
      operands += 1;
      const option = options.at(-1)?.name ?? 'start-restore-job';
      if (operands > 2) throw new Unreadable('second-word', word.at(0), { option, word: word.text.slice(0, 80) });
      continue;
    }
    const dash = /[–—―−]/.exec(word.text.slice(0, 2))?.[0];
    if (dash !== undefined) typographic.add(dash);
    const { name, value } = splitOption(word);
    if (value !== null || SWITCHES.has(name)) options.push({ name, value });
    else {
      options.push({ name, value: wordAfter(name, word, words[i + 1]) });
      i += 1;
    }
  }
  return { options, typographic: [...typographic] };
};
