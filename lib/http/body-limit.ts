/** What a request may send at most, in bytes: next.config.js has the same for server actions. A history of a plan may have a million characters (lib/restore/bounds.ts), each of up to three bytes. */
export const MAX_BODY_BYTES = 4 * 1_024 * 1_024;

/** Whether the body of a request is over the limit: by its own word, or, where it does not say how long it is, by reading it. */
export const isBodyTooLarge = async (request: Pick<Request, 'headers' | 'body'>): Promise<boolean> => {
  const told = request.headers.get('content-length');
  if (told !== null) return !/^\d{1,15}$/.test(told) || Number(told) > MAX_BODY_BYTES;
  if (request.body === null) return false;
  const reader = request.body.getReader();
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return false;
    bytes += value.byteLength;
    if (bytes <= MAX_BODY_BYTES) continue;
    await reader.cancel();
    return true;
  }
};
