import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  CHAINS,
  contentOf,
  exported,
  FOOTER_LINE,
  faultOf,
  file,
  fileOf,
  footer,
  given,
  header,
  keys,
  lines,
  lineWith,
  noted,
  PER_CHAIN,
  publicKey,
  sealed,
  verify,
  without,
  written,
} from '@/lib/testing/sample-record';
import { chainEvents } from './chain-events';
import { EMPTY, hashOf, type SealedEvent, sha256 } from './event';
import { type ExportFooter, lineOf } from './export-format';
import { fingerprintOf, newSigningKey, readPublicKey, readSigningKey, signExport } from './signing';
import type { NotedHead } from './verify-export';

const other = newSigningKey();
const at = (index: number, ...replacement: string[]): string[] => lines.toSpliced(index, 1, ...replacement);

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
