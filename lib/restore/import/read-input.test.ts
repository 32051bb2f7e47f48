import { describe, expect, it } from 'vitest';
import { metadataFile, startRestoreJobCommand } from '../exports';
import finalMetadata from '../fixtures/article_final_metadata.json';
import answer from '../fixtures/metadata_template.json';
import type { RestoreInput } from './input';
import { readRestoreInput } from './read-input';
import { textValues } from './text-values';

const arn = answer.RecoveryPointArn;
const role = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';
const read = (text: string): RestoreInput => {
  const result = readRestoreInput(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const refused = (text: string) => {
  const result = readRestoreInput(text);
  if (result.ok) throw new Error('was read');
  return result.error;
};
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const oneLine = JSON.stringify(finalMetadata);

describe('JSON', () => {
  it('reads a map as it stands, key order included', () => {
    const input = read(metadataFile(finalMetadata));
    expect(input).toMatchObject({ form: 'map', region: null, recoveryPointArn: null, vault: null });
    expect(metadataFile(input.metadata)).toBe(metadataFile(finalMetadata));
  });

  it('reads the whole answer of get-recovery-point-restore-metadata', () => {
    expect(read(JSON.stringify(answer))).toEqual({
      form: 'answer',
      metadata: answer.RestoreMetadata,
      region: 'ap-northeast-1',
      recoveryPointArn: arn,
      vault: 'aws-backup-vault',
      restoreRoleArn: null,
      copyTags: null,
      ignored: [],
      within: null,
      notes: [],
    });
  });

  it('reads the body of StartRestoreJob', () => {
    const body = { RecoveryPointArn: arn, Metadata: finalMetadata, IamRoleArn: role, CopySourceTagsToRestoredResource: false };
    expect(read(JSON.stringify(body))).toMatchObject({ form: 'request', metadata: finalMetadata, restoreRoleArn: role, copyTags: false });
  });

  it('reads JSON that was printed as a string, and text behind a byte order mark', () => {
    expect(read(JSON.stringify(oneLine)).metadata).toEqual(finalMetadata);
    expect(read(`\ufeff${oneLine}`)).toMatchObject({ metadata: finalMetadata });
    expect(read(`\ufeff${oneLine}`).notes).toEqual([
      { code: 'byte-order-mark', severity: 'warning', at: '', params: { encoding: 'UTF-8' } },
    ]);
    expect(read(oneLine).notes).toEqual([]);
  });

  it('keeps values that are not text for rule J1, and writes them as text when asked', () => {
    const open = { ...finalMetadata, NetworkInterfaces: JSON.parse(finalMetadata.NetworkInterfaces) };
    const { metadata } = read(JSON.stringify(open));
    expect(metadata).toEqual(open);
    expect(textValues(metadata)).toEqual(finalMetadata);
  });

  it('refuses metadata of another kind of resource', () => {
    expect(refused(JSON.stringify({ RestoreMetadata: {}, ResourceType: 'EBS' }))).toMatchObject({
      code: 'not-ec2',
      params: { type: 'EBS' },
    });
  });

  it.each([
    ['{\n  "A": "1",\n}', 'json-trailing-comma', 2, 11],
    ['{"A": ["1",]}', 'json-trailing-comma', 1, 11],
    ['{"A": "1"\n "B": "2"}', 'json-missing-comma', 2, 2],
    ['{"A": "1', 'json-cut-short', 1, 9],
    ['{"A": {"B": 1}', 'json-cut-short', 1, 15],
    ["{'A': '1'}", 'json-single-quotes', 1, 2],
    ['{“A”: 1”}', 'json-curly-quotes', 1, 2],
    ['{"A": "1"} // note', 'json-after-end', 1, 12],
    ['{ // note\n"A": "1"}', 'json-comment', 1, 3],
    ['{"A": "1\n2"}', 'json-control', 1, 9],
    ['{"A": "\\q"}', 'json-escape', 1, 8],
    ['{"A":\u2028"1"}', 'json-space', 1, 6],
    ['{A: "1"}', 'json-key', 1, 2],
    ['{"A": True}', 'json-unexpected', 1, 7],
    [`${'['.repeat(70)}${']'.repeat(70)}`, 'json-too-deep', 1, 65],
  ])('%j is told as %s at its place', (text, code, line, column) => {
    expect(refused(text)).toMatchObject({ code, at: { line, column } });
  });

  it.each([
    ['', 'empty'],
    [' \n\t', 'empty'],
    ['[]', 'not-an-object'],
    ['"text"', 'not-an-object'],
    ['null', 'not-an-object'],
    [' -1.5e3 ', 'not-an-object'],
    ['hello', 'not-recognised'],
  ])('text %# is refused', (text, code) => {
    expect(refused(text).code).toBe(code);
  });

  it.each([
    ['a text that is no JSON', 'x'.repeat(1_000_001), 1_000_000],
    ['JSON', ' '.repeat(20_000_001), 20_000_000],
  ])('is refused above its limit, which is named: %s', (_, text, limit) => {
    expect(refused(text)).toMatchObject({ code: 'too-large', params: { limit } });
  });
});

describe('a command', () => {
  const all = { region: 'ap-northeast-1', recoveryPointArn: arn, restoreRoleArn: role, copyTags: true };

  it('that the console exported asks for the file, and with it gives the identical file again', () => {
    const command = startRestoreJobCommand(all);
    expect(refused(command)).toMatchObject({ code: 'metadata-file', params: { file: 'metadata.json' }, command: all });
    const file = metadataFile(finalMetadata);
    for (const text of [`${command}\n\n${file}`, `${file}\n${command}\n`]) {
      const input = read(text);
      expect(input).toMatchObject({ ...all, form: 'command' });
      expect(metadataFile(input.metadata)).toBe(file);
    }
  });

  it.each([
    ['single quotes', `aws backup start-restore-job --recovery-point-arn ${arn} --metadata ${quoted(oneLine)}`],
    ['double quotes', `aws backup start-restore-job --metadata=${JSON.stringify(oneLine)} --recovery-point-arn="${arn}"`],
    ['lines that go on', `aws backup start-restore-job \\\n --recovery-point-arn ${arn} \\\r\n --metadata ${quoted(oneLine)} \\\n`],
    ['a space behind the backslash', `aws backup start-restore-job \\ \n --recovery-point-arn ${arn} --metadata ${quoted(oneLine)}`],
    ['PowerShell', `aws backup start-restore-job \`\n --recovery-point-arn ${arn} --metadata '${JSON.stringify(oneLine).slice(1, -1)}'`],
    ['cmd', `aws backup start-restore-job ^\r\n --recovery-point-arn ${arn} --metadata ${JSON.stringify(oneLine)}`],
    [
      'a prompt, a variable and a pipe',
      `$ AWS_PROFILE=ops /usr/bin/aws backup start-restore-job --recovery-point-arn ${arn} --metadata ${quoted(oneLine)} | jq .`,
    ],
    [
      'a script around it',
      `#!/bin/sh\nset -e; cd /tmp\naws backup start-restore-job --recovery-point-arn ${arn} --metadata ${quoted(oneLine)} > job.json`,
    ],
    [
      '--cli-input-json',
      `aws backup start-restore-job --cli-input-json ${quoted(JSON.stringify({ RecoveryPointArn: arn, Metadata: finalMetadata }))}`,
    ],
  ])('in %s', (_, text) => {
    const input = read(text);
    expect(input.metadata).toEqual(finalMetadata);
    expect(input).toMatchObject({ form: 'command', recoveryPointArn: arn, region: 'ap-northeast-1' });
  });

  it('in shorthand', () => {
    const text = `aws backup start-restore-job --metadata 'InstanceType=t3.micro,SubnetId=subnet-1,KeyName="a, b",aws:backup:request-id=r'`;
    expect(read(text).metadata).toEqual({ InstanceType: 't3.micro', SubnetId: 'subnet-1', KeyName: 'a, b', 'aws:backup:request-id': 'r' });
  });

  it('says which options it leaves aside, and takes the last of two', () => {
    const text = `aws --profile ops backup start-restore-job --region a --region b --no-copy-source-tags-to-restored-resource --debug --metadata '{}'`;
    expect(read(text)).toMatchObject({ region: 'b', copyTags: false, ignored: ['--profile', '--debug'] });
  });

  it.each([
    ['aws backup start-restore-job --metadata "$METADATA"', 'shell-value', 41],
    ['aws backup start-restore-job --metadata "$(make metadata)"', 'shell-value', 41],
    ['aws backup start-restore-job --metadata \'{"A": "1",}\'', 'json-trailing-comma', 50],
    ["aws backup start-restore-job --metadata '{", 'open-quote', 40],
    ['aws backup start-restore-job --metadata', 'option-without-value', 29],
    ['aws backup start-restore-job --metadata a=1,b', 'shorthand', 44],
    ['aws backup start-restore-job --metadata a=[1]', 'shorthand', 42],
  ])('%s is told as %s at its place', (text, code, offset) => {
    expect(refused(text)).toMatchObject({ code, at: { offset, line: 1, column: offset + 1 } });
  });

  it.each([
    ['aws backup start-restore-job --region r', { code: 'no-metadata' }],
    [
      'aws backup get-recovery-point-restore-metadata --x y',
      { code: 'other-command', params: { command: 'aws backup get-recovery-point-restore-metadata' } },
    ],
    ["aws backup start-restore-job --resource-type RDS --metadata '{}'", { code: 'not-ec2' }],
    ['aws backup start-restore-job --cli-input-json file://all.json', { code: 'metadata-file', params: { file: 'all.json' } }],
  ])('%s is %j', (text, problem) => {
    expect(refused(text)).toMatchObject(problem);
  });
});
