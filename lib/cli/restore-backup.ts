import { BackupReader } from '@/lib/db/backup/backup-reader';
import { decompressed } from '@/lib/db/backup/compression';
import { type BackupHeader, BackupProblem } from '@/lib/db/backup/format';
import { type Loaded, loadBackup } from '@/lib/db/backup/load-backup';
import { DatabaseUnusable } from '@/lib/db/connected';
import type { Migration } from '@/lib/db/migrate';
import { ownDatabase, roleSentences } from '@/lib/launcher/migrate';
import { CONSOLE_ROLE } from '@/lib/launcher/postgres';
import { ReportedError } from '@/lib/launcher/reported-error.js';
import { withEmbedded } from '@/lib/launcher/use-database';
import { COMMAND_LINE } from './actor';
import { type CommandLine, type CommandShape, end, readCommandLine } from './arguments';
import { backupSentence, totalOf } from './backup-words';
import { bytesOf, type Io, problemOf } from './io';
import { sentenceOf, type Words } from './words';

const SHAPE = {
  command: 'restore-backup',
  options: { data: { type: 'string' }, role: { type: 'string' }, json: { type: 'boolean' } },
  positional: 'input',
  help: (words: Words) => words.backup()('help.restore-backup'),
} as const satisfies CommandShape;

type Line = CommandLine<typeof SHAPE.options>;

const NOTHING_LOADED = 2;
const NOT_READY = 1;

const tell = ({ words, file, values }: Line, { createdAt: at, product }: BackupHeader, { rows, underWay, open }: Loaded, io: Io): void => {
  if (values.json === true) {
    io.stdout.write(`${JSON.stringify({ file, createdAt: at, product, rows, underWay, open })}\n`);
    return;
  }
  const t = words.backup();
  const told = [
    t('loaded', { rows: totalOf(rows), tables: Object.keys(rows).length, at, product }),
    t('under-way', { count: underWay }),
    ...(open === 0 ? [] : [t('open', { count: open })]),
    t('since', { at }),
  ];
  io.stdout.write(`${told.join('\n')}\n`);
};

/** The database to load into, for as long as `work` lasts. Throws a sentence where none is named, or two are. */
const withTarget = ({ words, values }: Line, io: Io, work: (target: Migration) => Promise<number>): Promise<number> => {
  const { data, role } = values;
  const owner = io.env.DATABASE_OWNER_URL ?? '';
  if (data !== undefined && (owner !== '' || role !== undefined)) throw new ReportedError(words.backup()('problem.two-targets'));
  if (data !== undefined) return withEmbedded(data, ({ ownerUrl }) => work({ ownerUrl, consoleRole: CONSOLE_ROLE }));
  if (owner === '') throw new ReportedError(words.backup()('problem.no-target'));
  return work(ownDatabase(io.env, role));
};

/** Looks at the file before anything is started or made for it. */
const restore = async (line: Line, io: Io): Promise<number> => {
  const reader = new BackupReader(decompressed(bytesOf(line.file, io)));
  const header = await reader.header();
  return withTarget(line, io, async (target) => {
    const loaded = await loadBackup(reader, header, target, COMMAND_LINE);
    if (!loaded.ok) return end({ code: NOTHING_LOADED, text: roleSentences[loaded.error](target.consoleRole) }, io);
    tell(line, header, loaded.value, io);
    return 0;
  });
};

/**
 * `rehome restore-backup FILE (--data DIR | [--role NAME])`: a backup into an empty database.
 * @returns the exit code: 0; 1 where the rows were loaded but the database is not ready yet; 2 where nothing was loaded
 */
export const restoreBackup = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readCommandLine(SHAPE, argv, io);
  if (!read.ok) return end(read.error, io);
  const { words, file } = read.value;
  const refuse = (text: string, code = NOTHING_LOADED): number => end({ code, text }, io);
  try {
    return await restore(read.value, io);
  } catch (error) {
    if (error instanceof BackupProblem)
      return refuse(backupSentence(words, file, error), error.code === 'loaded-only' ? NOT_READY : undefined);
    if (error instanceof DatabaseUnusable) return refuse(words.record()('problem.database', { text: error.message }));
    if (error instanceof ReportedError) return refuse(error.message);
    if (error instanceof Error && 'syscall' in error) return refuse(sentenceOf(words, { kind: 'file', problem: problemOf(file, error) }));
    throw error;
  }
};
