import type { Problem } from '@/lib/problem';
import { type Answer, applyDelta, type Delta, ROWS_DELTA, ZIPPED } from '@/lib/rows-delta';
import { noteHeard } from './database-news';
import { ProblemError } from './problem-error';
import { noteProblem } from './signed-out';

interface Kept {
  readonly etag: string;
  readonly value: unknown;
}

/** For an answer for which AWS is asked, with tries, and whose credentials may come from a process that is slow: it is given up after a minute. */
export const ASKS_AWS_MS = 70_000;
const MAX_KEPT = 50;
/** Longer than a handler takes whose database hangs: it answers after some five seconds that it is away. */
const ANSWER_MS = 20_000;

const kept = new Map<string, Kept>();
const flights = new Map<string, Promise<unknown>>();
const notBefore = new Map<string, number>();

/**
 * Reads a GET handler. An unchanged answer (304) gives the very object that was given before, so nothing downstream sees a change; of a long list that changed in
 * places (226) the console tells these. Never two requests in
 * flight for one address, and none before a `Retry-After` has passed. Throws a `ProblemError` with the handler's problem; where no answer was complete within
 * `answerMs` it throws as `fetch` does where nobody answers.
 */
export const getJson = <T>(url: string, answerMs = ANSWER_MS): Promise<T> => {
  const flight = flights.get(url);
  if (flight !== undefined) return flight as Promise<T>;
  const started = request(url, answerMs).finally(() => flights.delete(url));
  flights.set(url, started);
  return started as Promise<T>;
};

const request = async (url: string, answerMs: number): Promise<unknown> => {
  const wait = (notBefore.get(url) ?? 0) - Date.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  const known = kept.get(url);
  const response = await fetch(url, {
    cache: 'no-store',
    signal: AbortSignal.timeout(answerMs),
    headers: {
      accept: 'application/json',
      ...(known === undefined ? {} : { 'if-none-match': known.etag, 'a-im': `${ROWS_DELTA}, ${ZIPPED}` }),
    },
  });
  notBefore.delete(url);
  if (response.ok || response.status === 304) noteHeard(true);
  if (response.status === 304 && known !== undefined) return known.value;
  if (!response.ok) throw await failureOf(url, response);
  const body: unknown = await unzipped(response).json();
  const value = response.status === 226 && known !== undefined ? applyDelta(known.value as Answer, body as Delta) : body;
  keep(url, response.headers.get('etag'), value);
  return value;
};

/** An answer whose body the console itself has zipped; any other as it is. */
const unzipped = (response: Response): Response => {
  const zipped =
    response.headers
      .get('im')
      ?.split(',')
      .some((each) => each.trim() === ZIPPED) ?? false;
  return zipped && response.body !== null ? new Response(response.body.pipeThrough(new DecompressionStream('gzip'))) : response;
};

const keep = (url: string, etag: string | null, value: unknown): void => {
  kept.delete(url);
  if (etag === null) return;
  kept.set(url, { etag, value });
  const oldest = kept.keys().next();
  if (kept.size > MAX_KEPT && !oldest.done) kept.delete(oldest.value);
};

/** Reads a file that a GET handler makes, with the name that the console gives it. Throws as `getJson` does; it is never kept. */
export const getFile = async (url: string): Promise<{ readonly name: string; readonly content: Blob }> => {
  const response = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(ASKS_AWS_MS) });
  if (!response.ok) throw await failureOf(url, response);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'download';
  return { name, content: await response.blob() };
};

const failureOf = async (url: string, response: Response): Promise<ProblemError> => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) ? seconds * 1_000 : null;
  if (retryAfterMs !== null) notBefore.set(url, Date.now() + retryAfterMs);
  const body: unknown = await response.json().catch(() => null);
  const problem = typeof body === 'object' && body !== null && 'problem' in body ? (body.problem as Problem) : null;
  if (problem !== null) noteProblem(problem);
  return new ProblemError(problem ?? { code: 'internal', id: String(response.status), effect: 'read' }, retryAfterMs);
};
