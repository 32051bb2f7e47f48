import type { Permission } from '@/lib/access/roles';
import type { AwsProblem } from '@/lib/aws-problem';
import type { DatabaseAway } from '@/lib/database-error';

/** The nouns that a page can ask for and not find. */
export type Noun =
  | 'account'
  | 'region'
  | 'vault'
  | 'point'
  | 'resource'
  | 'draft'
  | 'restore'
  | 'job'
  | 'approval'
  | 'approval-rule'
  | 'event'
  | 'person'
  | 'saved-filter'
  | 'checklist-item';

/** What was being done when something failed in its midst. Words must not claim more than is known then: a change may have been saved, AWS may have been asked. */
export type Effect = 'read' | 'save' | 'start';

/** Why a request is not taken for one that a page of this console made. */
export type ForeignReason =
  /** It names no origin, which every browser does that writes. */
  | 'no-origin'
  /** It comes from a page of another origin. */
  | 'other-origin'
  /** The browser does not say from what site it comes: it does so over https, and over http to this machine only. */
  | 'insecure'
  /** The browser says that it comes from another site, or from outside of a page. */
  | 'other-site'
  /** It has been forwarded, or claims so, under another host name, and the console is not set to trust that. */
  | 'forwarded';

/**
 * What a read or a write of the console answers instead of its value. Words come from messages, by `code`.
 * An action or a handler may add failures of its own to these.
 */
export type Problem =
  /** The input is not of the shape asked for: `fields` are the paths at fault (`place.region`). */
  | { readonly code: 'bad-input'; readonly fields: readonly string[] }
  /** Nobody whom the console knows asks. */
  | { readonly code: 'not-signed-in' }
  /** Nobody looks after the console yet: the link on its terminal makes the first administrator. */
  | { readonly code: 'not-set-up' }
  /** A role of the person needs a second factor, and none was proved in this session. */
  | { readonly code: 'factor-needed' }
  /** What cannot be taken back is done only by somebody who has proved recently who they are. */
  | { readonly code: 'sign-in-again' }
  /** It was tried too often of late. */
  | { readonly code: 'too-many'; readonly retryAfterSeconds: number }
  /** It does not come from a page of this console. */
  | { readonly code: 'foreign-request'; readonly reason: ForeignReason }
  /** `ask`: names of those who give roles. */
  | { readonly code: 'not-permitted'; readonly permission: Permission; readonly ask: readonly string[] }
  /** The address names an account that the console's credentials do not belong to. */
  | { readonly code: 'wrong-account'; readonly account: string; readonly callerAccount: string }
  | { readonly code: 'not-found'; readonly what: Noun; readonly id: string }
  /** Somebody was quicker: the thing is no longer as the caller last saw it. */
  | { readonly code: 'conflict'; readonly what: Noun; readonly id: string }
  | { readonly code: 'aws'; readonly problem: AwsProblem }
  | { readonly code: 'database-away'; readonly reason: DatabaseAway; readonly effect: Effect }
  /** The unexpected: logged under `id`, without its input. */
  | { readonly code: 'internal'; readonly id: string; readonly effect: Effect };

/** Whether a change that failed so may have been made all the same: no answer came (`offline`), or it failed in its midst. */
export const mayBeDone = (problem: { readonly code: string }): boolean =>
  problem.code === 'offline' ||
  ((problem.code === 'internal' || problem.code === 'database-away') && 'effect' in problem && problem.effect !== 'read');

/** An AWS problem as a `Problem`. */
export const awsProblem = (problem: AwsProblem): Problem => ({ code: 'aws', problem });
