import { readFileSync } from 'node:fs';
import { createTranslator } from 'use-intl/core';
import { LOCALES, type Locale } from '@/lib/i18n/locale';
import type { Messages, Namespace } from '@/lib/i18n/namespaces';
import { differenceWords } from '@/lib/i18n/words';
import { knownFailure } from '@/lib/jobs/known-failures';
import type { Difference } from '@/lib/restore/explain';
import type { ImportProblem } from '@/lib/restore/import/input';
import type { ParseProblem } from '@/lib/restore/parse';
import type { FactsProblem } from './facts-answers';
import type { FileProblem, TextProblem } from './io';
import type { NicProblem } from './nic-option';

/** The language that a person's shell asks for, English where it asks for none of ours. POSIX: LC_ALL before LC_MESSAGES before LANG. */
export const localeOf = (env: Readonly<Record<string, string | undefined>>): Locale => {
  const wanted = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return LOCALES.find((locale) => new RegExp(`^${locale}\\b|^${locale}_`).test(wanted)) ?? 'en';
};

const messagesIn = (locale: Locale, namespace: Namespace): unknown =>
  JSON.parse(readFileSync(new URL(`../i18n/messages/${locale}/${namespace}.json`, import.meta.url), 'utf8'));

const translator = <N extends Namespace>(locale: Locale, namespace: N) => {
  const messages = { [namespace]: messagesIn(locale, namespace) } as unknown as Messages;
  return createTranslator<Messages, N>({ locale, timeZone: 'UTC', messages, namespace: namespace as never });
};

const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** The translators of the command line in one language. Those of findings are read only when they are needed. */
export const wordsIn = (locale: Locale) => ({
  cli: translator(locale, 'cli'),
  checks: once(() => translator(locale, 'checks')),
  explain: once(() => translator(locale, 'explain')),
  importProblem: once(() => translator(locale, 'check-file')),
  backup: once(() => translator(locale, 'backup')),
  person: once(() => translator(locale, 'person')),
  record: once(() => translator(locale, 'record')),
  jobs: once(() => translator(locale, 'jobs')),
});

export type Words = ReturnType<typeof wordsIn>;

/** What keeps a command from its work, told in one sentence. */
export type CliProblem =
  | { readonly kind: 'file'; readonly problem: FileProblem | TextProblem }
  | { readonly kind: 'input'; readonly file: string; readonly problem: ImportProblem }
  | { readonly kind: 'plan'; readonly file: string; readonly problem: ParseProblem }
  | { readonly kind: 'facts'; readonly folder: string; readonly problem: FactsProblem }
  | { readonly kind: 'nic'; readonly spec: string; readonly problem: NicProblem };

const MAX_QUOTED = 300;
const short = (text: string): string => (text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text).replaceAll(/\s+/g, ' ');

/** What a failure of AWS's means and what to do; AWS's own words where it is none that we know. */
const explained = (words: Words, message: string): string => {
  const known = knownFailure(message);
  if (known === null) return words.cli('input.quoted', { message: short(message) });
  const t = words.jobs();
  const said = t(`failure.${known.code}.means`, { subject: known.subject ?? 'none' });
  const means = known.denial === undefined ? said : `${said} ${t(`failure.denied.${known.denial}`)}`;
  return words.cli('input.explained', { message: short(message), means, todo: t(`failure.${known.code}.todo`) });
};

const inputSentence = (words: Words, file: string, { code, params, at, failure }: ImportProblem): string => {
  const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, short(String(value))]));
  const said = words.importProblem()(`problem.${code}`, values);
  const text = failure === null ? said : `${said} ${explained(words, failure)}`;
  return at === null ? words.cli('input.whole', { file, text }) : words.cli('input.at', { file, line: at.line, column: at.column, text });
};

/** The name that a person knows a file by. */
export const nameOf = (words: Words, file: string): string => (file === '-' ? words.cli('stdin') : file);

/** What `prepare` left out of a template, and why. */
export const leftOutSentence = (words: Words, file: string, difference: Difference): string =>
  words.cli('left-out', {
    file: nameOf(words, file),
    key: String(difference.params.key),
    why: differenceWords(words.explain(), difference),
  });

/** The sentence of a problem. */
export const sentenceOf = (words: Words, problem: CliProblem): string => {
  switch (problem.kind) {
    case 'file':
      if (problem.problem.code === 'text') return inputSentence(words, nameOf(words, problem.problem.params.file), problem.problem.why);
      return words.cli(`file.${problem.problem.code}`, { ...problem.problem.params, file: nameOf(words, problem.problem.params.file) });
    case 'input':
      return inputSentence(words, nameOf(words, problem.file), problem.problem);
    case 'plan': {
      const { code, at, text } = problem.problem;
      const why = words.importProblem()(`plan.${code}`, { at, text: short(text) });
      return words.cli('input.whole', { file: nameOf(words, problem.file), text: why });
    }
    case 'facts': {
      const { code, params } = problem.problem;
      const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
      return words.cli(`facts.${code}`, { place: '', list: '', line: '', column: '', ...values, file: `${problem.folder}/${params.file}` });
    }
    case 'nic': {
      const { code, params } = problem.problem;
      const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, short(String(value))]));
      return words.cli(`nic.${code}`, { ...values, spec: short(problem.spec) });
    }
  }
};
