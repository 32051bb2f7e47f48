import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg, { type Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { err, ok, type Result } from '@/lib/result';
import { appliedMigrations, schemaAge } from '../applied-migrations';
import { connected } from '../connected';
import { type RoleProblem, roleProblem } from '../grants';
import { type Migration, migrateDatabase } from '../migrate';
import { appendEvent } from '../read-record';
import { appendEvents } from '../repositories/events';
import type { BackupReader } from './backup-reader';
import { type BackupHeader, BackupProblem, type RowCounts } from './format';
import { migrateTo } from './migrate-to';
import { named, ourTables } from './tables';

/** What was loaded. */
export interface Loaded {
  readonly rows: RowCounts;
  /** Restores that had not ended when the backup was made. */
  readonly underWay: number;
  /** Of these, attempts of which it was not known whether AWS started a job. */
  readonly open: number;
}

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index]);

/** Gives an empty database the schema of the backup, or finds that it has it. */
const prepare = async (client: Client, { migrations }: BackupHeader): Promise<void> => {
  const age = schemaAge(migrations);
  if (age === 'newer') throw new BackupProblem('newer-schema');
  if (age === 'other') throw new BackupProblem('other-schema');
  const applied = await appliedMigrations(client);
  if (applied === null) {
    const [foreign] = await ourTables(client);
    if (foreign !== undefined) throw new BackupProblem('not-empty', foreign.name);
    await migrateTo(client, migrations.length);
  } else if (!sameList(applied, migrations)) throw new BackupProblem('target-schema');
};

/** Whether PostgreSQL refused the rows themselves: malformed (22), or against each other or a key (23). */
const refusesRows = (error: unknown): boolean => error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');

const loadTable = async (client: Client, reader: BackupReader, name: string, known: readonly string[]): Promise<number> => {
  const columns = await reader.table(name);
  if (!sameList([...columns].sort(), [...known].sort())) throw new BackupProblem('other-tables', name);
  const target = client.query(copyFrom(`copy ${named(client, { name, columns })} from stdin`));
  const source = reader.rows();
  let told = 0;
  const pieces = async function* (): AsyncGenerator<Buffer> {
    for (let step = await source.next(); ; step = await source.next()) {
      if (step.done === true) {
        told = step.value;
        return;
      }
      yield step.value;
    }
  };
  try {
    await pipeline(Readable.from(pieces()), target);
  } catch (error) {
    // What PostgreSQL says about a row quotes it.
    throw refusesRows(error) ? new BackupProblem('damaged', name) : error;
  }
  if (target.rowCount !== told) throw new BackupProblem('damaged', name);
  return told;
};

const loadTables = async (client: Client, reader: BackupReader, { tables }: BackupHeader): Promise<RowCounts> => {
  const ours = await ourTables(client);
  const names = ours.map(({ name }) => name);
  const odd =
    tables.find((name, index) => !names.includes(name) || tables.indexOf(name) !== index) ?? names.find((name) => !tables.includes(name));
  if (odd !== undefined) throw new BackupProblem('other-tables', odd);
  // Nobody adds a row between the look and the load.
  await client.query(`lock table ${names.map((name) => `public.${client.escapeIdentifier(name)}`).join(', ')}`);
  for (const name of names) {
    const { rowCount } = await client.query(`select from public.${client.escapeIdentifier(name)} limit 1`);
    if (rowCount !== 0) throw new BackupProblem('not-empty', name);
  }
  const change = (what: string): string => names.map((name) => `alter table public.${client.escapeIdentifier(name)} ${what}`).join('; ');
  // What triggers keep beside a table was kept when the backup was made, and is in it.
  await client.query(change('disable trigger user'));
  const counts: Record<string, number> = {};
  for (const name of tables) counts[name] = await loadTable(client, reader, name, ours.find((table) => table.name === name)?.columns ?? []);
  await reader.end();
  await client.query(change('enable trigger user'));
  // Without statistics each question would be planned as of empty tables until PostgreSQL's own turn comes.
  await client.query(`analyze ${names.map((name) => `public.${client.escapeIdentifier(name)}`).join(', ')}`);
  return counts;
};

/**
 * What must not stay as it was when the backup was made. A request of an open attempt may have gone out after that moment, so it counts as sent until now: nobody sends it again
 * before a list of AWS's was looked at that was begun later. And what a browser was shown since must not pass for what is there now.
 */
