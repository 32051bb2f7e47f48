/** Encodings that files of this kind have been seen in, and that are not read. */
export type ForeignEncoding = 'UTF-16 LE' | 'UTF-16 BE' | 'UTF-32' | 'Shift-JIS' | 'EUC-JP' | 'ISO-2022-JP' | 'Windows-1252';

/** JSON and commands are mostly ASCII, so the zero bytes of a wider encoding stand in every second place, or in three of four; those of UTF-32 in two of four at least. */
const wide = (bytes: Uint8Array): ForeignEncoding | null => {
  const zeros: number[] = [];
  bytes.forEach((byte, i) => {
    if (byte === 0) zeros[i % 4] = (zeros[i % 4] ?? 0) + 1;
  });
  // More than half of the bytes that stand in each of these places of four.
  const most = (...places: number[]): boolean => places.every((place) => 8 * (zeros[place] ?? 0) > bytes.length);
  if (most(2, 3) || most(0, 1)) return 'UTF-32';
  if (most(1, 3)) return 'UTF-16 LE';
  return most(0, 2) ? 'UTF-16 BE' : null;
};

/** The text of bytes in the encoding of that label; `null` where they are not all of it. */
export const decoded = (bytes: Uint8Array, label: string): string | null => {
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

const share = (text: string, wanted: RegExp): number => [...text.matchAll(wanted)].length / [...text.matchAll(BEYOND_ASCII)].length;

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

/** @param bytes some of which are beyond ASCII */
const narrow = (bytes: Uint8Array): ForeignEncoding | null => {
  const eucJp = decoded(bytes, 'euc-jp');
  if (eucJp !== null && share(eucJp, JAPANESE) > 0.6) return 'EUC-JP';
  const shiftJis = decoded(bytes, 'shift_jis');
  const [japanese, halfWidth] = [JAPANESE, HALF_WIDTH].map((wanted) => (shiftJis === null ? 0 : share(shiftJis, wanted))) as [
    number,
    number,
  ];
  if (japanese > 0.5) return 'Shift-JIS';
  if (isWestern(bytes)) return 'Windows-1252';
  return japanese + halfWidth > 0.5 ? 'Shift-JIS' : null;
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
  if (bytes.includes(0)) return 'binary';
  return isIso2022Jp(bytes) ? 'ISO-2022-JP' : null;
};
