import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeText } from './decode';

const read = (bytes: Uint8Array) => {
  const result = decodeText(bytes);
  return result.ok ? result.value : result.error;
};
const json = '{"InstanceType":"t3.micro","KeyName":"k"}';
const le = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));
const swapped = (bytes: Uint8Array): Uint8Array => bytes.map((_, i, all) => all[i ^ 1] ?? 0);
const utf32 = (text: string, big: boolean): Uint8Array =>
  new Uint8Array([...text].flatMap((char) => (big ? [0, 0, 0, char.charCodeAt(0)] : [char.charCodeAt(0), 0, 0, 0])));
const ascii = (text: string): number[] => [...Buffer.from(text, 'ascii')];
const around = (...bytes: number[]): Uint8Array => new Uint8Array([...ascii('{"Description":"'), ...bytes, ...ascii('"}')]);

const zip = (...next: number[]): number[] => [...ascii('PK'), ...next];

/** 復元サーバー, in the encodings of Japan. */
const SHIFT_JIS = [0x95, 0x9c, 0x8c, 0xb3, 0x83, 0x54, 0x81, 0x5b, 0x83, 0x6f, 0x81, 0x5b];
const EUC_JP = [0xc9, 0xfc, 0xb8, 0xb5, 0xa5, 0xb5, 0xa1, 0xbc, 0xa5, 0xd0, 0xa1, 0xbc];
const ISO_2022_JP = [0x1b, 0x24, 0x42, 0x49, 0x7c, 0x38, 0x35, 0x1b, 0x28, 0x42];

describe('decodeText', () => {
  it.each([
    ['UTF-8', new TextEncoder().encode('{"a":"復元"}'), '{"a":"復元"}', null],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${json}`), json, 'UTF-8'],
    ['UTF-16 LE with a mark', le(`\ufeff${json}`), json, 'UTF-16 LE'],
    ['UTF-16 BE with a mark', swapped(le(`\ufeff${json}`)), json, 'UTF-16 BE'],
    ['nothing', new Uint8Array(), '', null],
  ] as const)('reads %s', (_, bytes, text, mark) => {
    expect(read(bytes)).toEqual({ text, mark });
  });

  it.each([
    ['UTF-16 LE', le(json)],
    ['UTF-16 LE', le('{"Description":"復元サーバーの説明"}')],
    ['UTF-16 BE', swapped(le(json))],
    ['UTF-32', utf32(json, false)],
    ['UTF-32', utf32(json, true)],
    ['UTF-32', new Uint8Array([0xff, 0xfe, 0, 0, ...utf32(json, false)])],
    ['UTF-32', new Uint8Array([0, 0, 0xfe, 0xff, ...utf32(json, true)])],
    ['Shift-JIS', around(...SHIFT_JIS)],
    ['Shift-JIS', around(0xbb, 0xb0, 0xca, 0xde, 0xb0)],
    ['EUC-JP', around(...EUC_JP)],
    ['ISO-2022-JP', around(...ISO_2022_JP)],
    ['Windows-1252', around(...ascii('Gr'), 0xfc, 0xdf, ...ascii('e aus K'), 0xf6, ...ascii('ln'))],
  ])('refuses %s by its name', (encoding, bytes) => {
    expect(read(bytes)).toMatchObject({ code: 'encoding', params: { encoding } });
  });

  it.each([
    ['PDF', 'document', [...ascii('%PDF-1.7\n%'), 0xb5, 0xed, 0xae, 0xfb, ...EUC_JP]],
    ['PDF', 'document', ascii('%PDF-1.4\n1 0 obj\n')],
    ['Word 97, Excel 97', 'document', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
    ['Word, Excel', 'document', [...zip(3, 4), ...Array(26).fill(0), ...ascii('[Content_Types].xml')]],
    ['ZIP', 'archive', [...zip(3, 4), ...Array(26).fill(0), ...ascii('metadata.json')]],
    ['ZIP', 'archive', zip(5, 6)],
    ['ZIP', 'archive', zip(7, 8)],
    ['gzip', 'archive', [0x1f, 0x8b, 8, 0]],
    ['bzip2', 'archive', [...ascii('BZh91AY&SY'), 0]],
    ['xz', 'archive', [0xfd, ...ascii('7zXZ'), 0, 0]],
    ['Zstandard', 'archive', [0x28, 0xb5, 0x2f, 0xfd, 4]],
    ['7z', 'archive', [...ascii('7z'), 0xbc, 0xaf, 0x27, 0x1c, 0]],
    ['RAR', 'archive', [...ascii('Rar!'), 0x1a, 7, 1, 0]],
    ['PNG', 'picture', [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a]],
    ['JPEG', 'picture', [0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a]],
    ['GIF', 'picture', ascii('GIF87a')],
    ['GIF', 'picture', ascii('GIF89a')],
    ['BMP', 'picture', [...ascii('BM'), 0x46, 1, 2, 3, 0, 0, 0, 0, 0x36]],
    ['WebP', 'picture', [...ascii('RIFF'), 1, 2, 3, 4, ...ascii('WEBPVP8 ')]],
  ] as const)('says that a file is %s', (format, what, bytes) => {
    expect(read(new Uint8Array(bytes))).toMatchObject({ code: 'file-kind', params: { format, what } });
  });

  it.each([
    ['“%PDF” in a text', '{"a":"%PDF-1.7"}'],
    ['a text that begins like a picture', 'BM is what they call it'],
    ['RIFF that is no picture', 'RIFF1234WAVE'],
  ])('%s is text', (_, text) => {
    expect(read(new TextEncoder().encode(text))).toEqual({ text, mark: null });
  });

  it.each([
    ['with a mark, cut in a character', le(`\ufeff${json}`).slice(0, -1), 'UTF-16 LE', true],
    ['big-endian with a mark, cut in a character', swapped(le(`\ufeff${json}`)).slice(0, -1), 'UTF-16 BE', true],
    ['with half a surrogate pair', le(`\ufeff${json}\ud83d`), 'UTF-16 LE', false],
    ['without a mark, cut in a character', le(json).slice(0, -1), 'UTF-16 LE', true],
    ['big-endian without a mark, cut in a character', swapped(le(json)).slice(0, -1), 'UTF-16 BE', true],
  ] as const)('UTF-16 %s', (_, bytes, encoding, cut) => {
    expect(read(bytes)).toMatchObject({ code: 'encoding-broken', params: { encoding, cut } });
  });

  it.each([
    ['bytes of no encoding', around(0xff, 0x80, 0xff), 'not-utf8'],
    ['the mark of UTF-8 before other bytes', new Uint8Array([0xef, 0xbb, 0xbf, ...around(0xfc)]), 'not-utf8'],
    ['a program', new Uint8Array([0x7f, ...ascii('ELF'), 2, 1, 1, 0, 0xff, 0xfe]), 'not-text'],
  ])('refuses %s', (_, bytes, code) => {
    expect(read(bytes)).toMatchObject({ code });
  });

  it.each([
    ['v01-bom.json', { mark: 'UTF-8' }],
    ['v03-utf16le.json', { mark: 'UTF-16 LE' }],
    ['v05-utf16le-nobom.json', { code: 'encoding', params: { encoding: 'UTF-16 LE' } }],
    ['v06-shift-jis.json', { code: 'encoding', params: { encoding: 'Shift-JIS' } }],
  ])('%s from the field', (name, right) => {
    expect(read(readFileSync(new URL(`fixtures/${name}`, import.meta.url)))).toMatchObject(right);
  });
});
