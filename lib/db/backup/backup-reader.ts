import { createHash } from 'node:crypto';
import type { z } from 'zod';
import {
  type BackupHeader,
  BackupProblem,
  END_OF_ROWS,
  FORMAT,
  FORMAT_VERSION,
  headerSchema,
  tableEndSchema,
  tableSchema,
  trailerSchema,
} from './format';

/** Longer than any line of ours that is no row. */
const MAX_LINE = 1024 * 1024;
const BREAK = Buffer.from(`\n${END_OF_ROWS}`);

/** Reads a backup, already decompressed, from its first byte to its last. Throws a `BackupProblem` at the first thing that is not as it was written. */
export class BackupReader {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly whole = createHash('sha256');
  private rest: Buffer = Buffer.alloc(0);
  /** Where we are, for whoever reads about damage. */
  private where = '';

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** What comes first: tells whether it is a backup at all. */
  async header(): Promise<BackupHeader> {
    const value = await this.json();
    const parsed = headerSchema.safeParse(value);
    if (parsed.success) return parsed.data;
    const { format, version } = (value ?? {}) as { readonly format?: unknown; readonly version?: unknown };
    throw new BackupProblem(format === FORMAT && Number(version) > FORMAT_VERSION ? 'later-format' : 'not-a-backup');
  }

  /** The next table, which must be the one that is expected. Its columns. */
  async table(expected: string): Promise<readonly string[]> {
    this.where = expected;
    const { table, columns } = await this.line(tableSchema);
    if (table !== expected) throw new BackupProblem('damaged', expected);
    return columns;
  }

  /** The rows of the table that was just read, in pieces that end anywhere. To be read to the end, where their hash is compared. The rows' number. */
  async *rows(): AsyncGenerator<Buffer, number> {
    const own = createHash('sha256');
    const piece = (bytes: Buffer): Buffer => {
      own.update(bytes);
      this.whole.update(bytes);
      return bytes;
    };
    // A table without rows begins with what ends it.
    while (this.rest.length < END_OF_ROWS.length) await this.more();
    let end = this.rest.indexOf(END_OF_ROWS) === 0 ? -1 : this.rest.indexOf(BREAK);
    const empty = end === -1 && this.rest.indexOf(END_OF_ROWS) === 0;
    while (!empty && end < 0) {
      // What may be the begin of the end stays.
      const sure = this.rest.length - BREAK.length;
      if (sure > 0) {
        yield piece(this.rest.subarray(0, sure));
        this.rest = this.rest.subarray(sure);
      }
      await this.more();
      end = this.rest.indexOf(BREAK);
    }
    if (!empty) {
      yield piece(this.rest.subarray(0, end + 1));
      this.rest = this.rest.subarray(end + 1);
    }
    this.take(END_OF_ROWS.length);
    const { rows, sha256 } = await this.line(tableEndSchema);
    if (sha256 !== own.digest('hex')) throw new BackupProblem('damaged', this.where);
    return rows;
  }

  /** What comes last, and that nothing comes after it. */
  async end(): Promise<void> {
    this.where = '';
    const sha256 = this.whole.copy().digest('hex');
    const trailer = await this.line(trailerSchema);
    if (trailer.sha256 !== sha256) throw new BackupProblem('damaged');
    if (this.rest.length > 0 || !(await this.chunks.next()).done) throw new BackupProblem('after-end');
  }

  private take(length: number): Buffer {
    const taken = this.rest.subarray(0, length);
    this.whole.update(taken);
    this.rest = this.rest.subarray(length);
    return taken;
  }

  private async more(): Promise<void> {
    const { done, value } = await this.chunks.next();
    if (done === true) throw new BackupProblem('cut-off');
    this.rest = Buffer.concat([this.rest, value]);
  }

  /** The next line as JSON; null where it is none. */
  private async json(): Promise<unknown> {
    while (!this.rest.includes(10)) {
      if (this.rest.length > MAX_LINE) return null;
      await this.more();
    }
    const text = this.take(this.rest.indexOf(10) + 1).toString();
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  private async line<T extends z.ZodType>(schema: T): Promise<z.infer<T>> {
    const parsed = schema.safeParse(await this.json());
    if (!parsed.success) throw new BackupProblem('damaged', this.where);
    return parsed.data;
  }
}
