import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { LAUNCH, load, MIGRATE, nodeArguments, SIMULATED_ACCOUNT, WORKER } from './bundles.js';
import { readOptions } from './options.js';
import { quiet } from './quiet.js';
import { ReportedError, say } from './reported-error.js';
import { typescriptEnv } from './typescript.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const help = `Usage: rehome COMMAND [OPTIONS]

  demo      the console on a simulated AWS account: nothing to set up, nothing real is touched
              --port N           where the console answers (3000; 0: any free port)
              --sandbox-port N   where the simulated account answers (4566 if free)
              --data DIR         where its data is kept (.rehome/demo)
              --seed NAME        what the account begins with: article, large (a /16 full of addresses) or huge (100,000 recovery points)
              --reset            begin anew: what this data folder holds is deleted first
  start     the console on real AWS, with the credentials and region of your environment
              --port N           (3000)
              --data DIR         where the embedded PostgreSQL keeps its data (.rehome/start), unless DATABASE_URL is set
  worker    one more worker for a DATABASE_URL that several share; start brings one along
  migrate   bring a PostgreSQL of your own (DATABASE_OWNER_URL) to this version; migrate --help tells more
  sandbox   the simulated AWS account alone, for the AWS CLI and other clients: --port N; sandbox --help tells more
  check     FILE [--facts DIR] [--json]    check a restore metadata file, with no network; check --help tells more
  prepare   TEMPLATE [--nic SPEC]...       write restore metadata from the backed-up one; prepare --help tells more
  backup          FILE [--data DIR]        copy the database into a file, while Rehome runs or not; backup --help tells more
  restore-backup  FILE [--data DIR]        load such a copy into an empty database; restore-backup --help tells more
  export-history  FILE [--account ID]      the record of what was done, as a file; export-history --help tells more
  verify-history  FILE [--head SEQ:HASH] [--public-key FILE]   check an exported history, with no database and no network
  person add|reset|disable EMAIL           let somebody in, or keep them out, where nobody can in the browser; person --help tells more
  new-signing-key FILE                     make the keys that exports of the history are signed and verified with
  dev       as demo, rebuilding as you edit (port 3100, .rehome/dev)

  --help, --version`;

/**
 * Runs one command of `rehome`. Plain JavaScript, because it runs before anything is installed; what comes after is TypeScript.
 * @param {readonly string[]} argv
 */
export const run = async (argv) => {
  try {
    process.exitCode = await dispatch(argv);
  } catch (error) {
    if (error instanceof ReportedError) say(error.message);
    else say(`Rehome met something it did not expect.\n${error instanceof Error ? error.stack : String(error)}`);
    process.exitCode = 1;
  }
};

/** @param {readonly string[]} argv @returns {Promise<number>} */
const dispatch = async ([command, ...rest]) => {
  switch (command) {
    case 'demo':
    case 'dev':
    case 'start':
      return launchCommand(command, rest);
    case 'sandbox':
      return sandboxCommand(rest);
    case 'worker':
      return workerCommand(rest);
    case 'migrate':
      return migrateCommand(rest);
    case 'check':
    case 'prepare':
    case 'backup':
    case 'restore-backup':
    case 'export-history':
    case 'verify-history':
    case 'new-signing-key':
    case 'person':
      return plainCommand(command, rest);
    case '--version':
    case '-v':
      process.stdout.write(`${JSON.parse(readFileSync(new URL('package.json', pathToFileURL(root)), 'utf8')).version}\n`);
      return 0;
    case '--help':
    case '-h':
    case 'help':
      process.stdout.write(`${help}\n`);
      return 0;
    case undefined:
      say(help);
      return 1;
    default:
      throw new ReportedError(`There is no command ${JSON.stringify(command)}; rehome --help lists them.`);
  }
};

/** @param {'demo' | 'dev' | 'start'} command @param {readonly string[]} argv @returns {Promise<number>} */
const launchCommand = async (command, argv) => {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  const options = readOptions(command, argv);
  const { withLife } = await import('./lifetime.js');
  const { setUp } = await import('./set-up.js');
  return withLife(async (life) => {
    await setUp(root, life.children, { build: command !== 'dev' });
    /** @type {typeof import('./launch.ts')} */
    const { launch } = await load(root, LAUNCH);
    await launch({ root, command, options, life });
  });
};

/** @param {readonly string[]} argv @returns {Promise<number>} */
const sandboxCommand = (argv) => childCommand('The simulated account', [...nodeArguments(root, SIMULATED_ACCOUNT), ...argv]);

/** @param {readonly string[]} argv @returns {Promise<number>} */
const workerCommand = async (argv) => {
  if (argv.includes('--help') || argv.includes('-h')) {
    process.stdout.write(`${help}\n`);
    return 0;
  }
  if (argv.length > 0) throw new ReportedError('rehome worker takes no options; DATABASE_URL says where its work is.');
  return childCommand('The worker', nodeArguments(root, WORKER));
};

/** Runs a part of Rehome alone, on this terminal, and ends as it ends. @param {string} name @param {readonly string[]} args @returns {Promise<number>} */
const childCommand = async (name, args) => {
  const { withLife } = await import('./lifetime.js');
  const { setUp } = await import('./set-up.js');
  return withLife(async (life) => {
    await setUp(root, life.children, { build: false });
    const child = await life.children.start({
      name,
      command: process.execPath,
      args,
      options: { stdio: ['ignore', 'inherit', 'inherit'], env: typescriptEnv(root, { ...quiet, ...process.env }) },
    });
    const { code } = await child.exited;
    life.end(code ?? 1);
  });
};

/** @param {readonly string[]} argv @returns {Promise<number>} */
const migrateCommand = async (argv) => {
  if (!(await installed())) return 1;
  /** @type {typeof import('./migrate.ts')} */
  const { migrateCommand: migrate } = await load(root, MIGRATE);
  return migrate(argv, process.env);
};

/** Installs what the command line needs where that is not there yet. Says whether it could. */
const installed = async () => {
  const { dependenciesCurrent } = await import('./install.js');
  if (dependenciesCurrent(root)) return true;
  const { withLife } = await import('./lifetime.js');
  const { setUp } = await import('./set-up.js');
  const code = await withLife(async (life) => {
    await setUp(root, life.children, { build: false });
    life.end(0);
  });
  return code === 0;
};

/** What needs no build and starts nothing that stays: the name of each command's file in `lib/cli`, and what it is called there. */
const plainCommands = {
  check: 'check',
  prepare: 'prepare',
  backup: 'backup',
  'restore-backup': 'restoreBackup',
  'export-history': 'exportHistory',
  'verify-history': 'verifyHistory',
  person: 'person',
  'new-signing-key': 'newSigningKey',
};

/** @param {keyof typeof plainCommands} command @param {readonly string[]} argv @returns {Promise<number>} */
const plainCommand = async (command, argv) => {
  if (!(await installed())) return 2;
  // A reader that has seen enough (`| head`) closes the pipe; that is no failure.
  process.stdout.on('error', (error) => {
    if ('code' in error && error.code === 'EPIPE') process.exit();
    throw error;
  });
  const io = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr, env: process.env };
  const { [plainCommands[command]]: run } = await load(root, `lib/cli/${command}.ts`);
  return run(argv, io);
};
