import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '@/lib/record/event';
import { BackupReader } from './backup-reader';
import { compressed, decompressed } from './compression';
import { BackupProblem } from './format';

const table = (name: string, rows: readonly string[]): string => {
  const text = rows.map((row) => `${row}\n`).join('');
  return `{"table":"${name}","columns":["a","b"]}\n${text}\\.\n{"rows":${rows.length},"sha256":"${sha256(text)}"}\n`;
};
const TABLES = ['empty', 'one', 'many'];
const headerOf = (change: object = {}): string =>
  `${JSON.stringify({ format: 'rehome-backup', version: 1, createdAt: '2026-01-01T00:00:00.000Z', product: '0.1.0', migrations: [1, 2], tables: TABLES, ...change })}\n`;
const rowsOf: Readonly<Record<string, readonly string[]>> = {
  empty: [],
  one: ['\\\\.\t1'],
  many: Array.from({ length: 40 }, (_, index) => `row ${index}\t${'値'.repeat(index)}`),
};
const body = (header: string): string => {
  const before = header + TABLES.map((name) => table(name, rowsOf[name] ?? [])).join('');
  return `${before}{"end":"rehome-backup","sha256":"${sha256(before)}"}\n`;
};
const whole = Buffer.from(body(headerOf()));

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything that a backup holds, as loading reads it. */
const drained = async (chunks: AsyncIterable<Uint8Array>): Promise<Record<string, string>> => {
  const reader = new BackupReader(chunks);
  const { tables } = await reader.header();
  const found: Record<string, string> = {};
  for (const name of tables) {
    await reader.table(name);
    const rows = reader.rows();
    let text = '';
    for (let step = await rows.next(); ; step = await rows.next()) {
      if (step.done === true) {
        if (step.value !== text.split('\n').length - 1) throw new BackupProblem('damaged', name);
        break;
      }
      text += step.value.toString('latin1');
    }
    found[name] = Buffer.from(text, 'latin1').toString();
  }
  await reader.end();
  return found;
};
const problemIn = async (bytes: Uint8Array): Promise<string | null> => {
  try {
    await drained(pieces(bytes, 50));
    return null;
  } catch (error) {
    if (error instanceof BackupProblem) return error.message;
    throw error;
  }
};
const zipped = async (bytes: Uint8Array): Promise<string | null> => {
  try {
    await drained(decompressed(pieces(bytes, 50)));
    return null;
  } catch (error) {
    if (error instanceof BackupProblem) return error.message;
    throw error;
  }
};

describe('a backup', () => {
  const expected = Object.fromEntries(TABLES.map((name) => [name, (rowsOf[name] ?? []).map((row) => `${row}\n`).join('')]));

  it('is read the same in whatever pieces it comes', async () => {
    for (const size of [1, 2, 3, 5, 100, 100_000]) expect(await drained(pieces(whole, size))).toEqual(expected);
  });

  it('comes through the compression as it was', async () => {
    expect(await drained(decompressed(compressed(pieces(whole, 70))))).toEqual(expected);
  });

  it.each([
    ['something else', Buffer.from('{"format":"other"}\n'), 'not-a-backup'],
    ['no text', Buffer.from([0, 1, 2, 10]), 'not-a-backup'],
    ['nothing', Buffer.from(''), 'cut-off'],
    ['one of a later version', Buffer.from(body(headerOf({ version: 2, more: true }))), 'later-format'],
    ['one that goes on', Buffer.from(`${whole}x`), 'after-end'],
    ['two', Buffer.concat([whole, whole]), 'after-end'],
    ['one with another header, else right', Buffer.from(body(headerOf()).replace('2026-01-01', '2026-01-02')), 'damaged'],
  ])('%s is told', async (_, bytes, problem) => {
    expect(await problemIn(bytes)).toBe(problem);
  });

  it('with any change of any byte, any piece taken out or put in, is found to be none', async () => {
    const at = fc.nat({ max: whole.length - 1 });
    const changes = fc.oneof(
      fc.tuple(at, fc.integer({ min: 1, max: 255 })).map(([index, by]) => {
        const changed = Buffer.from(whole);
        changed[index] = ((changed[index] ?? 0) + by) % 256;
        return changed;
      }),
      fc
        .tuple(at, fc.integer({ min: 1, max: 300 }))
        .map(([from, length]) => Buffer.concat([whole.subarray(0, from), whole.subarray(from + length)])),
      fc
        .tuple(at, fc.uint8Array({ minLength: 1, maxLength: 20 }))
        .map(([from, bytes]) => Buffer.concat([whole.subarray(0, from), bytes, whole.subarray(from)])),
      at.map((length) => whole.subarray(0, length)),
    );
    await fc.assert(
      fc.asyncProperty(
        changes.filter((changed) => !changed.equals(whole)).map((bytes) => ({ bytes, [fc.toStringMethod]: () => bytes.toString() })),
        async ({ bytes }) => {
          expect(await problemIn(bytes)).not.toBeNull();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('as a file that is damaged, cut off or goes on, is found to be none', async () => {
    const file = gzipSync(whole);
    expect(await zipped(file)).toBeNull();
    expect(await zipped(whole)).toBe('not-a-backup');
    // zlib sees some of it by itself.
    for (const more of ['more', '\0', ' '.repeat(200)])
      expect(await zipped(Buffer.concat([file, Buffer.from(more)]))).toMatch(/damaged|after-end/);
    expect(await zipped(Buffer.concat([file, file]))).toBe('after-end');
    // Bytes 4 to 9 of a gzip tell its time and its system, which mean nothing here.
    const telling = fc.oneof(fc.nat({ max: 3 }), fc.integer({ min: 10, max: file.length - 1 }));
    await fc.assert(
      fc.asyncProperty(telling, fc.integer({ min: 1, max: 255 }), fc.boolean(), async (index, by, cut) => {
        const changed = cut ? file.subarray(0, index) : Buffer.from(file);
        if (!cut) changed[index] = ((changed[index] ?? 0) + by) % 256;
        const found = await zipped(changed);
        // Some bits of a gzip mean nothing: then it holds what it held.
        const same = found === null && !cut && gunzipSync(changed).equals(whole);
        expect(found !== null || same).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
