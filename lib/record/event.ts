import { createHash } from 'node:crypto';
import { canonicalJson, type JsonObject } from './canonical-json';

/** Where a chain stands: the number and the hash of its last event. `{ seq: 0, hash: GENESIS }` before the first. */
export interface ChainHead {
  readonly seq: number;
  /** 64 hexadecimal digits, lower case. */
  readonly hash: string;
}

/** One event, as its hash covers it. */
export interface EventRecord {
  readonly version: 1;
  /** `console`, or `account:` and the 12 digits. */
  readonly chain: string;
  /** From 1, without a gap. */
  readonly seq: number;
  /** ISO 8601 in UTC with milliseconds, as `Date.toISOString` writes it. */
  readonly at: string;
  /** An opaque id: names and e-mail addresses are kept beside the chain, so that a person can be erased without breaking it. */
  readonly actor: string;
  readonly kind: string;
  /** The id of what it is about, such as a restore's. */
  readonly subject: string | null;
  readonly data: JsonObject;
}

/** An event with its place in the chain's hashes. */
export interface SealedEvent extends EventRecord {
  /** The hash of the event before it; GENESIS for the first. */
  readonly previousHash: string;
  readonly hash: string;
}

/** What stands in the place of a hash before the first event of a chain. */
export const GENESIS = '0'.repeat(64);

/** The head of a chain that has no event yet. */
export const EMPTY: ChainHead = { seq: 0, hash: GENESIS };

/** The chain of the console itself: sign-ins, people, settings. */
export const CONSOLE_CHAIN = 'console';

/** The chain of an AWS account, by its 12 digits. */
export const accountChain = (account: string): string => `account:${account}`;

/** SHA-256 of UTF-8 text (or of bytes), as 64 lower-case hexadecimal digits. */
export const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** The hash of an event: SHA-256 of the hash before it, a line feed, and the event's canonical JSON. Members beside an EventRecord's are not looked at. */
export const hashOf = (previousHash: string, { version, chain, seq, at, actor, kind, subject, data }: EventRecord): string => {
  // The members in their canonical order, written out: sorting them anew for each event is half of the time that a million events take.
  const who = `"actor":${JSON.stringify(actor)},"at":${JSON.stringify(at)},"chain":${JSON.stringify(chain)}`;
  const what = `"data":${canonicalJson(data)},"kind":${JSON.stringify(kind)},"seq":${JSON.stringify(seq)},"subject":${JSON.stringify(subject)}`;
  return sha256(`${previousHash}\n{${who},${what},"version":${JSON.stringify(version)}}`);
};
