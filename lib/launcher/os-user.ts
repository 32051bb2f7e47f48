import { execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { ReportedError } from './reported-error.js';

/** Whom PostgreSQL runs as: `null` is the person who started the launcher. */
export type OsUser = { readonly uid: number; readonly gid: number } | null;

const OWN_USER = 'rehome-postgres';

const idsOf = (name: string): OsUser => {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
};

const create = (): OsUser => {
  const ways = [
    ['useradd', '--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/bin/false', OWN_USER],
    ['adduser', '-S', '-D', '-H', '-s', '/bin/false', OWN_USER],
  ] as const;
  for (const [command, ...args] of ways) {
    spawnSync(command, args, { stdio: 'ignore' });
    const made = idsOf(OWN_USER);
    if (made !== null) return made;
  }
  return null;
};

/**
 * PostgreSQL refuses to run as root, so root lends it an unprivileged user: the owner of a `cluster` that exists already, else
 * `postgres` where the system has one, else `rehome-postgres`, which is created. Throws a sentence where none can be had.
 */
export const postgresUser = (cluster: string): OsUser => {
  if (process.getuid?.() !== 0) return null;
  const owner = ownerOf(cluster);
  if (owner !== null) return owner;
  const user = idsOf('postgres') ?? idsOf(OWN_USER) ?? create();
  if (user !== null) return user;
  throw new ReportedError(
    'As root the embedded PostgreSQL needs an unprivileged user, and none could be created: add one named postgres, or set DATABASE_URL.',
  );
};

const ownerOf = (path: string): OsUser => {
  try {
    const { uid, gid } = statSync(path);
    return uid === 0 ? null : { uid, gid };
  } catch {
    return null;
  }
};

/** Whether `user` can stand in `folder`: every folder above it must let them through. */
export const canReach = (user: OsUser, folder: string): boolean =>
  user === null ||
  spawnSync('/bin/sh', ['-c', 'cd -- "$0"', folder], { ...user, cwd: '/', env: { NODE_ENV: 'production' }, stdio: 'ignore' }).status === 0;
