import 'server-only';
import type { z } from 'zod';
import type { Permission } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import type { Scope } from '@/lib/data/scope';
import type { Problem } from '@/lib/problem';
import type { Result } from '@/lib/result';

/**
 * What an operation is about: nothing of AWS, or one account and region, which its input names as `place`. Or whoever visits the console, signed in or not: these, and only
 * these, are done for somebody whom the console does not know.
 */
export type ScopeKind = 'none' | 'place' | 'visitor';

/** What `run` is told of the call beside its input. */
export type Context<K extends ScopeKind> = K extends 'visitor'
  ? { readonly caller: Caller | null }
  : K extends 'place'
    ? { readonly caller: Caller; readonly scope: Scope }
    : { readonly caller: Caller };

/** Something that the console can do, declared once. `E`: the failures of its own. */
export interface Operation<K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }> {
  /** Unique; for the log and the register. */
  readonly name: string;
  /** What the person who asks needs; `null` for what is done for everybody who visits. */
  readonly permission: K extends 'visitor' ? null : Permission;
  /** With `place`, `input` has a member `place` of `placeSchema`. */
  readonly scope: K;
  /** Whether something of the console or in AWS is changed for good. */
  readonly effect: 'read' | 'write';
  /** It asks AWS for something that cannot be taken back: where it fails half-way, that is what may have been done. */
  readonly starts?: true;
  /** It sets up a start that is made without anybody being asked again: counted as one, though nothing was asked of AWS where it fails. */
  readonly startsLater?: true;
  /** Only for somebody who has proved recently who they are (`isFresh`). */
  readonly fresh?: true;
  /** Done also for somebody whose roles need a second factor that they have yet to set up (`needsFactor`). */
  readonly withoutFactor?: true;
  readonly input: I;
  /** What a success is: more is left out, anything else is not sent. */
  readonly output: z.ZodType<T>;
  readonly run: (input: z.output<I>, context: Context<K>) => Promise<Result<NoInfer<T>, E | Problem>>;
  /**
   * A text that stays the same while the answer would: the ETag is made from it, so that an unchanged answer is never built, and a changed one is built once for
   * all who ask. Only where the answer is the same for everybody who may have it.
   */
  readonly version?: (input: z.output<I>, context: Context<K>) => Promise<Result<string, Problem>>;
}

/** Declares an operation. */
export const operation = <K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string } = never>(
  declared: Operation<K, I, T, E>,
): Operation<K, I, T, E> => declared;
