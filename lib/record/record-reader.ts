import { EMPTY, type SealedEvent } from './event';
import type { ChainEnd } from './export-format';
import { type ChainFault, faultAfter } from './verify-chain';

/** Follows several chains, one behind the other, each to an end that is known before; it keeps no event. */
export class RecordReader {
  private index = 0;
  private last = EMPTY;

  /** @param ends where each chain ends, in the order in which they come */
  constructor(private readonly ends: readonly ChainEnd[]) {}

  /** The record that belongs next; null after the last one. */
  next(): { readonly chain: string; readonly seq: number } | null {
    const end = this.ends[this.index];
    return end === undefined ? null : { chain: end.chain, seq: this.last.seq + 1 };
  }

  /** Takes the event that stands next. Answers with what is wrong with it, or with null; after a fault nothing more may be asked. */
  take(event: SealedEvent): ChainFault | null {
    const end = this.ends[this.index];
    if (end === undefined) return { chain: event.chain, seq: event.seq, code: 'added' };
    const fault = faultAfter(end.chain, this.last, event);
    if (fault !== null) return this.afterEnd(event) ? { chain: event.chain, seq: event.seq, code: 'added' } : fault;
    if (event.seq < end.seq) this.last = { seq: event.seq, hash: event.hash };
    else {
      if (event.hash !== end.hash) return { chain: end.chain, seq: end.seq, code: 'other-head' };
      this.index += 1;
      this.last = EMPTY;
    }
    return null;
  }

  /** What is missing where nothing more comes; null where all chains have come to their end. */
  end(): ChainFault | null {
    const next = this.next();
    return next === null ? null : { ...next, code: 'missing' };
  }

  /** Whether an event goes on where its chain, the one before, has come to its end. */
  private afterEnd({ chain, seq }: SealedEvent): boolean {
    const before = this.ends[this.index - 1];
    return this.last.seq === 0 && before?.chain === chain && seq > before.seq;
  }
}
