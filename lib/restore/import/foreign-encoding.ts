/** Encodings that files of this kind have been seen in, and that are not read. */
export type ForeignEncoding = 'UTF-16 LE' | 'UTF-16 BE' | 'UTF-32' | 'Shift-JIS' | 'EUC-JP' | 'ISO-2022-JP' | 'Windows-1252';

const SAMPLE = 4_096;

/** JSON and commands are mostly ASCII, so the zero bytes of a wider encoding stand in every second place, or in three of four. */
const wide = (bytes: Uint8Array): ForeignEncoding | null => {
  const zeros = [0, 0, 0, 0];
  const sample = bytes.subarray(0, SAMPLE - (SAMPLE % 4));
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 4] = (zeros[i % 4] ?? 0) + 1;
  });
  const share = zeros.map((count) => count / Math.max(1, sample.length / 4));
  const most = (...places: number[]): boolean => places.every((place) => (share[place] ?? 0) > 0.5);
  if (sample.length < 2) return null;
  if (sample.length >= 4 && (most(1, 2, 3) || most(0, 1, 2))) return 'UTF-32';
  if (most(1, 3) && !most(0) && !most(2)) return 'UTF-16 LE';
  return most(0, 2) && !most(1) && !most(3) ? 'UTF-16 BE' : null;
};

const decoded = (bytes: Uint8Array, label: string): string | null => {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** Hiragana, full-width katakana, the usual ideographs and their punctuation. */
const JAPANESE = /[\u3001-\u303f\u3041-\u30ff\u4e00-\u9fff\uff01-\uff5e]/g;
const HALF_WIDTH = /[\uff61-\uff9f]/g;
const BEYOND_ASCII = /[^\0-\x7f]/g;

const share = (text: string, wanted: RegExp): number =>
  (text.match(wanted)?.length ?? 0) / Math.max(1, text.match(BEYOND_ASCII)?.length ?? 0);

/** Whether the bytes above ASCII stand in pairs, as those of EUC-JP do and those of Shift-JIS need not. */
const inPairs = (bytes: Uint8Array): boolean => {
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) continue;
    const second = bytes[i + 1] ?? 0;
    if (byte === 0x8f ? second < 0xa1 : byte !== 0x8e && byte < 0xa1) return false;
    if (second < 0xa1) return false;
    i += byte === 0x8f ? 2 : 1;
  }
  return true;
};

/** Letters with accents, one or a few at a time among more ASCII, as a European Windows writes them. */
const isWestern = (bytes: Uint8Array): boolean => {
  let high = 0;
  let letters = 0;
  let run = 0;
  for (const byte of bytes) {
    run = byte < 0x80 ? 0 : run + 1;
    if (run > 3) return false;
    if (byte >= 0x80) high += 1;
    if (byte >= 0xc0) letters += 1;
  }
  return letters > 0.8 * high && high < bytes.length / 2;
};

const narrow = (bytes: Uint8Array): ForeignEncoding | null => {
  const eucJp = inPairs(bytes) ? decoded(bytes, 'euc-jp') : null;
  if (eucJp !== null && share(eucJp, JAPANESE) > 0.6) return 'EUC-JP';
  const shiftJis = decoded(bytes, 'shift_jis');
  const japanese = shiftJis === null ? 0 : share(shiftJis, JAPANESE);
  if (shiftJis !== null && japanese > 0.5) return 'Shift-JIS';
  if (isWestern(bytes)) return 'Windows-1252';
  return shiftJis !== null && japanese + share(shiftJis, HALF_WIDTH) > 0.5 ? 'Shift-JIS' : null;
};

/** Control characters that no text has; the escape is that of ISO-2022-JP. */
const isBinary = (bytes: Uint8Array): boolean => bytes.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 0x1b));

/** ISO-2022-JP is all ASCII: `ESC $ B` says where the pairs of its ideographs begin. */
const isIso2022Jp = (bytes: Uint8Array): boolean =>
  bytes.some((byte, i) => byte === 0x1b && bytes[i + 1] === 0x24 && (bytes[i + 2] === 0x40 || bytes[i + 2] === 0x42));

/**
 * The encoding of a file without a byte order mark, where its bytes show one that is not UTF-8; `binary` where they are no text; `null` where they show none.
 * @param isUtf8 whether the bytes are UTF-8, which those of wide encodings without anything beyond ASCII and of ISO-2022-JP are as well
 */
export const foreignEncoding = (bytes: Uint8Array, isUtf8: boolean): ForeignEncoding | 'binary' | null => {
  const found = wide(bytes);
  if (found !== null) return found;
  if (!isUtf8) return isBinary(bytes) ? 'binary' : narrow(bytes);
  return isIso2022Jp(bytes) ? 'ISO-2022-JP' : null;
};
