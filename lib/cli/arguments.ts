import { parseArgs } from 'node:util';
import { LOCALES, type Locale } from '@/lib/i18n/locale';
import { err, ok, type Result } from '@/lib/result';
import type { Io } from './io';
import { localeOf, type Words, wordsIn } from './words';

type Command = 'check' | 'prepare';

const OWN = {
  check: { facts: { type: 'string' }, json: { type: 'boolean' } },
  prepare: { nic: { type: 'string', multiple: true } },
} as const;

/** What was asked for. */
export interface Arguments {
  readonly file: string;
  readonly facts: string | null;
  readonly json: boolean;
  readonly nics: readonly string[];
}

/** The arguments in the language to answer in; or the text and exit code that end the command at once: help, or one sentence about what is wrong. */
export type ReadArguments = Result<
  { readonly words: Words; readonly arguments: Arguments },
  { readonly code: number; readonly text: string }
>;

const parse = (command: Command, argv: readonly string[]) =>
  parseArgs({
    args: [...argv],
    options: { help: { type: 'boolean', short: 'h' }, lang: { type: 'string' }, ...OWN[command] },
    allowPositionals: true,
  });

/** The language, told before anything else is understood, so that a complaint has it too. */
const languageOf = (argv: readonly string[], io: Io): { readonly locale: Locale; readonly asked: string | null } => {
  const at = argv.findIndex((each) => each === '--lang' || each.startsWith('--lang='));
  const asked = at < 0 ? null : (argv[at]?.split('=')[1] ?? argv[at + 1] ?? '');
  return { locale: LOCALES.find((each) => each === asked) ?? localeOf(io.env), asked };
};

const wrong = (text: string): ReadArguments => err({ code: 2, text });

const complaint = (command: Command, words: Words, error: unknown): ReadArguments => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!code.startsWith('ERR_PARSE_ARGS')) throw error;
  const option = /'(-[^'\s]*)/.exec(error instanceof Error ? error.message : '')?.[1]?.replace(/,$/, '') ?? '';
  return wrong(words.cli(code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? 'option.unknown' : 'option.value', { option, command }));
};

/** Reads what stands behind `rehome check` or `rehome prepare`. */
export const readArguments = (command: Command, argv: readonly string[], io: Io, files: string): ReadArguments => {
  const { locale, asked } = languageOf(argv, io);
  const words = wordsIn(locale);
  try {
    const { values, positionals } = parse(command, argv);
    if (values.help === true)
      return err({ code: 0, text: command === 'check' ? words.cli('help.check', { files }) : words.cli('help.prepare') });
    if (asked !== null && asked !== locale) return wrong(words.cli('option.lang', { value: asked }));
    const [file] = positionals;
    if (positionals.length > 1) return wrong(words.cli('option.too-many', { command, count: positionals.length }));
    if (file === undefined || file === '') return wrong(words.cli('option.no-file', { command }));
    const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
    const nics = 'nic' in values && Array.isArray(values.nic) ? values.nic.filter((each) => typeof each === 'string') : [];
    return ok({
      words,
      arguments: {
        file,
        facts: 'facts' in values ? text(values.facts) : null,
        json: 'json' in values && values.json === true,
        nics,
      },
    });
  } catch (error) {
    return complaint(command, words, error);
  }
};
