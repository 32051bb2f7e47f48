import 'server-only';
import { createHash } from 'node:crypto';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { may, type Permission } from '@/lib/access/roles';
import { currentSession, type Session } from '@/lib/auth/session';
import { authorisePlace } from '@/lib/data/identity';
import { placeIn } from '@/lib/data/place-schema';
import { logUnexpected } from '@/lib/log';
import { decodeSegment } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { err, type Result } from '@/lib/result';
import { retryAfterSeconds, statusOf } from './status';

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
  /** How a success is written; JSON where absent. */
  readonly render?: (value: T) => Rendered;
}

type Params = Readonly<Record<string, string | string[] | undefined>>;
/** Next gives a route without dynamic segments no parameters at all. */
type Handler = (request: Request, route: { params: Promise<Params | undefined> }) => Promise<Response>;

/**
 * Makes a GET handler: schema -> session -> permission -> place -> run. A success has an ETag and answers 304 to the same
 * `If-None-Match`; a failure is `{"problem": …}` with its status (`statusOf`) and, when throttled, `Retry-After`.
 */
export const defineGet = <Schema extends z.ZodType, T, E extends { readonly code: string } = never>(
  definition: GetDefinition<Schema, T, E>,
): Handler => {
  const answer = async (request: Request, params: Params): Promise<Result<T, E | Problem>> => {
    const session = await currentSession();
    const parsed = definition.input.safeParse(inputOf(request, params));
    if (!parsed.success) return err({ code: 'bad-input', fields: parsed.error.issues.map((issue) => issue.path.join('.')) });
    if (!may(session.role, definition.permission)) return err({ code: 'not-permitted', permission: definition.permission });
    const place = placeIn(parsed.data);
    if (place !== null) {
      const authorised = await authorisePlace(place);
      if (!authorised.ok) return authorised;
    }
    return definition.run(parsed.data, { session, request });
  };
  return async (request, route) => {
    try {
      const result = await answer(request, (await route.params) ?? {});
      if (!result.ok) return problemResponse(result.error);
      return withEtag(request, definition.render === undefined ? renderJson(result.value) : definition.render(result.value));
    } catch (error) {
      unstable_rethrow(error);
      return problemResponse({ code: 'internal', id: logUnexpected(definition.name, error) });
    }
  };
};

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

const problemResponse = <E extends { readonly code: string }>(problem: E | Problem): Response => {
  const wait = retryAfterSeconds(problem);
  return Response.json(
    { problem },
    {
      status: statusOf(problem),
      headers: { 'cache-control': 'private, no-store', ...(wait === null ? {} : { 'retry-after': String(wait) }) },
    },
  );
};
