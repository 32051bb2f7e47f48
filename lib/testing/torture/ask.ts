/** What came back: whether it was a success, its status, and its whole body. */
interface Asked {
  readonly ok: boolean;
  readonly status: number;
  readonly body: Buffer;
}

/**
 * Asks for `url` and reads the whole answer. Rejects where there is none within `ms`, whatever becomes of the call itself: the `fetch` of Node 20 can lose a call whose process was killed, so
 * that neither an answer nor an abort of it ever comes, and a timer of `AbortSignal.timeout` may be collected with it.
 */
export const askWithin = async (ms: number, url: string, init: RequestInit = {}): Promise<Asked> => {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`No answer within ${ms} ms.`));
      over.abort();
    }, ms);
  });
  const read = async (): Promise<Asked> => {
    const response = await fetch(url, { ...init, signal: over.signal });
    return { ok: response.ok, status: response.status, body: Buffer.from(await response.arrayBuffer()) };
  };
  const answer = read();
  answer.catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};