const settle = async (client: Client, { tables }: BackupHeader): Promise<void> => {
  if (tables.includes('attempts'))
    await client.query(
      `update attempts set sends = greatest(sends, 1), lease_holder = null, lease_until = null, looked_at = null,
              may_send_until = greatest(may_send_until, clock_timestamp())
        where state = 'open'`,
    );
  // What waited at that moment may have started since: nothing starts by itself from a backup. A person looks at AWS first, and sets it up anew.
  if (tables.includes('waits')) {
    await client.query("delete from claims where wait_id in (select id from waits where state in ('waiting', 'asking'))");
    await client.query(
      `update waits set state = 'stopped', stop_cause = 'backup-restored', ended_at = clock_timestamp(), ended_by = 'rehome' where state in ('waiting', 'asking')`,
    );
  }
  // What Rehome was doing to a machine at that moment, it does no more: a person looks at what became of it.
  if (tables.includes('way_runs'))
    await client.query(
      `update way_runs set state = 'stopped', blocked = null, lease_holder = null, lease_until = null, ended_at = clock_timestamp(), ended_by = 'rehome'
        where state in ('open', 'undoing')`,
    );
  if (tables.includes('place_versions'))
    await client.query('update place_versions set version = version + extract(epoch from clock_timestamp())::bigint');
};

const eventOf = ({ createdAt, product }: BackupHeader, rows: RowCounts, actor: string): NewEvent => ({
  ...{ at: new Date(), actor, kind: 'backup-restored', subject: null },
  data: { createdAt, product, rows: Object.values(rows).reduce((sum, each) => sum + each, 0) },
});

const countUnderWay = async (client: Client): Promise<Omit<Loaded, 'rows'>> => {
  const { rows } = await client.query<{ under_way: string; open: string }>(
    `select (select count(*) from restores where ended_at is null) as under_way, (select count(*) from attempts where state = 'open') as open`,
  );
  return { underWay: Number(rows[0]?.under_way), open: Number(rows[0]?.open) };
};

/** The rest of what a migration does, which is done in transactions of its own: whatever fails here, the rows are loaded. */
const toThisVersion = async (target: Migration): Promise<void> => {
  const migrated = await migrateDatabase(target).catch((error: unknown) => {
    throw new BackupProblem('loaded-only', error instanceof Error ? error.message : String(error));
  });
  if (!migrated.ok) throw new BackupProblem('loaded-only', migrated.error);
};

/**
 * Loads a backup into an empty database, all of it or nothing, and brings that to the schema of this version. The record goes on in it: that it was restored is an event.
 * Answers with why the role cannot be the console's; then nothing was done. Throws a `BackupProblem` where the backup is not whole or not of a version that this one knows, or
 * where the database is not empty, and `DatabaseUnusable` where it cannot be used; then nothing was loaded, though an empty database may have got empty tables. Where only the
 * way to the schema of this version failed, the `BackupProblem` is `loaded-only`.
 * @param reader stands behind `header`
 * @param actor who does it, as the record names them
 */
export const loadBackup = async (
  reader: BackupReader,
  header: BackupHeader,
  target: Migration,
  actor: string,
): Promise<Result<Loaded, RoleProblem>> =>
  connected(target.ownerUrl, 'rehome restore', async (client) => {
    const owner = await client.query<{ name: string }>('select current_user as name');
    if (owner.rows[0]?.name === target.consoleRole) return err('owner');
    const problem = await roleProblem(client, target.consoleRole);
    if (problem !== null && problem !== 'changes-events') return err(problem);
    await prepare(client, header);
    const current = schemaAge(header.migrations) === 'current';
    const rows = await drizzle({ client }).transaction(async (tx) => {
      const counts = await loadTables(client, reader, header);
      await settle(client, header);
      // An older schema has no place for it before the next migrations.
      if (current) await appendEvents(tx, CONSOLE_CHAIN, [eventOf(header, counts, actor)]);
      return counts;
    });
    await toThisVersion(target);
    if (!current) await appendEvent(client, CONSOLE_CHAIN, eventOf(header, rows, actor));
    return ok({ rows, ...(await countUnderWay(client)) });
  });
