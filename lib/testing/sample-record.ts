import { chainEvents } from '@/lib/record/chain-events';
import { EMPTY, type SealedEvent, sha256 } from '@/lib/record/event';
import { digested, type ExportFooter, type ExportHeader, lineOf } from '@/lib/record/export-format';
import type { NewEvent } from '@/lib/record/kinds';
import { newSigningKey, readPublicKey, readSigningKey } from '@/lib/record/signing';
import { type Expected, verifyExport } from '@/lib/record/verify-export';
import { writeExport } from '@/lib/record/write-export';

/** The chains of a record for tests, in the order of an export. */
export const CHAINS = ['account:111111111111', 'account:222222222222', 'console'];
export const PER_CHAIN = 12;
export const keys = newSigningKey();
const privateKey = given(readSigningKey(keys.privateKey));
export const publicKey = given(readPublicKey(keys.publicKey));

/** The value of a result that must be one. */
export function given<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(String(result.error));
  return result.value;
}

export const noted = (number: number): NewEvent => ({
  at: new Date(Date.UTC(2026, 0, 1, 0, 0, number, 7)),
  actor: `person-${number % 3}`,
  kind: 'settings-changed',
  subject: number % 4 === 0 ? null : `setting-${number}`,
  data: { name: `名前 ${number} “\ufffd” \u0007`, from: { nested: [number, null, true, 1e-7] }, to: '\ud83d\ude00' },
});
const chainOf = (chain: string): readonly SealedEvent[] =>
  chainEvents(
    chain,
    EMPTY,
    Array.from({ length: PER_CHAIN }, (_, index) => noted(index + 1)),
  );
export const sealed = CHAINS.map(chainOf);

async function* each<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}
/** All lines, and what the writer says about them. */
export const written = async (chains: readonly (readonly SealedEvent[])[], key = privateKey) => {
  const ends = chains.flatMap((events) => events.slice(-1).map(({ chain, seq, hash }) => ({ chain, seq, hash })));
  const exportedAt = new Date('2026-02-01T00:00:00.000Z');
  const writing = writeExport({ exportedAt, product: '0.1.0', selection: null, chains: ends, events: each(chains.flat()) }, key);
  let step = await writing.next();
  let text = '';
  for (; step.done !== true; step = await writing.next()) text += step.value;
  return { bytes: Buffer.from(text), exported: step.value };
};
export const exported = async (chains: readonly (readonly SealedEvent[])[]): Promise<Buffer> => (await written(chains)).bytes;
export const file = await exported(sealed);
export const lines = file.toString().split('\n').slice(0, -1);
export const FOOTER_LINE = lines.length;

/** In pieces that end anywhere. */
function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
export const verify = (bytes: Buffer, expected: Partial<Expected> = {}, size = 4096) =>
  verifyExport(each(pieces(bytes, size)), { heads: [], publicKey: null, ...expected });
export const faultOf = async (bytes: Buffer, expected: Partial<Expected> = {}) => {
  const verified = await verify(bytes, expected);
  return verified.ok ? null : verified.error;
};
export const fileOf = (changed: readonly string[]): Buffer => Buffer.from(changed.map((line) => `${line}\n`).join(''));

export const header = JSON.parse(lines[0] ?? '') as ExportHeader;
export const footer = JSON.parse(lines.at(-1) ?? '') as ExportFooter;
export const without = <T extends { readonly digest: string }>({ digest: _, ...rest }: T): Omit<T, 'digest'> => rest;
export const lineWith = (value: object): string => lineOf(digested(value) as never).trimEnd();
export const contentOf = (kept: readonly string[]): string => sha256(fileOf(kept));
