import { err, ok, type Result } from '@/lib/result';
import { type ChainHead, EMPTY, hashOf, type SealedEvent } from './event';

/** The first thing wrong with a chain. `seq` is the record that is wrong or missing. */
export interface ChainFault {
  readonly chain: string;
  readonly seq: number;
  readonly code:
    | 'other-chain' // an event of another chain stands here
    | 'missing' // this one is not here, a later one is
    | 'repeated' // this place was taken by an event before it
    | 'previous' // it does not follow from the event before it: one of the two was changed
    | 'changed' // its content does not fit its hash
    | 'cut-off' // the chain ends before it, although it was once there
    | 'head' // the hash at this place is not the one noted down
    | 'added' // it stands behind the end of its chain
    | 'other-head'; // the chain was to end here with another hash
}

const wrong = (chain: string, seq: number, code: ChainFault['code']): ChainFault => ({ chain, seq, code });

/** What is wrong with `event` as the one that follows `head`; null where nothing is. */
export const faultAfter = (chain: string, head: ChainHead, event: SealedEvent): ChainFault | null => {
  const expected = head.seq + 1;
  if (event.chain !== chain) return wrong(chain, expected, 'other-chain');
  if (event.seq > expected) return wrong(chain, expected, 'missing');
  if (event.seq < expected) return wrong(chain, event.seq, 'repeated');
  if (event.previousHash !== head.hash) return wrong(chain, expected, 'previous');
  if (event.hash !== hashOf(event.previousHash, event)) return wrong(chain, expected, 'changed');
  return null;
};

/**
 * Follows a chain from its first event to its last, one event at a time; it keeps none.
 * @param head a head that was noted down earlier: the chain must have an event with that number and that hash
 * @returns where the chain ends, or the first thing wrong with it
 */
export const verifyChain = async (
  chain: string,
  events: AsyncIterable<SealedEvent> | Iterable<SealedEvent>,
  { head }: { readonly head?: ChainHead } = {},
): Promise<Result<ChainHead, ChainFault>> => {
  let last = EMPTY;
  for await (const event of events) {
    const fault = faultAfter(chain, last, event);
    if (fault !== null) return err(fault);
    last = { seq: event.seq, hash: event.hash };
    if (head?.seq === last.seq && head.hash !== last.hash) return err(wrong(chain, last.seq, 'head'));
  }
  if (head !== undefined && head.seq > last.seq) return err(wrong(chain, last.seq + 1, 'cut-off'));
  return ok(last);
};
