import type { NoDryRun } from '@/lib/restore/dry-run-request';

/**
 * What a RunInstances dry run came to (facts 3.1). It runs as the console's own principal, not as the restore role, and AWS promises no more than a look at
 * permissions; in practice it also finds structural faults, but nothing says that it finds an address in use.
 */
export type DryRunAnswer =
  /** AWS found nothing wrong with the launch. It does not prove that the restore will work. */
  | { readonly outcome: 'nothing-found' }
  /** AWS would refuse this launch, whoever asks: the restore would most likely fail in the same way. */
  | { readonly outcome: 'refused'; readonly awsCode: string; readonly awsMessage: string }
  /** The console itself may not launch. It says nothing about the restore, which runs under the restore role. */
  | { readonly outcome: 'not-permitted'; readonly action: string; readonly encoded: string | null }
  | { readonly outcome: 'impossible'; readonly reason: NoDryRun };

/** What an encoded authorization failure says when it is opened (F1). `null`: AWS's text does not say. */
export interface DecodedAuthorization {
  readonly allowed: boolean | null;
  readonly explicitDeny: boolean | null;
  readonly principal: string | null;
  readonly action: string | null;
  readonly resource: string | null;
  /** The statements that deny, by id, else by the policy they stand in; empty where AWS names none. */
  readonly deniedBy: readonly string[];
  /** The decoded message, laid out. */
  readonly whole: string;
}

/** The text given is no encoded authorization message. */
export interface NotEncoded {
  readonly code: 'not-encoded';
}
