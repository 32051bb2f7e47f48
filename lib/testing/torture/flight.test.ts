import { describe, expect, it } from 'vitest';
import { readFlight } from './flight';

const stream = (...rows: readonly string[]): Buffer => Buffer.from(rows.join(''));

describe('the answer of a server action', () => {
  it('is the row that the first one names', () => {
    const read = readFlight(stream('0:{"a":"$@1","f":"","b":"build"}\n', '1:{"ok":true,"value":{"restoreId":"r-1","jobId":null}}\n'));
    expect(read).toEqual({ ok: true, value: { restoreId: 'r-1', jobId: null } });
  });

  it('may have long texts and repeated parts as rows of their own, counted in bytes', () => {
    const long = `復元 ${'x'.repeat(2_000)}\n1:{"not":"a row"}`;
    const row = `2:T${Buffer.byteLength(long).toString(16)},${long}`;
    const answer = '1:{"ok":false,"error":{"code":"$$paid","text":"$2","more":["$3"],"again":"$1:error:more","none":"$undefined"}}\n';
    const read = readFlight(stream(row, '3:{"id":1}\n', '0:{"a":"$@1"}\n', answer));
    expect(read).toEqual({ ok: false, error: { code: '$paid', text: long, more: [{ id: 1 }], again: [{ id: 1 }], none: undefined } });
  });

  it.each([
    ['nothing', ''],
    ['a page instead', '<!DOCTYPE html>'],
    ['an answer that was cut off', '0:{"a":"$@1"}\n1:{"ok":tr'],
    ['a failed action', '0:{"a":"$@1"}\n1:E{"digest":"123"}\n'],
    ['a first row alone', '0:{"a":"$@1"}\n'],
  ])('is not there in %s', (_what, text) => {
    expect(() => readFlight(stream(text))).toThrow();
  });
});
