import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { makeKit } from '@/lib/data/kit/make';
import { must, OPERATOR, SCOPE } from './restores';

/** Recovery kits in a folder of a test, and their scripts run as a person runs them. */

export type KitFiles = Readonly<Record<string, string>>;

/** The files of a plan's kit, by their path in its folder. */
export const kitOf = async (draftId: string, locale: 'en' | 'ja' = 'en'): Promise<KitFiles> => {
  const { name, zip } = must(await makeKit(SCOPE, OPERATOR, { draftId, locale }));
  return Object.fromEntries(Object.entries(unzipSync(zip)).map(([path, bytes]) => [path.replace(`${name}/`, ''), strFromU8(bytes)]));
};

/** Puts a kit where a person would unpack it: into a folder of `folder` with a blank in its name. */
export const unpackedIn = async (folder: string, files: KitFiles): Promise<string> => {
  const home = join(folder, 'my kit');
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(home, path)), { recursive: true });
    await writeFile(join(home, path), text);
  }
  return home;
};

export interface Ran {
  readonly code: number | null;
  readonly out: string;
}

/** A script of the kit with nothing but a shell, the AWS CLI and the simulated account; `typed` are the lines that the person types. It leads a group of processes of its own. */
export const begunScript = (script: string, typed: readonly string[]) => {
  const { PATH = '', AWS_ENDPOINT_URL = '' } = process.env;
  const env = {
    PATH,
    HOME: dirname(script),
    AWS_ENDPOINT_URL,
    AWS_ACCESS_KEY_ID: 'AKIASIMULATED0000000',
    AWS_SECRET_ACCESS_KEY: 'simulated',
    AWS_EC2_METADATA_DISABLED: 'true',
    KIT_POLL_SECONDS: '1',
  };
  const child = spawn('sh', [script], { env: env as unknown as NodeJS.ProcessEnv, cwd: '/', detached: true });
  child.stdin.on('error', () => undefined);
  child.stdin.end(typed.map((line) => `${line}\n`).join(''));
  return child;
};

/** Runs one to its end. */
export const runScript = (script: string, ...typed: readonly string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = begunScript(script, typed);
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (out += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out }));
  });
