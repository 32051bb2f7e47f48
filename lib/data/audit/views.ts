import type { KindGroup } from '@/lib/record/kind-groups';
import type { ChainFault } from '@/lib/record/verify-chain';
import type { SigningKeyProblem } from '@/lib/signing-key';

/** Rows of one page of events. */
export const AUDIT_PAGE_ROWS = 100;

/** All given conditions hold. Instants are ISO 8601; `before` is exclusive. */
export interface AuditFilter {
  /** By this person, or about them; by id. */
  readonly person?: string | undefined;
  readonly group?: KindGroup | undefined;
  /** The whole id of what it is about, or of a restore job. */
  readonly about?: string | undefined;
  /** `console`, or `account:` and the 12 digits. */
  readonly chain?: string | undefined;
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

/** An event of the record. */
export interface AuditEvent {
  readonly chain: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly kind: string;
  readonly subject: string | null;
  /** Canonical JSON, as it was hashed. */
  readonly data: string;
  readonly previousHash: string;
  readonly hash: string;
}

/** A chain that the caller may see, with its last event. */
export interface AuditChain {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
}

/** What exports are signed with: nothing, a key by its fingerprint, or one that is configured and cannot be used. */
export type Signing =
  | { readonly state: 'none' }
  | { readonly state: 'key'; readonly fingerprint: string }
  | { readonly state: 'unusable'; readonly why: SigningKeyProblem['code'] };

export interface AuditPage {
  readonly events: readonly AuditEvent[];
  /** Where the next page begins, to be given back as it is; `null`: this was the last. */
  readonly next: string | null;
  /** Told with the first page; empty with others. */
  readonly chains: readonly AuditChain[];
  /** Told with the first page; `null` with others. */
  readonly signing: Signing | null;
  /** Everybody who did anything in these chains, by id; told with the first page. */
  readonly people: readonly string[];
}

/**
 * How far a chain was verified in one go: up to `head`, of `total` events; `done` where that was all, or where something is wrong. `fault` is the first wrong record.
 * Who goes on gives `head` back.
 */
export interface VerifiedPart {
  readonly head: { readonly seq: number; readonly hash: string };
  readonly total: number;
  readonly done: boolean;
  readonly fault: Pick<ChainFault, 'seq' | 'code'> | null;
}
