import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Lifetime } from './lifetime.js';
import { type Lock, runs, takeLock } from './lock.js';
import { SYSTEM_FOLDER } from './native';
import { canReach, type OsUser } from './os-user';
import { send, sleep } from './processes.js';
import { ReportedError } from './reported-error.js';

const MARK = 'rehome-data';
const LEFTOVER_MS = 12_000;
const PASSWORD_FILES = { owner: 'postgres-password', console: 'postgres-console-password' } as const;
const AUTH_SECRET_FILE = 'auth-secret';
const ADDRESS_FILE = 'console-address';

/** The folder of one launch, held by this process. */
export interface DataFolder {
  readonly path: string;
  readonly lock: Lock;
}

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  const words: Readonly<Record<string, string>> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the file system is read-only',
    ENOENT: 'no folder can be made there',
    ENOTDIR: 'a part of that path is a file',
    EEXIST: 'it is a file',
    ENOSPC: 'the disk is full',
    ENAMETOOLONG: 'the path is too long',
  };
  return words[String(code)] ?? (error instanceof Error ? error.message : String(error));
};

// One level after another: Node's own recursive way never returns below /proc.
const makeFolder = (folder: string): void => {
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw Object.assign(new Error(folder), { code: 'EEXIST' });
    return;
  }
  makeFolder(dirname(folder));
  mkdirSync(folder);
};

/**
 * Opens the data folder, making it where there is none, and holds it against a second launch. What a killed launch left running is ended
 * first. Throws a sentence where the folder cannot be used, is somebody else's, or is in use.
 */
const openDataFolder = async (path: string): Promise<DataFolder> => {
  const folder = resolve(path);
  try {
    makeFolder(folder);
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    const strange = readdirSync(folder).filter((name) => name !== 'lost+found');
    if (strange.length > 0 && !strange.includes(MARK)) {
      throw new ReportedError(`The folder ${folder} has other things in it: give --data a folder of Rehome's own, or a new one.`);
    }
    writeFileSync(
      join(folder, MARK),
      'Rehome keeps its data in this folder. Delete it only as a whole, and only while Rehome is not running.\n',
    );
  } catch (error) {
    throw error instanceof ReportedError ? error : new ReportedError(`The data folder ${folder} cannot be used: ${reasonOf(error)}.`);
  }
  const taken = takeLock(join(folder, 'running.json'));
  if ('by' in taken) {
    throw new ReportedError(
      `Rehome is running on the data folder ${folder} already (process ${taken.by.pid}): stop it, or give another folder with --data.`,
    );
  }
  await endLeftovers(taken.held);
  return { path: folder, lock: taken.held };
};

/** Opens the data folder as `openDataFolder` does and holds it until `life` is over; the processes of `life` are on record meanwhile. */
export const holdDataFolder = async (life: Lifetime, path: string): Promise<DataFolder> => {
  const folder = await openDataFolder(path);
  life.atEnd(() => folder.lock.release());
  life.children.onChange = () => {
    try {
      folder.lock.record(life.children.alive.map(({ pid, start }) => ({ pid, start })));
    } catch {
      // The disk may be full, which is most likely why something ended. The guard knows what runs, too.
    }
  };
  return folder;
};

// The guard of the killed launch is most likely at it already; it is given its time, then no more is asked.
const endLeftovers = async ({ leftovers }: Lock): Promise<void> => {
  const deadline = Date.now() + LEFTOVER_MS;
  while (leftovers.some(runs) && Date.now() < deadline) await sleep(100);
  for (const left of leftovers.filter(runs)) send(-left.pid, 'SIGKILL');
};

/** Where the database cluster of a data folder lies: inside it, or, where `user` cannot get there, in a system folder that a link points to. */
export const clusterFolder = (folder: string, user: OsUser): string => {
  const inside = join(folder, 'postgres');
  const linked = linkTarget(inside);
  if (linked !== null) return linked;
  if (existsSync(inside) || canReach(user, folder)) return inside;
  // A folder that is Rehome's own may be opened to passers-by: what lies in it is guarded one by one. Those above it are not ours to open.
  if (canReach(user, dirname(folder))) {
    chmodSync(folder, 0o711);
    return inside;
  }
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  const outside = join(SYSTEM_FOLDER, `${basename(folder)}-${name}`, 'postgres');
  try {
    mkdirSync(dirname(outside), { recursive: true });
    chmodSync(SYSTEM_FOLDER, 0o755);
    chmodSync(dirname(outside), 0o755);
  } catch (error) {
    throw new ReportedError(
      `As root the database needs a folder that an unprivileged user can reach, and ${dirname(outside)} cannot be made: ${reasonOf(error)}.`,
    );
  }
  symlinkSync(outside, inside);
  return outside;
};

const linkTarget = (path: string): string | null => {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : null;
  } catch {
    return null;
  }
};

/** Deletes what a launch keeps in its folder, so that the next one begins anew. */
export const resetDataFolder = ({ path }: DataFolder): void => {
  const linked = linkTarget(join(path, 'postgres'));
  if (linked !== null) rmSync(dirname(linked), { recursive: true, force: true });
  for (const name of ['postgres', 'postgres.new', ...Object.values(PASSWORD_FILES), AUTH_SECRET_FILE, ADDRESS_FILE, 'sandbox', 'logs'])
    rmSync(join(path, name), { recursive: true, force: true });
};

/** The password of a role of the folder's database, made up at the first call: of the owner, or of the role that console and worker use. */
export const databasePassword = (folder: string, role: 'owner' | 'console'): string => secretIn(join(folder, PASSWORD_FILES[role]), 24);

/** The secret of the folder's console, with which it signs the cookies of sessions; made up at the first call. In a file of its own, because whoever has the database must not have it, too. */
export const folderAuthSecret = (folder: string): string => secretIn(join(folder, AUTH_SECRET_FILE), 48);

const secretIn = (file: string, bytes: number): string => {
  if (!existsSync(file)) writeFileSync(file, randomBytes(bytes).toString('base64url'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8').trim();
};

/** Notes where the console of the folder answers, for commands that are run beside it. */
export const noteConsoleAddress = (folder: string, url: string): void => writeFileSync(join(folder, ADDRESS_FILE), `${url}\n`);

/** Where the console of a data folder answers, or answered last; `null` where it never ran. */
export const consoleAddressOf = (folder: string): string | null => {
  const file = join(folder, ADDRESS_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
};
