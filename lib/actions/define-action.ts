import 'server-only';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { may, type Permission } from '@/lib/access/roles';
import { currentSession, type Session } from '@/lib/auth/session';
import { databaseProblem } from '@/lib/data/database-away';
import { authorisePlace } from '@/lib/data/identity';
import { placeIn } from '@/lib/data/place-schema';
import { logUnexpected } from '@/lib/log';
import type { Effect, Problem } from '@/lib/problem';
import { err, type Result } from '@/lib/result';

/** What `run` may know about its caller. */
export interface ActionContext {
  readonly session: Session;
}

/** One server action, declared: its shape, who may, what it does. */
export interface ActionDefinition<Schema extends z.ZodType, T, E extends { readonly code: string }> {
  /** For the log. */
  readonly name: string;
  /** Output with a `place` member (`placeSchema`) has that place checked against the credentials. */
  readonly input: Schema;
  readonly permission: Permission;
  /** What it does at most: where it fails half-way, that is what may have been done. */
  readonly effect: Effect;
  readonly run: (input: z.output<Schema>, context: ActionContext) => Promise<Result<T, E | Problem>>;
}

/** A server action as the browser calls it. It never throws for what can be expected, whatever was sent. */
export type Action<Input, T, E> = (input: Input) => Promise<Result<T, E | Problem>>;

/**
 * Makes a server action: schema -> session -> permission -> place -> run. Anything can be posted to an action's address,
 * so nothing of `input` is trusted before the schema has read it. Failures of its own are values with a `code`;
 * the unexpected is logged without the input and answers `internal` with the id of the log line, and with what may have been done.
 */
export const defineAction =
  <Schema extends z.ZodType, T, E extends { readonly code: string } = never>(
    definition: ActionDefinition<Schema, T, E>,
  ): Action<z.input<Schema>, T, E> =>
  async (input) => {
    try {
      const session = await currentSession();
      const parsed = definition.input.safeParse(input);
      if (!parsed.success) return err({ code: 'bad-input', fields: parsed.error.issues.map((issue) => issue.path.join('.')) });
      if (!may(session.role, definition.permission)) return err({ code: 'not-permitted', permission: definition.permission });
      const place = placeIn(parsed.data);
      if (place !== null) {
        const authorised = await authorisePlace(place);
        if (!authorised.ok) return authorised;
      }
      return withEffect(await definition.run(parsed.data, { session }), definition.effect);
    } catch (error) {
      unstable_rethrow(error);
      const { name, effect } = definition;
      const away = databaseProblem(error);
      return err(away === null ? { code: 'internal', id: logUnexpected(name, error), effect } : { ...away, effect });
    }
  };

/** The data layer does not know what the failed read of a whole action was part of. */
const withEffect = <T, E extends { readonly code: string }>(answer: Result<T, E | Problem>, effect: Effect): Result<T, E | Problem> =>
  !answer.ok && answer.error.code === 'database-away' ? err({ ...answer.error, effect }) : answer;
