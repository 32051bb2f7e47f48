import 'server-only';
import { createHash } from 'node:crypto';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { may, type Permission } from '@/lib/access/roles';
import { currentSession, type Session } from '@/lib/auth/session';
import { databaseProblem } from '@/lib/data/database-away';
import { authorisePlace } from '@/lib/data/identity';
import { placeIn } from '@/lib/data/place-schema';
import { logUnexpected } from '@/lib/log';
import { decodeSegment } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { retryAfterSeconds, statusOf } from './status';
import { unchanged, versioned } from './versioned';

/** What `run` may know about its caller. */
export interface GetContext {
  readonly session: Session;
  readonly request: Request;
}

/** A body that is not JSON (an export). */
export interface Rendered {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** One GET handler, declared. */
export interface GetDefinition<Schema extends z.ZodType, T, E extends { readonly code: string }> {
  /** For the log. */
  readonly name: string;
  /** Reads route parameters and query together (a repeated query name gives its last value); `account` and `region` become `place`. */
  readonly input: Schema;
  readonly permission: Permission;
  readonly run: (input: z.output<Schema>, context: GetContext) => Promise<Result<T, E | Problem>>;
  /**
   * A text that stays the same while the answer would: the ETag is made from it, so that an unchanged answer is never built, and a changed one is built once for
   * all who ask. Only where the answer is the same for everybody who may have it.
   */
  readonly version?: (input: z.output<Schema>) => Promise<Result<string, Problem>>;
  /** How a success is written; JSON where absent. */
  readonly render?: (value: T) => Rendered;
}

type Params = Readonly<Record<string, string | string[] | undefined>>;
/** Next gives a route without dynamic segments no parameters at all. */
type Handler = (request: Request, route: { params: Promise<Params | undefined> }) => Promise<Response>;

/**
 * Makes a GET handler: schema -> session -> permission -> place -> run. A success has an ETag and answers 304 to the same
 * `If-None-Match`; a failure is `{"problem": …}` with its status (`statusOf`) and, where waiting helps, `Retry-After`.
 */
export const defineGet = <Schema extends z.ZodType, T, E extends { readonly code: string } = never>(
  definition: GetDefinition<Schema, T, E>,
): Handler => {
  /** What the request asks for, if the person may have it. */
  const admit = async (request: Request, params: Params): Promise<Result<Admitted<Schema>, Problem>> => {
    const session = await currentSession();
    const parsed = definition.input.safeParse(inputOf(request, params));
    if (!parsed.success) return err({ code: 'bad-input', fields: parsed.error.issues.map((issue) => issue.path.join('.')) });
    if (!may(session.role, definition.permission)) return err({ code: 'not-permitted', permission: definition.permission });
    const place = placeIn(parsed.data);
    if (place !== null) {
      const authorised = await authorisePlace(place);
      if (!authorised.ok) return authorised;
    }
    return ok({ input: parsed.data, context: { session, request } });
  };
  const respond = async (request: Request, { input, context }: Admitted<Schema>): Promise<Response> => {
    const version = definition.version === undefined ? null : await definition.version(input);
    if (version?.ok === false) return problemResponse(version.error);
    const same = version === null ? null : unchanged(request, version.value);
    if (same !== null) return same;
    let failure: Response | null = null;
    const build = async (): Promise<{ readonly value: T } | null> => {
      const result = await definition.run(input, context);
      if (result.ok) return { value: result.value };
      failure = problemResponse(result.error);
      return null;
    };
    if (version !== null) {
      const answer = await versioned(`${definition.name} ${JSON.stringify(input)}`, version.value, build);
      if (answer !== null) return answer;
    }
    // Not versioned, or somebody else's build of this version came to nothing: this request finds out why by itself.
    const built = failure === null ? await build() : null;
    if (built === null) return failure ?? problemResponse(failureOf(definition.name, new Error('no answer')));
    return withEtag(request, definition.render === undefined ? renderJson(built.value) : definition.render(built.value));
  };
  return async (request, route) => {
    try {
      const admitted = await admit(request, (await route.params) ?? {});
      return admitted.ok ? await respond(request, admitted.value) : problemResponse(admitted.error);
    } catch (error) {
      unstable_rethrow(error);
      return problemResponse(failureOf(definition.name, error));
    }
  };
};

interface Admitted<Schema extends z.ZodType> {
  readonly input: z.output<Schema>;
  readonly context: GetContext;
}

/** What an error is answered as: it was a read, and nothing but the answer is missing. */
export const failureOf = (name: string, error: unknown): Problem =>
  databaseProblem(error) ?? { code: 'internal', id: logUnexpected(name, error), effect: 'read' };

const inputOf = (request: Request, params: Params): Record<string, unknown> => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { account, region, ...rest } = decodeParams(params);
  return { ...query, ...rest, ...(account === undefined ? {} : { place: { account, region } }) };
};

/** Next gives a handler its segments still percent-encoded where they hold reserved characters. */
const decodeParams = (params: Params): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? decodeSegment(value) : value]));

const renderJson = (value: unknown): Rendered => ({ body: JSON.stringify(value), headers: { 'content-type': 'application/json' } });

const withEtag = (request: Request, rendered: Rendered): Response => {
  const etag = `"${createHash('sha256').update(rendered.body).digest('base64url').slice(0, 27)}"`;
  const headers = { ...rendered.headers, etag, 'cache-control': 'private, no-cache' };
  const known = request.headers.get('if-none-match');
  const same = known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;
  return same
    ? new Response(null, { status: 304, headers: { etag, 'cache-control': 'private, no-cache' } })
    : new Response(rendered.body, { headers });
};

/** A problem as a response, with its status and, where waiting helps, `Retry-After`. */
export const problemResponse = <E extends { readonly code: string }>(problem: E | Problem): Response => {
  const wait = retryAfterSeconds(problem);
  return Response.json(
    { problem },
    {
      status: statusOf(problem),
      headers: { 'cache-control': 'private, no-store', ...(wait === null ? {} : { 'retry-after': String(wait) }) },
    },
  );
};
