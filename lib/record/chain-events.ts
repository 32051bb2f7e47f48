import type { JsonObject } from './canonical-json';
import { type ChainHead, type EventRecord, hashOf, type SealedEvent } from './event';
import { EVENT_KINDS, type NewEvent } from './kinds';

/** PostgreSQL's text has no NUL, and UTF-8 has no lone surrogate: such a text would come back as another one. */
const keepable = (text: string): boolean => text !== '' && !/\0|\p{Surrogate}/u.test(text);

const recordOf = (chain: string, seq: number, event: NewEvent): EventRecord => {
  const { at, actor, kind, subject, data } = event;
  EVENT_KINDS[kind].parse(data);
  if (![chain, actor, subject ?? '-'].every(keepable)) throw new TypeError(`An event of kind ${kind} has an id that cannot be kept.`);
  return { version: 1, chain, seq, at: at.toISOString(), actor, kind, subject, data: data as JsonObject };
};

/**
 * Gives `events` their places behind `head`, in their order. The caller holds the chain's lock, so that nobody else takes these places.
 * Throws where an event's data is not what its kind says, or cannot be kept as it is: a fault of the caller.
 */
export const chainEvents = (chain: string, head: ChainHead, events: readonly NewEvent[]): readonly SealedEvent[] => {
  const sealed: SealedEvent[] = [];
  let last = head;
  for (const event of events) {
    const record = recordOf(chain, last.seq + 1, event);
    const hash = hashOf(last.hash, record);
    sealed.push({ ...record, previousHash: last.hash, hash });
    last = { seq: record.seq, hash };
  }
  return sealed;
};
