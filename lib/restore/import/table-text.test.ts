import { describe, expect, it } from 'vitest';
import metadata from '../fixtures/article_final_metadata.json';
import template from '../fixtures/metadata_template.json';
import { readRestoreInput } from './read-input';
import { tableRows } from './table-text';

const arn = template.RecoveryPointArn;
const other = arn.replace(/.$/, '0');
const read = (text: string) => {
  const result = readRestoreInput(text);
  return result.ok ? result.value : result.error;
};

describe('tableRows', () => {
  it.each<[string, string, unknown]>([
    [
      'plain cells',
      'a,b\n1,2\n3,\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '' },
      ],
    ],
    ['lines that end as on Windows', 'a,b\r\n1,2\r\n', [{ a: '1', b: '2' }]],
    ['no line break at the end', 'a,b\n1,2', [{ a: '1', b: '2' }]],
    ['cells in quotes', '"a","b c"\n"1,\n2","say ""hi"""\n', [{ a: '1,\n2', 'b c': 'say "hi"' }]],
    ['an empty cell in quotes', 'a,b\n"",x\n', [{ a: '', b: 'x' }]],
    ['JSON in a cell', 'a,b\n1,"{""c"":[1,""x""]}"\n', [{ a: '1', b: { c: [1, 'x'] } }]],
    ['tabs', 'a\tb\n1\t{"c":"x, y"}\n', [{ a: '1', b: { c: 'x, y' } }]],
    ['tabs and an empty cell at the end', 'a\tb\n1\t\n', [{ a: '1', b: '' }]],
    ['an empty line', 'a,b\n1,2\n\n', [{ a: '1', b: '2' }]],
    ['names of Logs Insights', '@timestamp,@message\n1,x\n', [{ '@timestamp': '1', '@message': 'x' }]],
  ])('reads %s', (_, text, rows) => {
    expect(tableRows(text)).toEqual(rows);
  });

  it.each([
    ['nothing', ''],
    ['one column', 'a\n1\n'],
    ['names alone', 'a,b\n'],
    ['a line with more cells', 'a,b\n1,2,3\n'],
    ['a line with fewer cells', 'a,b\n1\n'],
    ['a quote that is never closed', 'a,b\n1,"2\n'],
    ['text behind a quote', 'a,b\n1,"2"x\n'],
    ['names that are none', '{"a":1,"b":2}\n{"a":1,"b":2}\n'],
    ['a name that is empty', 'a,\n1,2\n'],
    ['a return within a line', 'a,b\n1\r,2\n'],
  ])('takes %s for no table', (_, text) => {
    expect(tableRows(text)).toBeNull();
  });
});

/** As Athena writes its results: every cell in quotes. */
const csv = (...rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('');
const HEAD = ['eventtime', 'eventsource', 'eventname', 'errorcode', 'errormessage', 'requestparameters', 'responseelements'];
const started = (pointArn: string, more: object = { metadata }): readonly string[] => [
  '2026-11-01T09:00:00Z',
  'backup.amazonaws.com',
  'StartRestoreJob',
  '',
  '',
  JSON.stringify({ recoveryPointArn: pointArn, ...more }),
  JSON.stringify({ restoreJobId: 'JOB-1' }),
];

describe('a table of CloudTrail', () => {
  it('from Athena gives the restore that it records', () => {
    expect(read(csv(HEAD, started(arn)))).toMatchObject({ metadata, recoveryPointArn: arn, within: 'cloudtrail', form: 'request' });
  });

  it('that was copied, separated by tabs', () => {
    const text = [HEAD, started(arn)].map((row) => row.join('\t')).join('\n');
    expect(read(`\n${text}`)).toMatchObject({ metadata, recoveryPointArn: arn, within: 'cloudtrail' });
  });

  it('of several restores gives the choice', () => {
    expect(read(csv(HEAD, started(arn), started(other)))).toMatchObject({
      code: 'several',
      params: { count: 2, list: `1: ${arn}; 2: ${other}` },
    });
  });

  it('with the restore among other calls', () => {
    const listed = [
      '2026-11-01T08:00:00Z',
      'backup.amazonaws.com',
      'ListRecoveryPointsByBackupVault',
      '',
      '',
      '{"backupVaultName":"Default"}',
      '',
    ];
    expect(read(csv(HEAD, listed, started(arn)))).toMatchObject({ metadata, recoveryPointArn: arn });
    expect(read(csv(HEAD, listed))).toMatchObject({ code: 'is-trail', params: { call: 'ListRecoveryPointsByBackupVault' } });
  });

  it('in which the metadata is hidden', () => {
    const hidden = started(arn, { metadata: 'HIDDEN_DUE_TO_SECURITY_REASONS' });
    expect(read(csv(HEAD, hidden))).toMatchObject({ code: 'hidden-metadata', params: { id: 'JOB-1' } });
  });

  it('as Logs Insights exports it: whole records as messages', () => {
    const record = {
      eventSource: 'backup.amazonaws.com',
      eventName: 'StartRestoreJob',
      requestParameters: { recoveryPointArn: arn, metadata },
    };
    expect(read(csv(['@timestamp', '@message'], ['2026-11-01 09:00:00.000', JSON.stringify(record)]))).toMatchObject({
      metadata,
      within: 'cloudtrail',
    });
  });
});

it('a table of something else is told like any other text', () => {
  expect(read('name,age\nkimura,40\n')).toMatchObject({ code: 'not-recognised' });
});

describe('JSON in base64', () => {
  const body = { RecoveryPointArn: arn, Metadata: metadata };
  const base64 = (value: unknown, indent = 0): string => Buffer.from(JSON.stringify(value, null, indent)).toString('base64');

  it.each<[string, unknown, object]>([
    [
      'a body that a browser recorded',
      { log: { entries: [{ request: { postData: { encoding: 'base64', text: base64(body) } } }] } },
      { within: 'har' },
    ],
    [
      'an answer that a browser recorded',
      { log: { entries: [{ response: { content: { encoding: 'base64', text: base64(body, 2) } } }] } },
      { within: 'har' },
    ],
    ['an event of API Gateway', { body: base64(body), isBase64Encoded: true }, { within: 'other' }],
    ['a record of Kinesis', { Records: [{ kinesis: { data: base64([body]) } }] }, { within: 'other' }],
    [
      'in the form for addresses of pages',
      { token: Buffer.from(JSON.stringify({ ...body, note: '>>>???' })).toString('base64url') },
      { within: 'other' },
    ],
  ])('%s is looked into', (_, value, right) => {
    expect(read(JSON.stringify(value))).toMatchObject({ metadata, recoveryPointArn: arn, ...right });
  });

  it.each([
    ['cut short', base64(body).slice(0, -9)],
    ['of bytes that are no text', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]).toString('base64')],
    ['with a length that no base64 has', 'eyJhI'],
    ['of JSON that is no object', Buffer.from('"a"').toString('base64')],
  ])('%s is a text like any other', (_, text) => {
    expect(read(JSON.stringify({ body: text }))).toMatchObject({ code: 'unknown-object', params: { keys: 'body' } });
  });
});
