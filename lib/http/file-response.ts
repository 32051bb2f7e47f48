import 'server-only';
import { type Entry, forNext, orProblem } from '@/lib/operations/gate';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { problemResponse } from './get-of';

/**
 * A file that is sent as it is written; a failure before its first pieces as a problem.
 * @param pieces asks the gate for the file
 */
export const fileResponse = async <E extends { readonly code: string }>(
  declared: { readonly name: string; readonly effect: 'read' | 'write' },
  entry: Entry,
  file: { readonly name: string; readonly type: string },
  pieces: () => Promise<Result<AsyncGenerator<string>, E | Problem>>,
): Promise<Response> => {
  const begun = await orProblem<AsyncGenerator<string>, E>(declared, entry, async () => {
    const answer = await pieces();
    return answer.ok ? ok(await beginning(answer.value)) : answer;
  });
  if (!begun.ok) return problemResponse(begun.error);
  return new Response(streamOf(declared.name, begun.value), {
    headers: {
      'content-type': file.type,
      'content-disposition': `attachment; filename="${file.name}"`,
      // Not zipped on the way: that would take processor from the pages.
      'cache-control': 'private, no-store, no-transform',
      'x-content-type-options': 'nosniff',
    },
  });
};

/** The head of a file and its first rows are read before anything is answered: a database that is away is told as such, not as a file that breaks off. */
const BEGINNING = 2;

const beginning = async (pieces: AsyncGenerator<string>): Promise<AsyncGenerator<string>> => {
  const first: string[] = [];
  while (first.length < BEGINNING) {
    const next = await pieces.next();
    if (next.done === true) break;
    first.push(next.value);
  }
  return (async function* () {
    try {
      yield* first;
      yield* pieces;
    } finally {
      // Whoever stops reading while the beginning is sent leaves nothing open behind it.
      await pieces.return(undefined);
    }
  })();
};

/** Text pieces as a byte stream that is read no faster than the browser takes it. One that fails breaks the answer off. */
const streamOf = (name: string, pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next().catch((error: unknown) => {
        throw forNext(name, error);
      });
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
};
