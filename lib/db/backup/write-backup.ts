import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { appliedMigrations } from '../applied-migrations';
import { BackupProblem, END_OF_ROWS, FORMAT, FORMAT_VERSION, type RowCounts } from './format';
import { ourTables, selected } from './tables';

const LINE_FEED = 10;

/** How many lines end in `bytes`. */
const linesIn = (bytes: Uint8Array): number => {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
};

/**
 * Yields a backup, not yet compressed, of the database as it was at one moment; whatever else uses it goes on meanwhile. Needs to read every table of ours, as the console's
 * role may. Throws a `BackupProblem` where the database was never migrated by Rehome.
 * @returns how many rows each table has
 */
export async function* writeBackup(
  client: Client,
  { createdAt, product }: { readonly createdAt: Date; readonly product: string },
): AsyncGenerator<Uint8Array, RowCounts> {
  const whole = createHash('sha256');
  const bytes = (content: string): Uint8Array => {
    const chunk = Buffer.from(content);
    whole.update(chunk);
    return chunk;
  };
  const line = (value: object): Uint8Array => bytes(`${JSON.stringify(value)}\n`);
  await client.query('begin isolation level repeatable read, read only');
  try {
    const migrations = await appliedMigrations(client);
    if (migrations === null) throw new BackupProblem('never-migrated');
    const tables = await ourTables(client);
    const header = { format: FORMAT, version: FORMAT_VERSION, createdAt: createdAt.toISOString(), product, migrations };
    yield line({ ...header, tables: tables.map(({ name }) => name) });
    const counts: Record<string, number> = {};
    for (const table of tables) {
      yield line({ table: table.name, columns: table.columns });
      const own = createHash('sha256');
      let rows = 0;
      const stream = client.query(copyTo(`copy ${selected(client, table)} to stdout`));
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        own.update(chunk);
        whole.update(chunk);
        rows += linesIn(chunk);
        yield chunk;
      }
      yield bytes(END_OF_ROWS);
      yield line({ rows, sha256: own.digest('hex') });
      counts[table.name] = rows;
    }
    yield Buffer.from(`${JSON.stringify({ end: FORMAT, sha256: whole.digest('hex') })}\n`);
    return counts;
  } finally {
    await client.query('rollback');
  }
}
