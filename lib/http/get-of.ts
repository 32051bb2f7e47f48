import 'server-only';
import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Admitted, admit, carry, type Entry, orProblem } from '@/lib/operations/gate';
import type { Operation, ScopeKind } from '@/lib/operations/operation';
import { decodeSegment } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { retryAfterSeconds, statusOf } from './status';
import { unchanged, versioned } from './versioned';

/** What an address says: route parameters and query together (a repeated query name gives its last value); `account` and `region` are `place`. */
export type Given = Readonly<Record<string, unknown>>;

type Params = Readonly<Record<string, string | string[] | undefined>>;
/** Next gives a route without dynamic segments no parameters at all. */
type Handler = (request: Request, route: { params: Promise<Params | undefined> }) => Promise<Response>;

/**
 * An operation as a GET handler. A success has an ETag and answers 304 to the same `If-None-Match`; a failure is `{"problem": …}` with its status (`statusOf`) and,
 * where waiting helps, `Retry-After`.
 * @param inputOf the operation's input as the address spells it, where that differs
 */
export const getOf =
  <K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }>(
    declared: Operation<K, I, T, E>,
    inputOf: (given: Given) => unknown = (given) => given,
  ): Handler =>
  async (request, route) => {
    // Outside of what catches: where Next tries whether an answer could be made beforehand, these throw what tells it that it cannot.
    const given = givenBy(request, (await route.params) ?? {});
    const entry: Entry = { door: 'get', headers: request.headers };
    const answer = await orProblem(declared, entry, async () => {
      const admitted = await admit(declared, entry, inputOf(given));
      if (!admitted.ok) return admitted;
      return declared.version === undefined
        ? plain(request, await carry(declared, admitted.value))
        : ofVersion(declared, request, admitted.value, declared.version);
    });
    return answer.ok ? answer.value : problemResponse(answer.error);
  };

const plain = <T, E>(request: Request, answer: Result<T, E>): Result<Response, E> =>
  answer.ok ? ok(withEtag(request, JSON.stringify(answer.value))) : answer;

const ofVersion = async <K extends ScopeKind, I extends z.ZodType, T, E extends { readonly code: string }>(
  declared: Operation<K, I, T, E>,
  request: Request,
  admitted: Admitted<K, I>,
  versionOf: NonNullable<Operation<K, I, T, E>['version']>,
): Promise<Result<Response, E | Problem>> => {
  const version = await versionOf(admitted.input, admitted.context);
  if (!version.ok) return version;
  const same = unchanged(request, version.value);
  if (same !== null) return ok(same);
  let failure: E | Problem | null = null;
  const answer = await versioned(request, `${declared.name} ${JSON.stringify(admitted.input)}`, version.value, async () => {
    const built = await carry(declared, admitted);
    if (!built.ok) failure = built.error;
    return built.ok ? { value: built.value } : null;
  });
  if (answer !== null) return ok(answer);
  // Somebody else's build of this version came to nothing: this request finds out why by itself.
  return failure === null ? plain(request, await carry(declared, admitted)) : err(failure);
};

/** What the address of a request says. */
export const givenBy = (request: Request, params: Params): Given => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { account, region, ...rest } = decodeParams(params);
  return { ...query, ...rest, ...(account === undefined ? {} : { place: { account, region } }) };
};

/** Next gives a handler its segments still percent-encoded where they hold reserved characters. */
const decodeParams = (params: Params): Record<string, unknown> =>
  Object.fromEntries(Object.entries(params).map(([key, value]) => [key, typeof value === 'string' ? decodeSegment(value) : value]));

const withEtag = (request: Request, body: string): Response => {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
  const headers = { etag, 'cache-control': 'private, no-store' };
  const known = request.headers.get('if-none-match');
  const same = known?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;
  return same
    ? new Response(null, { status: 304, headers })
    : new Response(body, { headers: { ...headers, 'content-type': 'application/json' } });
};

/** A problem as a response, with its status and, where waiting helps, `Retry-After`. */
export const problemResponse = (problem: { readonly code: string }): Response => {
  const wait = retryAfterSeconds(problem);
  return Response.json(
    { problem },
    {
      status: statusOf(problem),
      headers: { 'cache-control': 'private, no-store', ...(wait === null ? {} : { 'retry-after': String(wait) }) },
    },
  );
};
