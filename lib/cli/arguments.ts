import { type ParseArgsConfig, parseArgs } from 'node:util';
import { LOCALES, type Locale } from '@/lib/i18n/locale';
import { err, ok, type Result } from '@/lib/result';
import type { Io } from './io';
import { localeOf, type Words, wordsIn } from './words';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ options: T & typeof COMMON; allowPositionals: true }>>;

const COMMON = { help: { type: 'boolean', short: 'h' }, lang: { type: 'string' } } as const;

/** The one thing that most commands are given beside options: a file to read, a file to write, somebody's e-mail address, or nothing. */
export type Positional = 'input' | 'output' | 'email' | 'none';

/** What a command takes: its name, its options beside --help and --lang, its file, and its help. */
export interface CommandShape<T extends Options = Options> {
  readonly command: string;
  readonly options: T;
  readonly positional: Positional;
  readonly help: (words: Words) => string;
}

/** What was asked for. `file` is empty where the command takes none. */
export interface CommandLine<T extends Options> {
  readonly words: Words;
  readonly file: string;
  readonly values: Parsed<T>['values'];
}

/** What ends a command at once, before it did anything: help (code 0), or one sentence about what is wrong (code 2). */
export interface Ending {
  readonly code: number;
  readonly text: string;
}

/** The language, told before anything else is understood, so that a complaint has it too. */
const languageOf = (argv: readonly string[], io: Io): { readonly locale: Locale; readonly asked: string | null } => {
  const at = argv.findIndex((each) => each === '--lang' || each.startsWith('--lang='));
  const asked = at < 0 ? null : (argv[at]?.split('=')[1] ?? argv[at + 1] ?? '');
  return { locale: LOCALES.find((each) => each === asked) ?? localeOf(io.env), asked };
};

const wrong = (text: string): Result<never, Ending> => err({ code: 2, text });

const complaint = (command: string, words: Words, error: unknown): Result<never, Ending> => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('ERR_PARSE_ARGS')) throw error;
  const option = /'(-[^'\s]*)/.exec(error instanceof Error ? error.message : '')?.[1]?.replace(/,$/, '') ?? '';
  return wrong(words.cli(code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? 'option.unknown' : 'option.value', { option, command }));
};

/** The file among what stands without an option. */
const fileAmong = (positionals: readonly string[], { command, positional }: CommandShape, words: Words): Result<string, Ending> => {
  const [file = ''] = positionals;
  if (positional === 'none') return positionals.length === 0 ? ok('') : wrong(words.cli('option.no-positional', { command }));
  if (positionals.length > 1) return wrong(words.cli('option.too-many', { command, count: positionals.length }));
  if (positional === 'email') return file === '' ? wrong(words.cli('option.no-email', { command })) : ok(file);
  // Standard output is no file that could be left out where something fails.
  if (file !== '' && (file !== '-' || positional === 'input')) return ok(file);
  return wrong(words.cli(positional === 'input' ? 'option.no-file' : 'option.no-output', { command }));
};

/** Reads what stands behind `rehome COMMAND`. */
export const readCommandLine = <T extends Options>(
  shape: CommandShape<T>,
  argv: readonly string[],
  io: Io,
): Result<CommandLine<T>, Ending> => {
  const { locale, asked } = languageOf(argv, io);
  const words = wordsIn(locale);
  const parse = () => parseArgs({ args: [...argv], options: { ...COMMON, ...shape.options }, allowPositionals: true }) as Parsed<T>;
  let parsed: Parsed<T>;
  try {
    parsed = parse();
  } catch (error) {
    return complaint(shape.command, words, error);
  }
  const { values, positionals } = parsed;
  if ((values as { readonly help?: boolean }).help === true) return err({ code: 0, text: shape.help(words) });
  if (asked !== null && asked !== locale) return wrong(words.cli('option.lang', { value: asked }));
  const file = fileAmong(positionals, shape, words);
  return file.ok ? ok({ words, file: file.value, values }) : file;
};

/** Tells what ends a command, where it belongs, and gives its exit code. */
export const end = ({ code, text }: Ending, io: Io): number => {
  (code === 0 ? io.stdout : io.stderr).write(`${text}\n`);
  return code;
};
