import 'server-only';
import { headers } from 'next/headers';
import type { z } from 'zod';
import { pass } from '@/lib/operations/gate';
import type { Operation, ScopeKind } from '@/lib/operations/operation';
import type { Problem } from '@/lib/problem';
import type { Result } from '@/lib/result';

/** A server action as the browser calls it. It never throws for what can be expected, whatever was sent. */
type Action<Input, T, E> = (input: Input) => Promise<Result<T, E | Problem>>;

/** An operation as a server action. Anything can be posted to an action's address: what it is, the gate finds out. */
export const actionOf =
  <K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }>(
    declared: Operation<K, I, T, E>,
  ): Action<z.input<I>, T, E> =>
  async (input) =>
    pass(declared, { door: 'action', headers: new Headers(await headers()) }, input);
