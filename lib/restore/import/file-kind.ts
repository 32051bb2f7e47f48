/** What a file is that is no text; a message says for each what to give instead. */
export interface FileKind {
  readonly format: string;
  readonly what: 'archive' | 'document' | 'picture';
}

const ascii = (text: string): readonly number[] => [...text].map((char) => char.charCodeAt(0));

/** How files of each format begin, as `file` and the formats' own papers say. */
const BEGINNINGS: readonly (readonly [FileKind['what'], string, readonly number[]])[] = [
  ['document', 'PDF', ascii('%PDF-')],
  ['document', 'Word 97, Excel 97', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['archive', 'ZIP', [...ascii('PK'), 3, 4]],
  ['archive', 'ZIP', [...ascii('PK'), 5, 6]],
  ['archive', 'ZIP', [...ascii('PK'), 7, 8]],
  ['archive', 'gzip', [0x1f, 0x8b]],
  ['archive', 'bzip2', [...ascii('BZh'), 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59]],
  ['archive', 'xz', [0xfd, ...ascii('7zXZ'), 0]],
  ['archive', 'Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['archive', '7z', [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c]],
  ['archive', 'RAR', [...ascii('Rar!'), 0x1a, 7]],
  ['picture', 'PNG', [0x89, ...ascii('PNG')]],
  ['picture', 'JPEG', [0xff, 0xd8, 0xff]],
  ['picture', 'GIF', ascii('GIF87a')],
  ['picture', 'GIF', ascii('GIF89a')],
  ['picture', 'BMP', [...ascii('BM'), -1, -1, -1, -1, 0, 0, 0, 0]],
  ['picture', 'WebP', [...ascii('RIFF'), -1, -1, -1, -1, ...ascii('WEBP')]],
];

/** The first entry of what Office writes as ZIP. */
const OFFICE = ascii('[Content_Types].xml');
const FIRST_NAME = 30;

const has = (bytes: Uint8Array, at: number, wanted: readonly number[]): boolean =>
  wanted.every((byte, i) => byte < 0 || bytes[at + i] === byte);

/** What a file is by its first bytes, where that is a format that people keep what they restore in, or photograph it with; `null` for anything else. */
export const fileKind = (bytes: Uint8Array): FileKind | null => {
  const [what, format] = BEGINNINGS.find(([, , beginning]) => has(bytes, 0, beginning)) ?? [];
  if (what === undefined || format === undefined) return null;
  return format === 'ZIP' && has(bytes, FIRST_NAME, OFFICE) ? { what: 'document', format: 'Word, Excel' } : { what, format };
};
