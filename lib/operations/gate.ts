import 'server-only';
import type { z } from 'zod';
import { may, type Permission } from '@/lib/access/roles';
import { type Caller, currentCaller } from '@/lib/auth/caller';
import { isFresh } from '@/lib/auth/fresh';
import { countStart } from '@/lib/auth/limits';
import { isSetUp } from '@/lib/auth/set-up';
import { databaseProblem, unlessDatabaseHangs } from '@/lib/data/database-away';
import { scopeFor } from '@/lib/data/identity';
import { whomToAsk } from '@/lib/data/people/directory';
import { recordRefusal } from '@/lib/data/refused';
import { noteChangeHere } from '@/lib/data/shared-version';
import { trustForwarded } from '@/lib/env';
import { logUnexpected } from '@/lib/log';
import { foreignRead, foreignWrite } from '@/lib/own-origin';
import type { Effect, ForeignReason, Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import type { Context, Operation, ScopeKind } from './operation';
import { placeIn } from './place-schema';
import { unstorableIn } from './unstorable';

/** How a call came in. A page needs no headers: any page may link to it, and it answers with a page. */
export type Entry = { readonly door: 'action' | 'get'; readonly headers: Headers } | { readonly door: 'page' };

/** A call that may be made: what was read of its input, and for whom and where it runs. */
export interface Admitted<K extends ScopeKind, I extends z.ZodType> {
  readonly input: z.output<I>;
  readonly context: Context<K>;
}

type Declared<K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }> = Operation<K, I, T, E>;

/** Caller and their second factor, origin, input, scope, permission: the first that stands in the way, or the call as it may be made. That a change was refused is recorded. */
export const admit = async <K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }>(
  declared: Declared<K, I, T, E>,
  entry: Entry,
  input: unknown,
): Promise<Result<Admitted<K, I>, Problem>> => {
  const caller = await currentCaller(entry.door === 'page' || declared.effect === 'write');
  const admitted = await admitCaller(declared, caller, entry, input);
  if (!admitted.ok && declared.effect === 'write') recordRefusal(declared.name, caller, admitted.error.code);
  return admitted;
};

const admitCaller = async <K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }>(
  declared: Declared<K, I, T, E>,
  caller: Caller | null,
  entry: Entry,
  input: unknown,
): Promise<Result<Admitted<K, I>, Problem>> => {
  if (caller === null && declared.permission !== null) return err({ code: (await isSetUp()) ? 'not-signed-in' : 'not-set-up' });
  if (caller?.needsFactor === true && declared.permission !== null && declared.withoutFactor !== true)
    return err({ code: 'factor-needed' });
  const foreign = foreignReason(entry);
  if (foreign !== null) return err({ code: 'foreign-request', reason: foreign });
  const parsed = declared.input.safeParse(input);
  if (!parsed.success) return err({ code: 'bad-input', fields: parsed.error.issues.map((issue) => issue.path.join('.')) });
  const unstorable = unstorableIn(parsed.data);
  if (unstorable !== null) return err({ code: 'bad-input', fields: [unstorable] });
  const context = await contextOf(declared, caller, parsed.data);
  if (!context.ok) return context;
  const needed: Permission | null = declared.permission;
  if (needed !== null && !may(caller?.grants ?? [], needed, accountOf(parsed.data)))
    return err({ code: 'not-permitted', permission: needed, ask: await whomToAsk() });
  const held = caller === null ? null : await heldBack(declared, caller);
  return held === null ? ok({ input: parsed.data, context: context.value }) : err(held);
};

/** What keeps somebody for a moment from what they may do. */
const heldBack = async (
  { fresh, starts, startsLater }: { readonly fresh?: true; readonly starts?: true; readonly startsLater?: true },
  caller: Caller,
): Promise<Problem | null> => {
  if (fresh === true && !(await isFresh(caller))) return { code: 'sign-in-again' };
  const counted = starts === true || startsLater === true ? await countStart(caller) : ok(null);
  return counted.ok ? null : counted.error;
};

/** The account that the input names, `null` where it names none. */
const accountOf = (input: unknown): string | null => placeIn(input)?.account ?? null;

