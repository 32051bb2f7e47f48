import { canonicalJson, type JsonObject } from './canonical-json';
import type { SealedEvent } from './event';

/** An event as a table keeps it: its data as the text that was hashed. */
export type StoredEvent = Omit<SealedEvent, 'version' | 'data'> & { readonly data: string };

/** What was written as canonical JSON comes back as it was; what somebody put there since comes as text, so that it does not pass for the former. */
const dataOf = (text: string): JsonObject => {
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === 'object' && data !== null && !Array.isArray(data) && canonicalJson(data) === text) return data as JsonObject;
  } catch {
    // No JSON, or nested too deeply.
  }
  return { text };
};

/** A stored event as it was sealed. */
export const storedEvent = ({ chain, seq, at, actor, kind, subject, data, previousHash, hash }: StoredEvent): SealedEvent => ({
  ...{ version: 1, chain, seq, at, actor, kind, subject },
  ...{ data: dataOf(data), previousHash, hash },
});
