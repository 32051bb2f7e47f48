import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import type { Client } from 'pg';
import { appliedMigrations, schemaAge } from '@/lib/db/applied-migrations';
import { connected, DatabaseUnusable } from '@/lib/db/connected';
import { appendEvent, withRecord } from '@/lib/db/read-record';
import { ReportedError } from '@/lib/launcher/reported-error.js';
import { withDatabase } from '@/lib/launcher/use-database';
import { accountChain, CONSOLE_CHAIN } from '@/lib/record/event';
import type { ChainEnd } from '@/lib/record/export-format';
import { fingerprintOf } from '@/lib/record/signing';
import { type Exported, writeExport } from '@/lib/record/write-export';
import { err, ok, type Result } from '@/lib/result';
import { signingKeyIn } from '@/lib/signing-key';
import { COMMAND_LINE } from './actor';
import { type CommandLine, type CommandShape, end, readCommandLine } from './arguments';
import type { Io } from './io';
import { productVersion } from './product';
import { faultSentence, headLines } from './verified-text';
import type { Words } from './words';
import { alreadyThere, writeStreamed } from './write-file';

const SHAPE = {
  command: 'export-history',
  options: { account: { type: 'string' }, chain: { type: 'string' }, data: { type: 'string' }, json: { type: 'boolean' } },
  positional: 'output',
  help: (words: Words) => words.record()('help.export-history'),
} as const satisfies CommandShape;

type Line = CommandLine<typeof SHAPE.options>;

const NOTHING_WRITTEN = 2;
const CHUNK = 64 * 1024;

interface Order {
  readonly file: string;
  readonly selection: string | null;
  readonly signingKey: KeyObject | null;
}

interface Done extends Exported {
  readonly chains: readonly ChainEnd[];
}

const selectionIn = ({ values, words }: Line): Result<string | null, string> => {
  const { account, chain } = values;
  if (account !== undefined && chain !== undefined) return err(words.record()('problem.account-and-chain'));
  if (account === undefined) return ok(chain ?? null);
  return /^\d{12}$/.test(account) ? ok(accountChain(account)) : err(words.record()('problem.account', { value: account }));
};

const orderIn = (line: Line, io: Io): Result<Order, string> => {
  const { words, file } = line;
  const selection = selectionIn(line);
  if (!selection.ok) return selection;
  const key = signingKeyIn(io.env);
  if (!key.ok) return err(words.record()(`problem.${key.error.code}`, key.error.params));
  const there = alreadyThere(file);
  if (there !== null) return err(words.record()(`problem.${there.code}`, there.params));
  return ok({ file, selection: selection.value, signingKey: key.value });
};

/** In pieces that are worth a write. The lines' own outcome goes to `done`. */
async function* inChunks(lines: AsyncGenerator<string, Exported>, done: (exported: Exported) => void): AsyncGenerator<string> {
  let chunk = '';
  for (let step = await lines.next(); ; step = await lines.next()) {
    if (step.done === true) {
      yield chunk;
      done(step.value);
      return;
    }
    chunk += step.value;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
}

/** Writes the event first, so that an export that fails half-way is on record too, and the export of the console's own chain tells of itself. */
const writeFrom = async (client: Client, { file, selection, signingKey }: Order, words: Words): Promise<Result<Done, string>> => {
  const t = words.record();
  const migrations = await appliedMigrations(client);
  if (migrations === null || schemaAge(migrations) !== 'current') return err(t('problem.other-schema'));
  if (selection !== null && selection !== CONSOLE_CHAIN) {
    const found = await client.query('select 1 from events where chain = $1 limit 1', [selection]);
    if (found.rowCount === 0) return err(t('problem.no-such-chain', { chain: selection }));
  }
  const exportedAt = new Date();
  await appendEvent(client, selection ?? CONSOLE_CHAIN, {
    ...{ at: exportedAt, actor: COMMAND_LINE, kind: 'history-exported', subject: null },
    data: { format: 'record', selection },
  });
  return withRecord(client, selection, async ({ chains, events }) => {
    const outcome: { exported?: Exported } = {};
    const lines = writeExport({ exportedAt, product: productVersion(), selection, chains, events }, signingKey);
    const written = await writeStreamed(
      file,
      inChunks(lines, (exported) => {
        outcome.exported = exported;
      }),
    );
    if (!written.ok) return err(t(`problem.${written.error.code}`, written.error.params));
    if (outcome.exported === undefined) throw new Error('An export ended without its outcome.');
    return ok({ ...outcome.exported, chains });
  });
};

const tell = ({ words, file, values }: Line, { chains, events, signed, fault }: Done, key: KeyObject | null, io: Io): void => {
  const t = words.record();
  const fingerprint = signed && key !== null ? fingerprintOf(createPublicKey(key)) : null;
  if (values.json === true) {
    io.stdout.write(`${JSON.stringify({ file, events, chains, fingerprint, fault })}\n`);
    return;
  }
  const signature = fingerprint === null ? t('signed.none') : t('signed.with', { fingerprint });
  const told = [t('exported', { file, events, chains: chains.length }), ...headLines(chains), signature];
  if (fault !== null) told.push(t('exported-wrong', { text: faultSentence(words, fault) }));
  io.stdout.write(`${told.join('\n')}\n`);
};

/**
 * `rehome export-history FILE [--account ID|--chain NAME] [--data DIR]`: the record, or one chain of it, into a new file.
 * @returns the exit code: 0; 1 where the record in the database is wrong (the file holds it as it is, unsigned); 2 where nothing was written
 */
export const exportHistory = async (argv: readonly string[], io: Io): Promise<number> => {
  const read = readCommandLine(SHAPE, argv, io);
  if (!read.ok) return end(read.error, io);
  const { words, values } = read.value;
  const order = orderIn(read.value, io);
  if (!order.ok) return end({ code: NOTHING_WRITTEN, text: order.error }, io);
  try {
    return await withDatabase(values.data, io.env, async (url) => {
      const done = await connected(url, 'rehome export', (client) => writeFrom(client, order.value, words));
      if (!done.ok) return end({ code: NOTHING_WRITTEN, text: done.error }, io);
      tell(read.value, done.value, order.value.signingKey, io);
      return done.value.fault === null ? 0 : 1;
    });
  } catch (error) {
    if (error instanceof DatabaseUnusable)
      return end({ code: NOTHING_WRITTEN, text: words.record()('problem.database', { text: error.message }) }, io);
    if (error instanceof ReportedError) return end({ code: NOTHING_WRITTEN, text: error.message }, io);
    throw error;
  }
};
