import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainEvents } from './chain-events';
import { EMPTY, hashOf, type SealedEvent, sha256 } from './event';
import { digested, type ExportFooter, type ExportHeader, lineOf } from './export-format';
import type { NewEvent } from './kinds';
import { fingerprintOf, newSigningKey, readPublicKey, readSigningKey, signExport } from './signing';
import { type Expected, type NotedHead, verifyExport } from './verify-export';
import { writeExport } from './write-export';

const CHAINS = ['account:111111111111', 'account:222222222222', 'console'];
const PER_CHAIN = 12;
const keys = newSigningKey();
const other = newSigningKey();
const privateKey = given(readSigningKey(keys.privateKey));
const publicKey = given(readPublicKey(keys.publicKey));

function given<T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(String(result.error));
  return result.value;
}

const noted = (number: number): NewEvent => ({
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
const sealed = CHAINS.map(chainOf);

async function* each<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}
/** All lines, and what the writer says about them. */
const written = async (chains: readonly (readonly SealedEvent[])[], key = privateKey) => {
  const ends = chains.flatMap((events) => events.slice(-1).map(({ chain, seq, hash }) => ({ chain, seq, hash })));
  const exportedAt = new Date('2026-02-01T00:00:00.000Z');
  const writing = writeExport({ exportedAt, product: '0.1.0', selection: null, chains: ends, events: each(chains.flat()) }, key);
  let step = await writing.next();
  let text = '';
  for (; step.done !== true; step = await writing.next()) text += step.value;
  return { bytes: Buffer.from(text), exported: step.value };
};
const exported = async (chains: readonly (readonly SealedEvent[])[]): Promise<Buffer> => (await written(chains)).bytes;
const file = await exported(sealed);
const lines = file.toString().split('\n').slice(0, -1);
const FOOTER_LINE = lines.length;

/** In pieces that end anywhere. */
function* pieces(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const verify = (bytes: Buffer, expected: Partial<Expected> = {}, size = 4096) =>
  verifyExport(each(pieces(bytes, size)), { heads: [], publicKey: null, ...expected });
const faultOf = async (bytes: Buffer, expected: Partial<Expected> = {}) => {
  const verified = await verify(bytes, expected);
  return verified.ok ? null : verified.error;
};
const fileOf = (changed: readonly string[]): Buffer => Buffer.from(changed.map((line) => `${line}\n`).join(''));

/** The first line, from 1, in which two files differ. */
const firstDifference = (changed: Buffer): number => {
  let line = 1;
  for (let at = 0; at < file.length && at < changed.length && file[at] === changed[at]; at += 1) if (file[at] === 10) line += 1;
  return line;
};

const header = JSON.parse(lines[0] ?? '') as ExportHeader;
const footer = JSON.parse(lines.at(-1) ?? '') as ExportFooter;
const without = <T extends { readonly digest: string }>({ digest: _, ...rest }: T): Omit<T, 'digest'> => rest;
const lineWith = (value: object): string => lineOf(digested(value) as never).trimEnd();
const contentOf = (kept: readonly string[]): string => sha256(fileOf(kept));

/** What somebody does who recomputes everything that needs no key. */
const forged = (
  change: (event: SealedEvent) => SealedEvent | null,
  signature: (content: string) => ExportFooter['signature'] = () => footer.signature,
): Buffer => {
  const ends: { chain: string; seq: number; hash: string }[] = [];
  const events: string[] = [];
  for (const chain of sealed) {
    let head = EMPTY;
    for (const event of chain) {
      const changed = change(event);
      if (changed === null) continue;
      const hash = hashOf(head.hash, changed);
      events.push(lineOf({ ...changed, previousHash: head.hash, hash }).trimEnd());
      head = { seq: changed.seq, hash };
    }
    ends.push({ chain: chain[0]?.chain ?? '', ...head });
  }
  const kept = [lineWith({ ...without(header), chains: ends }), ...events];
  const content = contentOf(kept);
  return fileOf([...kept, lineWith({ ...without(footer), content, events: events.length, signature: signature(content) })]);
};
const unsigned = () => null;

describe('an export', () => {
  it('is found right, however its bytes arrive', async () => {
    const right = { ok: true, value: { events: 36, signer: fingerprintOf(publicKey), header: { chains: header.chains } } };
    for (const size of [1, 7, 100, 1_000_000]) expect(await verify(file, {}, size)).toMatchObject(right);
    expect(await verify(file, { publicKey, heads: header.chains })).toMatchObject(right);
    expect(await verify(await exported([]))).toMatchObject({ ok: true, value: { events: 0, header: { chains: [] } } });
  });

  it('is of the form that docs/record.md describes', () => {
    const end = ({ hash, seq, chain }: SealedEvent): string => `{"chain":"${chain}","hash":"${hash}","seq":${seq}}`;
    const ends = sealed.map((events) => end(events.at(-1) as SealedEvent)).join(',');
    const rest = `"exportedAt":"2026-02-01T00:00:00.000Z","format":"rehome-history","product":"0.1.0","selection":null,"version":1}`;
    const digest = sha256(`{"chains":[${ends}],${rest}`);
    expect(lines[0]).toBe(`{"chains":[${ends}],"digest":"${digest}",${rest}`);
    expect(Object.keys(JSON.parse(lines[1] ?? ''))).toEqual([
      ...['actor', 'at', 'chain', 'data', 'hash', 'kind', 'previousHash', 'seq', 'subject', 'version'],
    ]);
    expect(Object.keys(footer)).toEqual(['content', 'digest', 'end', 'events', 'signature']);
    expect(footer.content).toBe(contentOf(lines.slice(0, -1)));
  });

  it.each([
    ['changed', (event: SealedEvent) => [{ ...event, actor: 'x' }]],
    ['missing', () => []],
  ])('holds a chain with a record that is %s as it is, unsigned, and names the record', async (code, change) => {
    const broken = sealed.map((events) =>
      events.flatMap((event) => (event.chain === CHAINS[1] && event.seq === 5 ? change(event) : [event])),
    );
    const { bytes, exported: told } = await written(broken);
    expect(told).toMatchObject({ signed: false, fault: { chain: CHAINS[1], seq: 5, code } });
    expect(await faultOf(bytes)).toMatchObject({ line: 18, chain: CHAINS[1], seq: 5, code });
    expect(bytes.toString()).toContain('"signature":null');
  });
});

const place = fc.nat({ max: lines.length - 1 });
const otherThan = (value: unknown): unknown =>
  typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value.slice(1)}x` : value === null ? 'x' : null;
/** Changes one member, at whatever depth. */
const edited = (line: string, path: readonly number[]): string => {
  const whole: unknown = JSON.parse(line);
  const change = (value: unknown, [step, ...rest]: readonly number[]): unknown => {
    if (step === undefined || typeof value !== 'object' || value === null || Object.keys(value).length === 0) return otherThan(value);
    const names = Object.keys(value);
    const name = names[step % names.length] ?? '';
    const changed = change((value as Record<string, unknown>)[name], rest);
    return Array.isArray(value) ? value.map((item, index) => (String(index) === name ? changed : item)) : { ...value, [name]: changed };
  };
  return lineOf(change(whole, path.length === 0 ? [0] : path) as never).trimEnd();
};
const withoutMember = (line: string, step: number): string => {
  const entries = Object.entries(JSON.parse(line) as object);
  return lineOf(Object.fromEntries(entries.filter((_, index) => index !== step % entries.length))).trimEnd();
};
const at = (index: number, ...replacement: string[]): string[] => lines.toSpliced(index, 1, ...replacement);

const tampering: Readonly<Record<string, fc.Arbitrary<Buffer>>> = {
  'a byte changed': fc.tuple(fc.nat({ max: file.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([index, difference]) => {
    const changed = Buffer.from(file);
    changed[index] = ((changed[index] ?? 0) + difference) % 256;
    return changed;
  }),
  'a byte taken out': fc.nat({ max: file.length - 1 }).map((index) => Buffer.concat([file.subarray(0, index), file.subarray(index + 1)])),
  'bytes put in': fc
    .tuple(fc.nat({ max: file.length }), fc.uint8Array({ minLength: 1, maxLength: 9 }))
    .map(([index, bytes]) => Buffer.concat([file.subarray(0, index), bytes, file.subarray(index)])),
  'a member changed': fc
    .tuple(place, fc.array(fc.nat({ max: 20 }), { maxLength: 4 }))
    .map(([index, path]) => fileOf(at(index, edited(lines[index] ?? '', path)))),
  'a member taken out': fc
    .tuple(place, fc.nat({ max: 20 }))
    .map(([index, step]) => fileOf(at(index, withoutMember(lines[index] ?? '', step)))),
  'the same written otherwise': place.map((index) => fileOf(at(index, (lines[index] ?? '').replace(',', ', ')))),
  'a record taken out': place.map((index) => fileOf(at(index))),
  'several taken out': fc.tuple(place, fc.nat({ max: 20 })).map(([index, more]) => fileOf(lines.toSpliced(index, more + 2))),
  'a record put in': fc.tuple(place, place).map(([index, from]) => fileOf(at(index, lines[from] ?? '', lines[index] ?? ''))),
  'a new record put in': fc.tuple(place, fc.nat({ max: 20 })).map(([index, seq]) => {
    const [invented] = chainEvents(CHAINS[seq % 3] ?? '', { seq, hash: sha256(String(seq)) }, [noted(seq)]);
    return fileOf(at(index, lineOf(invented as SealedEvent).trimEnd(), lines[index] ?? ''));
  }),
  'two exchanged': fc.tuple(place, place).map(([a, b]) => fileOf(lines.with(a, lines[b] ?? '').with(b, lines[a] ?? ''))),
  'one moved': fc.tuple(place, place).map(([from, to]) => fileOf(lines.toSpliced(from, 1).toSpliced(to, 0, lines[from] ?? ''))),
  'a file cut off': fc.nat({ max: file.length - 1 }).map((length) => file.subarray(0, length)),
};

/** Of a failure: the lines from the first that differs. */
const told = (changed: Buffer): string => {
  const line = firstDifference(changed);
  const from = changed
    .toString()
    .split('\n')
    .slice(line - 1, line + 2);
  return `${line}: ${from.join('\n')}\ninstead of ${lines[line - 1]}`;
};

describe('1,000 changes by chance', () => {
  const runs = Math.ceil(1000 / Object.keys(tampering).length);

  it.each(Object.entries(tampering))('%s: each is found, at the first line that is not as it was', async (_, changes) => {
    await fc.assert(
      fc.asyncProperty(
        changes.filter((changed) => !changed.equals(file)).map((bytes) => ({ bytes, [fc.toStringMethod]: () => told(bytes) })),
        async ({ bytes: changed }) => {
          const fault = await faultOf(changed);
          expect(fault).toMatchObject({ line: firstDifference(changed) });
          // Behind the header, and before the footer, it is a record that is named.
          if (fault !== null && fault.line > 1 && fault.line < FOOTER_LINE) {
            expect(CHAINS).toContain(fault.chain);
            expect(fault.seq).toBeGreaterThan(0);
          }
        },
      ),
      { numRuns: runs },
    );
  });
});

describe('what is named', () => {
  const lineOfRecord = (chain: number, seq: number): number => 1 + chain * PER_CHAIN + seq;

  it.each([
    ['the first of the file', 0, 1, 'missing'],
    ['one in the middle', 1, 6, 'missing'],
    ['the first of a chain', 1, 1, 'missing'],
    ['the last of a chain', 1, 12, 'other-chain'],
    ['the last of the file', 2, 12, 'missing'],
  ])('%s, taken out', async (_, chain, seq, code) => {
    const line = lineOfRecord(chain, seq);
    expect(await faultOf(fileOf(at(line - 1)))).toEqual({ line, chain: CHAINS[chain], seq, code });
  });

  it('a whole chain taken out, or put behind another', async () => {
    const [head, a, b, c] = [lines.slice(0, 1), lines.slice(1, 13), lines.slice(13, 25), lines.slice(25)];
    expect(await faultOf(fileOf([...head, ...a, ...c]))).toEqual({ line: 14, chain: CHAINS[1], seq: 1, code: 'other-chain' });
    expect(await faultOf(fileOf([...head, ...b, ...a, ...c]))).toEqual({ line: 2, chain: CHAINS[0], seq: 1, code: 'other-chain' });
  });

  it('a record changed together with its own hash: the one behind it, or the head', async () => {
    const rehashed = (chain: number, seq: number): Buffer => {
      const event = { ...(sealed[chain]?.[seq - 1] as SealedEvent), actor: 'somebody' };
      return fileOf(at(lineOfRecord(chain, seq) - 1, lineOf({ ...event, hash: hashOf(event.previousHash, event) }).trimEnd()));
    };
    expect(await faultOf(rehashed(1, 4))).toEqual({ line: lineOfRecord(1, 5), chain: CHAINS[1], seq: 5, code: 'previous' });
    expect(await faultOf(rehashed(1, 12))).toEqual({ line: lineOfRecord(1, 12), chain: CHAINS[1], seq: 12, code: 'other-head' });
  });

  it.each([0, 2])('a record added at the end of a chain, with the right hash', async (chain) => {
    const last = sealed[chain]?.at(-1) as SealedEvent;
    const [added] = chainEvents(last.chain, last, [noted(1)]);
    const line = lineOfRecord(chain, 13);
    const changed = fileOf(lines.toSpliced(line - 1, 0, lineOf(added as SealedEvent).trimEnd()));
    expect(await faultOf(changed)).toEqual({ line, chain: last.chain, seq: 13, code: 'added' });
  });

  it('a header of another export, a later version, no export', async () => {
    const later = { ...without(header), exportedAt: '2020-01-01T00:00:00.000Z' };
    expect(await faultOf(fileOf(at(0, lineWith(later))))).toMatchObject({ line: 1, code: 'other-file' });
    expect(await faultOf(fileOf(at(0, lineWith({ ...without(header), version: 2 }))))).toMatchObject({ line: 1, code: 'later-version' });
    expect(await faultOf(Buffer.from('{"a":1}\n'))).toMatchObject({ line: 1, code: 'header' });
    expect(await faultOf(Buffer.from(''))).toMatchObject({ line: 1, code: 'file-cut-off' });
    expect(await faultOf(Buffer.from(`${lines[0]}\n${'['.repeat(2_000_000)}\n`))).toMatchObject({ line: 2, code: 'unreadable' });
  });
});

describe('against one who recomputes every hash', () => {
  const change = (event: SealedEvent): SealedEvent =>
    event.chain === CHAINS[1] && event.seq === 4 ? { ...event, actor: 'somebody' } : event;
  const cut = (event: SealedEvent): SealedEvent | null => (event.chain === CHAINS[1] && event.seq > 9 ? null : event);
  const head = (chain: number, seq: number): NotedHead => ({
    chain: CHAINS[chain] ?? '',
    seq,
    hash: sealed[chain]?.[seq - 1]?.hash ?? '',
  });

  it('the file alone proves nothing, as the docs say', async () => {
    expect(await verify(forged(change, unsigned))).toMatchObject({ ok: true, value: { signer: null } });
    expect(await verify(forged(cut, unsigned))).toMatchObject({ ok: true });
  });

  it('a head noted down at or behind the change finds it; one before it does not', async () => {
    const fault = (heads: readonly NotedHead[], by = change as typeof cut) => faultOf(forged(by, unsigned), { heads });
    expect(await fault([head(1, 12)])).toEqual({ line: 25, chain: CHAINS[1], seq: 12, code: 'head' });
    expect(await fault([head(0, 12), head(1, 4)])).toMatchObject({ line: 17, seq: 4, code: 'head' });
    expect(await fault([head(1, 3)])).toBeNull();
    expect(await fault([head(1, 12)], cut)).toEqual({ line: 23, chain: CHAINS[1], seq: 10, code: 'cut-off' });
  });

  it('a head must be of a chain that is here, and of one that is clear', async () => {
    expect(await faultOf(file, { heads: [{ ...head(0, 1), chain: 'account:999999999999' }] })).toMatchObject({ code: 'no-chain' });
    expect(await faultOf(file, { heads: [{ ...head(0, 12), chain: null }] })).toMatchObject({ code: 'which-chain' });
    const alone = await exported(sealed.slice(0, 1));
    expect(await faultOf(alone, { heads: [{ ...head(0, 12), chain: null }] })).toBeNull();
    expect(await faultOf(alone, { heads: [{ ...head(1, 12), chain: null }] })).toMatchObject({ seq: 12, code: 'head' });
  });

  it('the signature does not fit any more', async () => {
    expect(await faultOf(forged(change))).toMatchObject({ line: FOOTER_LINE, code: 'signature' });
    expect(await faultOf(forged(cut))).toMatchObject({ code: 'signature' });
  });

  it('a signature left out, or made with another key, is found by the public key', async () => {
    expect(await faultOf(forged(change, unsigned), { publicKey })).toMatchObject({ code: 'unsigned' });
    const resigned = forged(change, (content) => signExport(given(readSigningKey(other.privateKey)), content));
    expect(await faultOf(resigned)).toBeNull();
    expect(await faultOf(resigned, { publicKey })).toMatchObject({ code: 'other-key' });
  });

  it.each([
    ['its key', { publicKey: 'AAAA' }],
    ['its value', { value: footer.signature?.value.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')) }],
    ['another spelling of its base64', { value: footer.signature?.value.replace(/=+$/, '') }],
  ])('a signature with %s changed is none', async (_, part) => {
    const changed = { ...without(footer), signature: { ...footer.signature, ...part } };
    expect(await faultOf(fileOf(at(FOOTER_LINE - 1, lineWith(changed))))).toMatchObject({ code: 'signature' });
  });

  it('a key that is none, or of another kind, is refused', () => {
    expect(readPublicKey('no key')).toEqual({ ok: false, error: 'not-a-key' });
    expect(readSigningKey(keys.publicKey)).toEqual({ ok: false, error: 'not-a-key' });
    const { publicKey: x25519 } = generateKeyPairSync('x25519', {
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    expect(readPublicKey(x25519)).toEqual({ ok: false, error: 'not-ed25519' });
    expect(given(readPublicKey(keys.privateKey)).equals(publicKey)).toBe(true);
  });
});
