import { createHash, type KeyObject } from 'node:crypto';
import { err, ok, type Result } from '@/lib/result';
import type { ChainHead, SealedEvent } from './event';
import { digestHolds, type ExportFooter, type ExportHeader, type ReadLine, readLine } from './export-format';
import { RecordReader } from './record-reader';
import { fingerprintOf, signerOf } from './signing';
import { type Line, splitLines } from './split-lines';
import type { ChainFault } from './verify-chain';

/** The first thing wrong with an export. `chain` and `seq` name the record that is wrong or missing at `line`; null where it is none of the records. */
export interface ExportFault {
  readonly line: number;
  readonly chain: string | null;
  readonly seq: number | null;
  readonly code:
    | ChainFault['code']
    | 'header' // the first line is no header of an export, or was changed
    | 'later-version' // a later Rehome wrote it
    | 'unreadable' // the line is no event, or not written as an export writes it
    | 'file-cut-off' // the file ends before its footer
    | 'after-end' // something follows the footer
    | 'footer' // the footer was changed
    | 'other-file' // the header belongs to another file than the footer
    | 'no-chain' // a head was noted down of a chain that is not here
    | 'which-chain' // a head was given without its chain, and there is more than one
    | 'signature' // the signature is not one of this file
    | 'unsigned' // a public key is given, and there is no signature
    | 'other-key'; // signed, but not with the key given
}

/** A head that was noted down earlier; `chain` null where the file holds one chain only. */
export interface NotedHead extends ChainHead {
  readonly chain: string | null;
}

/** What a file must answer to, besides being right in itself. */
export interface Expected {
  readonly heads: readonly NotedHead[];
  readonly publicKey: KeyObject | null;
}

/** An export in which nothing is wrong. `signer` is the fingerprint of the key that signed it; null where nobody did. */
export interface VerifiedExport {
  readonly header: ExportHeader;
  readonly events: number;
  readonly signer: string | null;
}

type Code = ExportFault['code'];
type Record = { readonly chain: string; readonly seq: number | null };

const at = (line: number, code: Code, record: Record | null = null): ExportFault => ({
  line,
  chain: record?.chain ?? null,
  seq: record?.seq ?? null,
  code,
});

const headerIn = (line: Line | undefined): Result<ExportHeader, Code> => {
  if (line === undefined) return err('file-cut-off');
  const read = readLine(line.bytes);
  if (read.is === 'later-version') return err('later-version');
  if (read.is !== 'header' || !digestHolds(read.header)) return err(line.ended ? 'header' : 'file-cut-off');
  return line.ended ? ok(read.header) : err('file-cut-off');
};

/** The heads, each with the chain it is of; or why that cannot be told. */
const placed = (heads: readonly NotedHead[], { chains }: ExportHeader): Result<readonly (NotedHead & Record)[], ExportFault> => {
  const known: (NotedHead & Record)[] = [];
  for (const head of heads) {
    if (head.chain === null && chains.length > 1) return err(at(1, 'which-chain'));
    const chain = head.chain ?? chains[0]?.chain ?? '';
    if (!chains.some((each) => each.chain === chain)) return err(at(1, 'no-chain', { chain, seq: null }));
    known.push({ ...head, chain });
  }
  return ok(known);
};

/** A head beyond the end of its chain, at the line where the chain ends. */
const beyond = (heads: readonly (NotedHead & Record)[], { chains }: ExportHeader): ExportFault | null => {
  let line = 1;
  for (const { chain, seq } of chains) {
    line += seq;
    if (heads.some((head) => head.chain === chain && head.seq > seq)) return at(line + 1, 'cut-off', { chain, seq: seq + 1 });
  }
  return null;
};

/** The fingerprint of who signed; null where nobody did and nobody had to. */
const signerIn = ({ signature, content }: ExportFooter, wanted: KeyObject | null): Result<string | null, Code> => {
  if (signature === null) return wanted === null ? ok(null) : err('unsigned');
  const signer = signerOf(signature, content);
  if (signer === null) return err('signature');
  return wanted === null || wanted.equals(signer) ? ok(fingerprintOf(signer)) : err('other-key');
};

/** Reads behind the header, up to the footer. */
class Body {
  readonly hash = createHash('sha256');
  line = 1;
  events = 0;
  footer: ExportFooter | null = null;
  private readonly reader: RecordReader;

  constructor(
    header: ExportHeader,
    private readonly heads: readonly NotedHead[],
  ) {
    this.reader = new RecordReader(header.chains);
  }

  private fault(code: Code): ExportFault {
    return at(this.line, code, this.reader.next());
  }

  private event(event: SealedEvent): ExportFault | null {
    const fault = this.reader.take(event);
    if (fault !== null) return at(this.line, fault.code, fault);
    this.events += 1;
    const { chain, seq, hash } = event;
    const asNoted = this.heads.every((head) => head.chain !== chain || head.seq !== seq || head.hash === hash);
    return asNoted ? null : at(this.line, 'head', { chain, seq });
  }

  private end(footer: ExportFooter, ended: boolean): ExportFault | null {
    const missing = this.reader.end();
    if (missing !== null) return at(this.line, 'missing', missing);
    this.footer = footer;
    return ended ? null : this.fault('file-cut-off');
  }

  take({ bytes, ended, tooLong }: Line): ExportFault | null {
    this.line += 1;
    if (this.footer !== null) return at(this.line, 'after-end');
    const read: ReadLine = tooLong ? { is: 'unreadable' } : readLine(bytes);
    if (read.is === 'footer') return this.end(read.footer, ended);
    if (!ended && !tooLong) return this.fault('file-cut-off');
    this.hash.update(bytes).update('\n');
    return read.is === 'event' ? this.event(read.event) : this.fault('unreadable');
  }

  /** After the last line. */
  close(): Result<ExportFooter, ExportFault> {
    if (this.footer === null) {
      this.line += 1;
      return err(this.fault('file-cut-off'));
    }
    if (!digestHolds(this.footer) || this.footer.events !== this.events) return err(at(this.line, 'footer'));
    // Every event is right and the footer is as it was written: only the header can be of another file.
    return this.footer.content === this.hash.digest('hex') ? ok(this.footer) : err(at(1, 'other-file'));
  }
}

/**
 * Reads an export from its first byte to its last, and holds nothing of it. Needs no database and no network.
 * @param chunks the bytes of the file
 * @returns what the file says, or the first thing wrong with it; what a file cannot prove by itself is in docs/record.md
 */
export const verifyExport = async (chunks: AsyncIterable<Uint8Array>, expected: Expected): Promise<Result<VerifiedExport, ExportFault>> => {
  const lines = splitLines(chunks);
  const first: Line | undefined = (await lines.next()).value ?? undefined;
  const header = headerIn(first);
  if (!header.ok || first === undefined) return err(at(1, header.ok ? 'header' : header.error));
  const heads = placed(expected.heads, header.value);
  if (!heads.ok) return heads;
  const body = new Body(header.value, heads.value);
  body.hash.update(first.bytes).update('\n');
  for await (const line of lines) {
    const fault = body.take(line);
    if (fault !== null) return err(fault);
  }
  const footer = body.close();
  if (!footer.ok) return footer;
  const cut = beyond(heads.value, header.value);
  if (cut !== null) return err(cut);
  const signer = signerIn(footer.value, expected.publicKey);
  return signer.ok ? ok({ header: header.value, events: body.events, signer: signer.value }) : err(at(body.line, signer.error));
};
