import { type Grant, ROLES } from '@/lib/access/roles';
import { transactionAt } from '@/lib/db/beside';
import { DatabaseUnusable } from '@/lib/db/connected';
import { addByCommand, disableByCommand, resetByCommand } from '@/lib/db/person-commands';
import type { Transaction } from '@/lib/db/repositories/executor';
import type { MadeLink } from '@/lib/db/repositories/one-time-links';
import { consoleAddressOf } from '@/lib/launcher/data-folder';
import { ReportedError } from '@/lib/launcher/reported-error.js';
import { withDatabase } from '@/lib/launcher/use-database';
import { paths } from '@/lib/paths';
import { COMMAND_LINE } from './actor';
import { type CommandShape, end, readCommandLine } from './arguments';
import type { Io } from './io';
import type { Words } from './words';

const shared = { data: { type: 'string' }, url: { type: 'string' } } as const;
const help = (words: Words): string => words.person()('help');
const ADD = {
  command: 'person add',
  options: { ...shared, name: { type: 'string' }, role: { type: 'string', multiple: true } },
  positional: 'email',
  help,
} as const satisfies CommandShape;
const RESET = { command: 'person reset', options: shared, positional: 'email', help } as const satisfies CommandShape;
const DISABLE = { command: 'person disable', options: { data: shared.data }, positional: 'email', help } as const satisfies CommandShape;

const NOTHING_DONE = 2;
/** Where `rehome start` answers unless it is told otherwise: a guess, where nothing says more. */
const USUAL_URL = 'http://127.0.0.1:3000';
const MAX_EMAIL = 320;

/** `operator`, or `operator@123456789012` for one account; `null` for anything else. */
const grantOf = (text: string): Grant | null => {
  const [, name, account = null] = /^([a-z]+)(?:@(\d{12}))?$/.exec(text) ?? [];
  const role = ROLES.find((each) => each === name);
  return role === undefined ? null : { role, account };
};

/** An e-mail address in small letters; `null` where it is none. */
const emailOf = (text: string): string | null => {
  const email = text.trim().toLowerCase();
  return email.length <= MAX_EMAIL && /^[^\s@]+@[^\s@]+$/.test(email) ? email : null;
};

/** Does `work` on the database that is meant, and tells what it says. `work` is told where the console of a data folder answers; `null`: nothing says so. */
const onDatabase = async (
  { data, words, io }: { readonly data: string | undefined; readonly words: Words; readonly io: Io },
  work: (tx: Transaction, consoleUrl: string | null) => Promise<{ readonly done: boolean; readonly text: string }>,
): Promise<number> => {
  const refuse = (text: string): number => end({ code: NOTHING_DONE, text }, io);
  try {
    return await withDatabase(data, io.env, async (url, folder) => {
      const consoleUrl = folder === null ? null : consoleAddressOf(folder);
      const { done, text } = await transactionAt(url, (tx) => work(tx, consoleUrl));
      return end({ code: done ? 0 : NOTHING_DONE, text }, io);
    });
  } catch (error) {
    if (error instanceof DatabaseUnusable) return refuse(words.record()('problem.database', { text: error.message }));
    if (error instanceof ReportedError) return refuse(error.message);
    throw error;
  }
};

const linkText = (words: Words, url: string | null, { token, expiresAt }: MadeLink, email: string): string => {
  const t = words.person();
  const link = `${(url ?? USUAL_URL).replace(/\/+$/, '')}${paths.link(token)}`;
  const told = t('link', { email, link, until: expiresAt.toISOString() });
  return url === null ? `${told}\n${t('guessed', { url: USUAL_URL })}` : told;
};

const add = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readCommandLine(ADD, argv, io);
  if (!read.ok) return end(read.error, io);
  const { words, values, file } = read.value;
  const t = words.person();
  const email = emailOf(file);
  const grants = (values.role ?? []).map(grantOf);
  const name = values.name?.trim() ?? '';
  if (email === null) return end({ code: NOTHING_DONE, text: t('problem.email', { email: file }) }, io);
  if (name === '' || name.length > 100) return end({ code: NOTHING_DONE, text: t('problem.name') }, io);
  const known = grants.filter((grant) => grant !== null);
  if (known.length === 0 || known.length < grants.length) return end({ code: NOTHING_DONE, text: t('problem.role') }, io);
  return onDatabase({ data: values.data, words, io }, async (tx, consoleUrl) => {
    const link = await addByCommand(tx, { email, name, grants: known, by: COMMAND_LINE });
    if (link === null) return { done: false, text: t('problem.known', { email }) };
    return { done: true, text: linkText(words, values.url ?? consoleUrl, link, email) };
  });
};

const reset = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readCommandLine(RESET, argv, io);
  if (!read.ok) return end(read.error, io);
  const { words, values, file } = read.value;
  return onDatabase({ data: values.data, words, io }, async (tx, consoleUrl) => {
    const done = await resetByCommand(tx, file.trim().toLowerCase(), COMMAND_LINE);
    if (done === null) return { done: false, text: words.person()('problem.nobody', { email: file }) };
    const link = linkText(words, values.url ?? consoleUrl, done.link, file);
    const taken = done.factors === 0 ? [] : [words.person()('factors', { email: file, count: done.factors })];
    return { done: true, text: [...taken, link].join('\n') };
  });
};

const disable = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readCommandLine(DISABLE, argv, io);
  if (!read.ok) return end(read.error, io);
  const { words, values, file } = read.value;
  return onDatabase({ data: values.data, words, io }, async (tx) => {
    const sessions = await disableByCommand(tx, file.trim().toLowerCase(), COMMAND_LINE);
    if (sessions === 'absent') return { done: false, text: words.person()('problem.nobody', { email: file }) };
    if (sessions === 'last-administrator') return { done: false, text: words.person()('problem.last-administrator', { email: file }) };
    return { done: true, text: words.person()('disabled', { email: file, sessions }) };
  });
};

const ACTIONS: Readonly<Record<string, (argv: readonly string[], io: Io) => Promise<number>>> = { add, reset, disable };

/**
 * `rehome person add|reset|disable EMAIL`: lets somebody in, or keeps them out, where nobody can do so in the browser.
 * @returns the exit code: 0, or 2 where nothing was changed, with one sentence on standard error
 */
export const person = (argv: readonly string[], io: Io): Promise<number> => {
  const [action = '', ...rest] = argv;
  const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (run !== undefined) return run(rest, io);
  // Without one of the three there is nothing but the help, and what is wrong with the options.
  const read = readCommandLine({ command: 'person', options: {}, positional: 'email', help }, argv, io);
  return Promise.resolve(end(read.ok ? { code: NOTHING_DONE, text: read.value.words.person()('problem.action') } : read.error, io));
};
