import 'server-only';
import type { z } from 'zod';
import type { Problem } from '@/lib/problem';
import type { Result } from '@/lib/result';
import { pass } from './gate';
import type { Operation, ScopeKind } from './operation';

/** What a page reads: an operation, for the person who opens it. What is wrong is a value, as everywhere; only the unexpected is thrown, for Next's own page. */
export const inPage = <K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }>(
  declared: Operation<K, I, T, E>,
  input: z.input<I>,
): Promise<Result<T, E | Problem>> => pass(declared, { door: 'page' }, input);
