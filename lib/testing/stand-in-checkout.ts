import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stampBuild } from '@/lib/launcher/build.js';
import { ensureBundles } from '@/lib/launcher/bundles.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Answers everything; `/sql?QUERY` runs a query on the database that it was given, over connections that it keeps, and answers 503 while it cannot;
// `/env?NAME` says whether it was given that variable.
const next = `
const { createServer } = require('node:http');
const pg = require('pg');
const [, , , , host, , port] = process.argv;
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
pool.on('error', () => undefined);
createServer((request, response) => {
  const variable = /^\\/env\\?(.*)/.exec(request.url);
  if (variable !== null) return response.end(process.env[variable[1]] === undefined ? 'unset' : 'set');
  const query = /^\\/sql\\?(.*)/.exec(request.url);
  if (query === null) return response.end('console');
  pool.query(decodeURIComponent(query[1])).then(
    ({ rows }) => response.end(JSON.stringify(rows)),
    (error) => response.writeHead(503).end(JSON.stringify(error.message)),
  );
}).listen(Number(port), host);
`;

const account = `
import { createServer } from 'node:http';
const port = process.argv[process.argv.indexOf('--port') + 1];
createServer((request, response) => response.end('{}')).listen(Number(port), '127.0.0.1');
`;

const worker = `
process.send?.('ready');
setInterval(() => undefined, 3_600_000);
`;

/**
 * A checkout in a new folder whose launcher and dependencies are the real ones, but whose Next, worker and simulated account are a few lines
 * each: what the launcher does with its children does not depend on what they are. Returns the folder, for the caller to delete.
 */
export const standInCheckout = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'rehome-launcher-'));
  // As root the database runs as another user, who must get here.
  chmodSync(folder, 0o755);
  for (const path of [
    'bin',
    'lib/access',
    'lib/launcher',
    'lib/db',
    'lib/engine',
    'lib/database-error.ts',
    'lib/env-schema.ts',
    'lib/log.ts',
    'lib/paths.ts',
    'lib/record',
    'lib/result.ts',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
  ]) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  mkdirSync(join(folder, 'node_modules', 'next', 'dist', 'bin'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name !== 'next') symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  }
  writeFileSync(join(folder, 'node_modules', 'next', 'dist', 'bin', 'next'), next);
  mkdirSync(join(folder, 'lib', 'sandbox'), { recursive: true });
  writeFileSync(join(folder, 'lib', 'sandbox', 'main.ts'), account);
  mkdirSync(join(folder, 'lib', 'worker'));
  writeFileSync(join(folder, 'lib', 'worker', 'main.ts'), worker);
  mkdirSync(join(folder, '.next'));
  stampBuild(folder);
  await ensureBundles(folder);
  return folder;
};
