import 'server-only';
import { createHash } from 'node:crypto';
import { processWide } from '@/lib/process-wide';

/** What is sent of one version: the same text to everybody who asks. */
interface Built {
  readonly etag: string;
  readonly body: Promise<string | null>;
}

/** Makes the answer; `null` where it cannot be had. */
type Build = () => Promise<{ readonly value: unknown } | null>;

const MAX_KEPT = 50;

/** The last version that was built, by handler and input. */
const kept = processWide('versioned-answers', () => new Map<string, Built>());

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'private, no-cache' };

/** The ETag of a version. */
const etagOf = (version: string): string => `"v${createHash('sha256').update(version).digest('base64url').slice(0, 26)}"`;

const matches = (request: Request, etag: string): boolean =>
  request.headers
    .get('if-none-match')
    ?.split(',')
    .some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;

/** Answers 304 where the browser has this version already; `null` where it needs it. */
export const unchanged = (request: Request, version: string): Response | null => {
  const etag = etagOf(version);
  return matches(request, etag) ? new Response(null, { status: 304, headers: { etag, 'cache-control': 'private, no-cache' } }) : null;
};

/**
 * The answer of a version, built once for all who ask, whoever is first: Where `build` gives none nothing is kept, and `null` comes back to everybody who
 * waited. `key` names the handler and its input.
 */
export const versioned = async (key: string, version: string, build: Build): Promise<Response | null> => {
  const etag = etagOf(version);
  let built = kept.get(key);
  if (built?.etag !== etag) {
    built = { etag, body: textOf(build) };
    keep(key, built);
  }
  const forget = (): void => {
    if (kept.get(key) === built) kept.delete(key);
  };
  const body = await built.body.catch((error: unknown) => {
    forget();
    throw error;
  });
  if (body === null) {
    forget();
    return null;
  }
  // Not zipped here: Next takes a handler's content-encoding away and zips whatever it is given, so that a browser met a zip in a zip.
  return new Response(body, { headers: { ...HEADERS, etag } });
};

const textOf = async (build: Build): Promise<string | null> => {
  const built = await build();
  return built === null ? null : JSON.stringify(built.value);
};

const keep = (key: string, built: Built): void => {
  kept.delete(key);
  kept.set(key, built);
  const oldest = kept.keys().next();
  if (kept.size > MAX_KEPT && !oldest.done) kept.delete(oldest.value);
};
