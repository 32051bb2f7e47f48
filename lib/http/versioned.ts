import 'server-only';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { processWide } from '@/lib/process-wide';
import { type Answer, deltaOf, ROWS_DELTA, ZIPPED } from '@/lib/rows-delta';

/** One version of an answer, as it is sent to everybody who asks. */
interface Version {
  readonly etag: string;
  readonly built: Promise<{ readonly value: unknown; readonly body: string } | null>;
  /** By the ETag of an earlier version: what changed since; `null` where only the whole says it. */
  readonly deltas: Map<string, Promise<Told | null>>;
}

/** What changed, as it is sent. */
interface Told {
  readonly text: string;
  /** The same zipped; `null` where that is not worth it. */
  readonly zipped: Buffer<ArrayBuffer> | null;
}

const zip = promisify(gzip);
/** Shorter texts are not zipped. */
const ZIPPED_FROM = 1_000;

/** Makes the answer; `null` where it cannot be had. */
type Build = () => Promise<{ readonly value: unknown } | null>;

const MAX_KEPT = 20;
/** Whoever polls has one of the last versions; who was away for longer gets the whole. */
const MAX_EARLIER = 6;

/** The last versions that were built, newest first, by handler and input. */
const kept = processWide('versioned-answers', () => new Map<string, readonly Version[]>());

const HEADERS = { 'content-type': 'application/json', 'cache-control': 'private, no-store', vary: 'A-IM' };

/** The ETag of a version. */
const etagOf = (version: string): string => `"v${createHash('sha256').update(version).digest('base64url').slice(0, 26)}"`;

const tagsOf = (request: Request): readonly string[] =>
  request.headers
    .get('if-none-match')
    ?.split(',')
    .map((tag) => tag.trim().replace(/^W\//, '')) ?? [];

/** Answers 304 where the browser has this version already; `null` where it needs it. */
export const unchanged = (request: Request, version: string): Response | null => {
  const etag = etagOf(version);
  return tagsOf(request).includes(etag)
    ? new Response(null, { status: 304, headers: { etag, 'cache-control': HEADERS['cache-control'], vary: HEADERS.vary } })
    : null;
};

/**
 * The answer of a version, built once for all who ask, whoever is first. Who has one of the last versions and takes `rehome-rows` (`A-IM`) is told what changed
 * since (226, RFC 3229), also made once, and zipped once for who takes `gzip` there. Where `build` gives none nothing is kept, and `null` comes back to everybody who waited. `key` names the handler and its
 * input.
 */
export const versioned = async (request: Request, key: string, version: string, build: Build): Promise<Response | null> => {
  const etag = etagOf(version);
  const [newest, ...earlier] = versionsWith(key, etag, build);
  if (newest === undefined) return null;
  const forget = (): void => {
    const left = kept.get(key)?.filter((each) => each !== newest) ?? [];
    if (left.length === 0) kept.delete(key);
    else kept.set(key, left);
  };
  const built = await newest.built.catch((error: unknown) => {
    forget();
    throw error;
  });
  if (built === null) {
    forget();
    return null;
  }
  const known = takes(request, ROWS_DELTA) ? earlier.find((each) => tagsOf(request).includes(each.etag)) : undefined;
  const delta = known === undefined ? null : await deltaSince(known, newest, built.value);
  // Not zipped here: Next takes a handler's content-encoding away and zips whatever it is given, so that a browser met a zip in a zip.
  return known === undefined || delta === null
    ? new Response(built.body, { headers: { ...HEADERS, etag } })
    : told(delta, takes(request, ZIPPED), { ...HEADERS, etag, 'delta-base': known.etag });
};

const told = ({ text, zipped }: Told, takesZipped: boolean, headers: typeof HEADERS & Readonly<Record<string, string>>): Response =>
  zipped === null || !takesZipped
    ? new Response(text, { status: 226, headers: { ...headers, im: ROWS_DELTA } })
    : new Response(zipped, {
        status: 226,
        // Nobody on the way, Next to begin with, is to zip it once more.
        headers: { ...headers, im: `${ROWS_DELTA}, ${ZIPPED}`, 'cache-control': `${headers['cache-control']}, no-transform` },
      });

const takes = (request: Request, manipulation: string): boolean =>
  request.headers
    .get('a-im')
    ?.split(',')
    .some((each) => each.trim() === manipulation) ?? false;

/** The versions of `key`, that with `etag` first: kept, or begun now. */
const versionsWith = (key: string, etag: string, build: Build): readonly Version[] => {
  const known = kept.get(key) ?? [];
  if (known[0]?.etag === etag) return known;
  const versions = [{ etag, built: textOf(build), deltas: new Map() }, ...known.filter((each) => each.etag !== etag)].slice(
    0,
    MAX_EARLIER + 1,
  );
  kept.delete(key);
  kept.set(key, versions);
  const oldest = kept.keys().next();
  if (kept.size > MAX_KEPT && !oldest.done) kept.delete(oldest.value);
  return versions;
};

const textOf = async (build: Build): Promise<{ readonly value: unknown; readonly body: string } | null> => {
  const built = await build();
  return built === null ? null : { value: built.value, body: JSON.stringify(built.value) };
};

const isAnswer = (value: unknown): value is Answer => typeof value === 'object' && value !== null && !Array.isArray(value);

const deltaSince = (known: Version, newest: Version, value: unknown): Promise<Told | null> => {
  const made = newest.deltas.get(known.etag) ?? textOfDelta(known, value);
  newest.deltas.set(known.etag, made);
  return made;
};

const textOfDelta = async (known: Version, value: unknown): Promise<Told | null> => {
  const before = await known.built.catch(() => null);
  const delta = before !== null && isAnswer(before.value) && isAnswer(value) ? deltaOf(before.value, value) : null;
  if (delta === null) return null;
  const text = JSON.stringify(delta);
  return { text, zipped: text.length < ZIPPED_FROM ? null : ((await zip(text)) as Buffer<ArrayBuffer>) };
};
