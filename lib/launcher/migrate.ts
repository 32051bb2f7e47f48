import { parseArgs } from 'node:util';
import type { RoleProblem } from '@/lib/db/grants';
import { type Migration, migrateDatabase } from '@/lib/db/migrate';
import { ReportedError, say } from './reported-error.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What `rehome migrate --help` prints. */
const MIGRATE_HELP = `Usage: rehome migrate [--role NAME]

Brings a database of your own to the schema of this version and grants the role of the console and the worker what they need.
Run it before the first start, and after each update before anything of the new version is started.

  DATABASE_OWNER_URL   the database, as the role that owns what is in it; read by this command alone
  DATABASE_URL         the same database, as the role of console and worker: an ordinary one that owns nothing, made beforehand with
                       create role rehome_console login password '...'
  --role NAME          that role, where its DATABASE_URL is not at hand`;

/** Why a role cannot be the console's, in one sentence that says what to do. */
export const roleSentences: Readonly<Record<RoleProblem, (role: string) => string>> = {
  absent: (role) =>
    `There is no database role ${role}: make it (create role "${role}" login password '...') and run bin/rehome migrate again.`,
  owner: (role) =>
    `DATABASE_OWNER_URL and DATABASE_URL name the same role ${role}: the console needs one of its own that owns nothing (create role rehome_console login password '...').`,
  superuser: (role) =>
    `The role ${role} is as good as a superuser, and the console does not run as one: give DATABASE_URL a role that owns nothing.`,
  owns: (role) =>
    `The role ${role} owns the database or a part of it, and the console does not run as such a role: give DATABASE_URL a role that owns nothing.`,
  'changes-events': (role) =>
    `The role ${role} may still change or remove events, by a grant of another role or to one it is a member of: take that back, then run bin/rehome migrate again.`,
};

/**
 * `rehome migrate`: migrates the database of DATABASE_OWNER_URL and grants the role of DATABASE_URL. The exit code; throws a sentence where something is missing, cannot
 * be reached, or where the role is one that the console must not have.
 */
export const migrateCommand = async (argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const { help, role: named } = optionsOf(argv);
  if (help) {
    process.stdout.write(`${MIGRATE_HELP}\n`);
    return 0;
  }
  const { ownerUrl, consoleRole: role } = ownDatabase(env, named);
  const outcome = await migrateDatabase({ ownerUrl, consoleRole: role }).catch((error: unknown) => {
    // The address holds a password; only the reason is told.
    throw new ReportedError(`The database cannot be migrated: ${error instanceof Error ? error.message || error.name : String(error)}.`);
  });
  if (!outcome.ok) throw new ReportedError(roleSentences[outcome.error](role));
  say(`The database has the schema of this version, and ${role} the grants that console and worker need.`);
  return 0;
};

const optionsOf = (argv: readonly string[]): { readonly help: boolean; readonly role: string | undefined } => {
  try {
    const { values } = parseArgs({ args: [...argv], options: { help: { type: 'boolean', short: 'h' }, role: { type: 'string' } } });
    if (values.role === '') throw new Error('empty');
    return { help: values.help === true, role: values.role };
  } catch {
    throw new ReportedError('rehome migrate takes --role NAME and nothing else; rehome migrate --help tells more.');
  }
};

/** A PostgreSQL of one's own: its owner's address, and the role of console and worker, by `named` or by DATABASE_URL. Throws a sentence where one of them is missing. */
export const ownDatabase = (env: Environment, named: string | undefined): Migration => ({
  ownerUrl: addressOf(env, 'DATABASE_OWNER_URL').href,
  consoleRole: named ?? roleOf(addressOf(env, 'DATABASE_URL')),
});

const addressOf = (env: Environment, name: 'DATABASE_OWNER_URL' | 'DATABASE_URL'): URL => {
  const given = env[name] ?? '';
  if (given === '') throw new ReportedError(`${name} is missing; rehome migrate --help tells what it is.`);
  if (!/^postgres(?:ql)?:\/\//.test(given) || !URL.canParse(given))
    throw new ReportedError(`${name} must be an address that begins with postgres:// or postgresql://.`);
  return new URL(given);
};

const roleOf = (address: URL): string => {
  const role = decodeURIComponent(address.username);
  if (role === '') throw new ReportedError('DATABASE_URL names no role: write it before the @ of the address, or give it with --role.');
  return role;
};
