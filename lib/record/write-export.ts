import { createHash, type KeyObject } from 'node:crypto';
import type { SealedEvent } from './event';
import { type ChainEnd, digested, type ExportFooter, type ExportHeader, FORMAT, FORMAT_VERSION, lineOf } from './export-format';
import { RecordReader } from './record-reader';
import { signExport } from './signing';
import type { ChainFault } from './verify-chain';

/** What is exported. `chains` and `events` come from one snapshot, in the order of the format. */
export interface ExportSource {
  readonly exportedAt: Date;
  readonly product: string;
  readonly selection: string | null;
  readonly chains: readonly ChainEnd[];
  readonly events: AsyncIterable<SealedEvent>;
}

/** What came of an export. `fault` is the first record that was wrong already where it came from: then nothing is signed. */
export interface Exported {
  readonly events: number;
  readonly signed: boolean;
  readonly fault: ChainFault | null;
}

/**
 * Yields the lines of an export as its events come, and keeps none. A chain that does not verify is exported as it is, for somebody will want to see it,
 * but a signature says "this was right", so there is none then.
 * @returns what was written
 */
export async function* writeExport(source: ExportSource, signingKey: KeyObject | null): AsyncGenerator<string, Exported> {
  const { exportedAt, product, selection, chains } = source;
  const hash = createHash('sha256');
  const reader = new RecordReader(chains);
  let events = 0;
  let fault: ChainFault | null = null;
  const line = (text: string): string => {
    hash.update(text);
    return text;
  };
  const header: Omit<ExportHeader, 'digest'> = {
    ...{ format: FORMAT, version: FORMAT_VERSION, exportedAt: exportedAt.toISOString() },
    ...{ product, selection, chains },
  };
  yield line(lineOf(digested(header)));
  for await (const event of source.events) {
    fault ??= reader.take(event);
    events += 1;
    yield line(lineOf(event));
  }
  fault ??= reader.end();
  const content = hash.digest('hex');
  const signature = signingKey === null || fault !== null ? null : signExport(signingKey, content);
  const footer: Omit<ExportFooter, 'digest'> = { content, end: FORMAT, events, signature };
  yield lineOf(digested(footer));
  return { events, signed: signature !== null, fault };
}
