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
    ['a Zip archive', new Uint8Array([0x50, 0x4b, 3, 4, 0xff, 0xfe, 0, 1]), 'not-text'],
    ['a JPEG', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a]), 'not-text'],
    ['bytes of no encoding', around(0xff, 0x80, 0xff), 'not-utf8'],
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
