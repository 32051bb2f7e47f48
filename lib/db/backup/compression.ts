import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BackupProblem } from './format';

/** A third of the time of the usual 6, for a file that is a little larger. */
const LEVEL = 2;

/** The same bytes as a gzip. */
export async function* compressed(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gzip = createGzip({ level: LEVEL });
  const feeding = pipeline(Readable.from(chunks), gzip);
  // What fails there breaks the loop as well.
  feeding.catch(() => undefined);
  yield* gzip as AsyncIterable<Buffer>;
  await feeding;
}

const problemOf = (error: unknown, begun: boolean): unknown => {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'Z_BUF_ERROR') return new BackupProblem('cut-off');
  if (code === 'Z_DATA_ERROR') return new BackupProblem(begun ? 'damaged' : 'not-a-backup');
  return error;
};

/** What a gzip holds. Throws a `BackupProblem` where it is none, is damaged, ends too early or goes on, and what `source` throws. */
export async function* decompressed(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  let given = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      given += chunk.length;
      yield chunk;
    }
  };
  let begun = false;
  const feeding = pipeline(Readable.from(counted()), gunzip);
  feeding.catch(() => undefined);
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      begun = true;
      yield chunk;
    }
    await feeding;
  } catch (error) {
    throw problemOf(error, begun);
  }
  // zlib passes over what follows a gzip.
  if (gunzip.bytesWritten !== given) throw new BackupProblem('after-end');
}
