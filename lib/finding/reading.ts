import type { AwsProblem } from '@/lib/aws-problem';

/** What is read of points behind their list. */
export type ReadingKind = 'addresses' | 'tags';

/**
 * Why something of a point could not be read: AWS's answer; `malformed`: its metadata has no list of interfaces where there should be one; `partly-malformed`: some of the addresses in it
 * are none, and the others were read.
 */
export type ReadingProblem = AwsProblem | { readonly code: 'malformed' } | { readonly code: 'partly-malformed' };

/** How far the reading of a kind is. `null` in place of one: nobody has begun. */
export interface ReadingProgress {
  readonly kind: ReadingKind;
  /** Points that there are to read. */
  readonly total: number;
  /** Of these, the ones that were read or found to be unreadable. */
  readonly read: number;
  readonly unreadable: number;
  readonly problem: AwsProblem | null;
  /** When this was so, ISO 8601. */
  readonly at: string;
}
