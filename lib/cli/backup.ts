import type { Client } from 'pg';
import { appliedMigrations, schemaAge } from '@/lib/db/applied-migrations';
import { compressed } from '@/lib/db/backup/compression';
import { BackupProblem, type RowCounts } from '@/lib/db/backup/format';
import { writeBackup } from '@/lib/db/backup/write-backup';
import { connected, DatabaseUnusable } from '@/lib/db/connected';
import { appendEvent } from '@/lib/db/read-record';
import { ReportedError } from '@/lib/launcher/reported-error.js';
import { withDatabase } from '@/lib/launcher/use-database';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import { err, ok, type Result } from '@/lib/result';
import { COMMAND_LINE } from './actor';
import { type CommandLine, type CommandShape, end, readCommandLine } from './arguments';
import { backupSentence, totalOf } from './backup-words';
import type { Io } from './io';
import { productVersion } from './product';
import type { Words } from './words';
import { alreadyThere, type WriteProblem, writeStreamed } from './write-file';

const SHAPE = {
  command: 'backup',
  options: { data: { type: 'string' }, json: { type: 'boolean' } },
  positional: 'output',
  help: (words: Words) => words.backup()('help.backup'),
} as const satisfies CommandShape;

const NOTHING_WRITTEN = 2;

interface Made {
  readonly createdAt: Date;
  readonly rows: RowCounts;
}

/** Keeps what a generator gives back when it has ended, which a stream would lose. */
async function* keeping<T, R>(source: AsyncGenerator<T, R>, keep: (value: R) => void): AsyncGenerator<T> {
  keep(yield* source);
}

/** The event comes first, so that a copy that was broken off is on record too. A database of an earlier version has no place for it; it is copied all the same, for one copies before one upgrades. */
const writeFrom = async (client: Client, file: string): Promise<Result<Made, WriteProblem>> => {
  const createdAt = new Date();
  const product = productVersion();
  const migrations = await appliedMigrations(client);
  if (migrations !== null && schemaAge(migrations) === 'current')
    await appendEvent(client, CONSOLE_CHAIN, { at: createdAt, actor: COMMAND_LINE, kind: 'backup-made', subject: null, data: { product } });
  let rows: RowCounts = {};
  const chunks = keeping(writeBackup(client, { createdAt, product }), (counts) => {
    rows = counts;
  });
  const written = await writeStreamed(file, compressed(chunks));
  return written.ok ? ok({ createdAt, rows }) : err(written.error);
};

const tell = ({ words, file, values }: CommandLine<typeof SHAPE.options>, { createdAt, rows }: Made, io: Io): void => {
  const at = createdAt.toISOString();
  const text =
    values.json === true
      ? JSON.stringify({ file, createdAt: at, rows })
      : words.backup()('made', { file, at, rows: totalOf(rows), tables: Object.keys(rows).length });
  io.stdout.write(`${text}\n`);
};

/**
 * `rehome backup FILE [--data DIR]`: the database as it is now, in a new file.
 * @returns the exit code: 0, or 2 where no file was written, with one sentence on standard error
 */
export const backup = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readCommandLine(SHAPE, argv, io);
  if (!read.ok) return end(read.error, io);
  const { words, file, values } = read.value;
  const refuse = (text: string): number => end({ code: NOTHING_WRITTEN, text }, io);
  const unwritten = ({ code, params }: WriteProblem): number => refuse(words.record()(`problem.${code}`, params));
  const there = alreadyThere(file);
  if (there !== null) return unwritten(there);
  try {
    return await withDatabase(values.data, io.env, async (url) => {
      const made = await connected(url, 'rehome backup', (client) => writeFrom(client, file));
      if (!made.ok) return unwritten(made.error);
      tell(read.value, made.value, io);
      return 0;
    });
  } catch (error) {
    if (error instanceof BackupProblem) return refuse(backupSentence(words, file, error));
    if (error instanceof DatabaseUnusable) return refuse(words.record()('problem.database', { text: error.message }));
    if (error instanceof ReportedError) return refuse(error.message);
    throw error;
  }
};