const foreignReason = (entry: Entry): ForeignReason | null => {
  if (entry.door === 'page') return null;
  return (entry.door === 'action' ? foreignWrite : foreignRead)(entry.headers, trustForwarded());
};

const contextOf = async <K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }>(
  { name, scope: kind, permission }: Declared<K, I, T, E>,
  caller: Caller | null,
  input: unknown,
): Promise<Result<Context<K>, Problem>> => {
  const place = placeIn(input);
  if ((place !== null) !== (kind === 'place')) throw new Error(`${name}: an operation of a place has one in its input, and no other has`);
  if (place === null) return ok({ caller } as Context<K>);
  if (permission === null) throw new Error(`${name}: what is about a place needs a permission`);
  const scope = await scopeFor(place, permission);
  return scope.ok ? ok({ caller, scope: scope.value } as Context<K>) : scope;
};

/** Runs what was admitted. An answer that does not fit its schema throws, without a word of its content. */
export const carry = async <K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }>(
  declared: Declared<K, I, T, E>,
  { input, context }: Admitted<K, I>,
): Promise<Result<T, E | Problem>> => {
  const answer = await declared.run(input, context).finally(declared.effect === 'write' ? noteChangeHere : undefined);
  if (!answer.ok) return withEffect(answer.error, effectOf(declared));
  const fitting = declared.output.safeParse(answer.value);
  if (!fitting.success) throw new UnfitOutput(fitting.error.issues.map((issue) => issue.path.join('.')));
  return ok(fitting.data);
};

/** The answer of an operation is not what it is declared to be. Names the places at fault, not what stands there. */
class UnfitOutput extends Error {
  override readonly name = 'UnfitOutput';
  /** What the log shows of it. */
  readonly code: string;
  constructor(paths: readonly string[]) {
    super('the output does not fit its schema');
    this.code = `at ${paths.slice(0, 5).join(', ')}`;
  }
}

/** Runs an operation for the person who asks, if they may. */
export const pass = <K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }>(
  declared: Declared<K, I, T, E>,
  entry: Entry,
  input: unknown,
): Promise<Result<T, E | Problem>> =>
  orProblem(declared, entry, async () => {
    const admitted = await admit(declared, entry, input);
    return admitted.ok ? carry(declared, admitted.value) : admitted;
  });

/**
 * What is thrown to Next in place of something unexpected. Next logs whatever is thrown with all that hangs on it, and a failed query holds its parameters: so this has nothing but
 * the id of our own line in the log, which the page shows that Next has for it. What steers Next itself, which it knows by its `digest`, goes on as it is.
 */
export const forNext = (name: string, error: unknown): unknown =>
  error instanceof Error && 'digest' in error ? error : Object.assign(new Error('unexpected'), { digest: logUnexpected(name, error) });

/** What `run` gives; an error of it as the problem that it is, with what may have been done. In a page the unexpected goes on, to the page that Next shows for it. */
export const orProblem = async <T, E>(
  declared: { readonly name: string; readonly effect: 'read' | 'write'; readonly starts?: true },
  entry: Pick<Entry, 'door'>,
  run: () => Promise<Result<T, E | Problem>>,
): Promise<Result<T, E | Problem>> => {
  try {
    return await (declared.effect === 'read' ? unlessDatabaseHangs(declared.name, run) : run());
  } catch (error) {
    const away = databaseProblem(error);
    if (away !== null) return err({ ...away, effect: effectOf(declared) });
    if (entry.door === 'page') throw forNext(declared.name, error);
    return err({ code: 'internal', id: logUnexpected(declared.name, error), effect: effectOf(declared) });
  }
};

const effectOf = ({ effect, starts }: { readonly effect: 'read' | 'write'; readonly starts?: true }): Effect => {
  if (starts === true) return 'start';
  return effect === 'write' ? 'save' : 'read';
};

/** The data layer does not know what the failed read of a whole operation was part of. */
const withEffect = <E extends { readonly code: string }>(problem: E | Problem, effect: Effect): Result<never, E | Problem> =>
  err(problem.code === 'database-away' ? { ...problem, effect } : problem);
