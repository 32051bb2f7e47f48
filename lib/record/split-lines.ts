const LINE_FEED = 10;
/** No event is nearly as long; a file that is one endless line must not fill the memory. */
const MAX_LINE = 64 * 1024 * 1024;

/** A line of a file. `ended` is false for a last one that lacks its line feed; `tooLong` where only its beginning is given, and nothing after it. */
export interface Line {
  readonly bytes: Uint8Array;
  readonly ended: boolean;
  readonly tooLong: boolean;
}

/** The lines of a stream of bytes, in whatever pieces these come. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, from)) {
      const rest = chunk.subarray(from, at);
      yield { bytes: parts.length === 0 ? rest : Buffer.concat([...parts, rest]), ended: true, tooLong: false };
      parts = [];
      length = 0;
      from = at + 1;
    }
    if (from === chunk.length) continue;
    parts.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > MAX_LINE) {
      yield { bytes: Buffer.concat(parts), ended: false, tooLong: true };
      return;
    }
  }
  if (length > 0) yield { bytes: Buffer.concat(parts), ended: false, tooLong: false };
}
