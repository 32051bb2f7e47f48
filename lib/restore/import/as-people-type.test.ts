import { describe, expect, it } from 'vitest';
import { metadataFile } from '../exports';
import finalMetadata from '../fixtures/article_final_metadata.json';
import template from '../fixtures/metadata_template.json';
import { notesOn } from './file-context';
import type { RestoreInput } from './input';
import { readRestoreInput } from './read-input';

const arn = template.RecoveryPointArn;
const role = 'arn:aws:iam::123456789012:role/restore';
const oneLine = JSON.stringify(finalMetadata);
const file = metadataFile(finalMetadata);
const start = `aws backup start-restore-job --recovery-point-arn ${arn}`;
const command = `${start} --metadata '${oneLine}'`;
const withFile = `${start} --metadata file://metadata.json`;
const body = { RecoveryPointArn: arn, Metadata: finalMetadata, IamRoleArn: role, ResourceType: 'EC2' };

const read = (value: unknown): RestoreInput => {
  const result = readRestoreInput(typeof value === 'string' ? value : JSON.stringify(value, null, 1));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const refused = (value: unknown) => {
  const result = readRestoreInput(typeof value === 'string' ? value : JSON.stringify(value, null, 1));
  if (result.ok) throw new Error(`was read: ${JSON.stringify(result.value)}`);
  return result.error;
};

describe('a command as it was typed', () => {
  it.each([
    ['a prompt with nothing but a folder', `[~]$ ${command}`],
    ['a prompt with the time', `[12:00:01] ec2-user:~ $ ${command}`],
    ['a prompt with two words', `[AWS prod] $ ${command}`],
    ['a prompt of macOS', `MacBook:~ taro$ ${command}`],
    ['a prompt of two lines', `┌──(kali㉿kali)-[~]\n└─$ ${command}`],
    ['a guillemet', `» ${command}`],
    ['a root prompt with a time', `19:22:01 root@host # ${command}`],
    ['a function', `function restore() {\n  ${command}\n}\nrestore`],
    ['a function with a variable of its own', `restore() {\n  local x=1\n  ${command}\n}`],
    ['a group', `{ ${command}; } 2>&1 | tail -1`],
    ['sudo tee', `sudo tee /tmp/metadata.json > /dev/null <<'EOF'\n${file}EOF\n${start} --metadata file:///tmp/metadata.json`],
    ['read from a heredoc', `read -r -d '' METADATA <<'EOF'\n${file}EOF\n${start} --metadata "$METADATA"`],
    ['a here-string', `${start} --metadata file:///dev/stdin <<< '${oneLine}'`],
    ['PowerShell: a file in a variable', `$meta = Get-Content ./metadata.json -Raw\n${start} --metadata $meta\n\n${file}`],
    ['PowerShell: a here-string with backticks', `$json = @"\n${oneLine.replaceAll('"', '`"')}\n"@\n${start} --metadata $json`],
    ['PowerShell: no more parsing', `aws --% backup start-restore-job --recovery-point-arn ${arn} --metadata ${JSON.stringify(oneLine)}`],
    ['PowerShell: .NET', `[System.IO.File]::WriteAllText("metadata.json", '${oneLine}')\n${withFile}`],
    ['cmd: echo', `echo ${oneLine} > metadata.json\r\n${withFile}`],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ form: 'command', metadata: finalMetadata, recoveryPointArn: arn, notes: [] });
  });

  it('a path in a variable of cmd keeps its backslashes', () => {
    expect(refused(`set META=file://C:\\restore\\new.json\r\n${start} --metadata %META%`)).toMatchObject({
      code: 'metadata-file',
      params: { file: 'C:\\restore\\new.json' },
    });
  });

  it('what PowerShell makes of an object is not known', () => {
    expect(refused(`${start} --metadata ($map | ConvertTo-Json -Compress)`)).toMatchObject({
      code: 'shell-value',
      params: { text: '$($map | ConvertTo-Json -Compress)' },
    });
  });

  it.each([
    ['double primes', command.replaceAll('"', '″'), '″'],
    ['primes', command.replaceAll("'", '′'), '′'],
    ['full-width punctuation', oneLine.replaceAll(',"', '，"').replaceAll('":', '"：'), '： ，'],
    ['full-width brackets', `｛${oneLine.slice(1, -1)}｝`, '｛ ｝'],
    ['spaces without a width', file.replaceAll('\n  ', '\n\u200b'), 'U+200B'],
  ])('%s are read as plain ones, and said', (_, text, characters) => {
    const input = read(text);
    expect(input.metadata).toEqual(finalMetadata);
    expect(input.notes).toEqual([{ code: 'typographic', severity: 'error', at: '', params: { characters } }]);
  });

  it.each(['{code:bash}\nTEXT\n{code}', '{noformat}\nTEXT\n{noformat}', '[source,bash]\n----\nTEXT\n----'])('inside %j', (around) => {
    expect(read(around.replace('TEXT', command))).toMatchObject({ form: 'command', metadata: finalMetadata });
  });
});

describe('placeholders', () => {
  it.each([
    '＜復旧ポイントARN＞',
    '「復旧ポイントARN」',
    '【ARN】',
    '__RECOVERY_POINT_ARN__',
    '@@ARN@@',
    'RECOVERY_POINT_ARN',
    '#{arn}',
    '...',
    '…',
  ])('%s', (text) => {
    const input = read(`aws backup start-restore-job --recovery-point-arn "${text}" --metadata '${oneLine}'`);
    expect(input).toMatchObject({
      recoveryPointArn: null,
      notes: [{ code: 'placeholder', severity: 'error', params: { where: '--recovery-point-arn', text } }],
    });
  });

  it.each([
    [`$\{SubnetId}`, `$\{SubnetId}`],
    ['#{subnet}', '#{subnet}'],
    ['!Ref Subnet', '!Ref Subnet'],
    ['&lt;SUBNET&gt;', '&lt;SUBNET&gt;'],
    ['SUBNET_ID', 'SUBNET_ID'],
    ['subnet-', 'subnet-'],
    ['subnet-id', 'subnet-id'],
    ['subnet-0123456789EXAMPLE', 'subnet-0123456789EXAMPLE'],
    ['（サブネット）', '（サブネット）'],
  ])('%s in metadata', (value, text) => {
    const input = read({ InstanceType: 't3.micro', SubnetId: value });
    expect(notesOn(input.metadata, input)).toEqual([
      { code: 'placeholder', severity: 'error', at: '/SubnetId', params: { where: 'SubnetId', text } },
    ]);
  });

  it.each(['subnet-0bdb9444b6747e0d6', 'my-idea', 'PROD', 'subnet-identity'])('%s is none', (value) => {
    const input = read({ InstanceType: 't3.micro', KeyName: value });
    expect(notesOn(input.metadata, input)).toEqual([]);
  });

  it.each([
    [
      '--recovery-point-arn',
      `aws backup start-restore-job --recovery-point-arn ami-084ddc30cf536ac1e --metadata '${oneLine}'`,
      'ami-084ddc30cf536ac1e',
    ],
    ['--iam-role-arn', `${start} --iam-role-arn AWSBackupDefaultServiceRole --metadata '${oneLine}'`, 'AWSBackupDefaultServiceRole'],
    ['RecoveryPointArn', { ...body, RecoveryPointArn: 'ami-084ddc30cf536ac1e' }, 'ami-084ddc30cf536ac1e'],
    ['IamRoleArn', { ...body, IamRoleArn: 'restore' }, 'restore'],
  ])('%s that is no ARN is said', (where, value, text) => {
    expect(read(value).notes).toEqual([{ code: 'not-an-arn', severity: 'error', at: '', params: { where, text } }]);
  });

  it('a placeholder beside metadata is said, an ARN is not', () => {
    expect(read({ ...body, IamRoleArn: '<ROLE>' }).notes).toMatchObject([
      { code: 'placeholder', params: { where: 'IamRoleArn', text: '<ROLE>' } },
    ]);
    expect(read(body).notes).toEqual([]);
  });
});

describe('a map in other containers', () => {
  const pairs = Object.entries(finalMetadata);
  it.each<[string, unknown]>([
    ['keys and values', { ...body, Metadata: pairs.map(([Key, Value]) => ({ Key, Value })) }],
    ['names and values', { ...body, Metadata: pairs.map(([name, value]) => ({ name, value })) }],
    ['an item of DynamoDB', { Metadata: { M: Object.fromEntries(pairs.map(([key, value]) => [key, { S: value }])) } }],
    ['a custom resource', { RequestType: 'Create', ResourceProperties: body }],
    ['a request of API Gateway', { httpMethod: 'POST', body: JSON.stringify(body) }],
    ['a collection of Postman', { item: [{ request: { body: { mode: 'raw', raw: JSON.stringify(body) } } }] }],
    ['a request over HTTP', `PUT /restore-jobs HTTP/1.1\nHost: backup.amazonaws.com\n\n${JSON.stringify(body)}`],
    ['a line of the debug log', `DEBUG - Making request with params: {'method': 'PUT', 'body': b'${JSON.stringify(body)}'}`],
    ['JSON lines', `{"msg":"hi"}\n${JSON.stringify({ request: body })}\n`],
  ])('%s', (_, value) => {
    expect(read(value)).toMatchObject({ form: 'request', metadata: finalMetadata });
  });

  it('a list of keys and values alone is a map', () => {
    expect(read(pairs.map(([key, value]) => ({ key, value })))).toMatchObject({ form: 'map', metadata: finalMetadata });
  });
});

describe('what is none', () => {
  it.each<[string, unknown, object]>([
    [
      'describe-recovery-point in short',
      { RecoveryPointArn: arn, BackupVaultName: 'v' },
      { code: 'is-recovery-point', params: { arn, vault: 'v' } },
    ],
    [
      'a CloudTrail record of a refused start',
      {
        eventSource: 'backup.amazonaws.com',
        eventName: 'StartRestoreJob',
        errorCode: 'AccessDenied',
        errorMessage: 'User: arn:aws:iam::1:user/u is not authorized to perform: backup:StartRestoreJob',
      },
      { code: 'is-aws-error', params: { error: 'AccessDenied' }, failure: expect.stringContaining('not authorized') },
    ],
    [
      'an instance of AWS Config',
      { configurationItem: { resourceType: 'AWS::EC2::Instance', configuration: { instanceType: 't3.micro', subnetId: 'subnet-1' } } },
      { code: 'is-facts', params: { call: 'ec2 describe-instances' } },
    ],
    [
      'create-network-interface',
      { NetworkInterface: { NetworkInterfaceId: 'eni-1' } },
      { code: 'is-facts', params: { call: 'ec2 describe-network-interfaces' } },
    ],
    ['metadata of S3', { DestinationBucketName: 'b', EncryptionType: 'SSE-S3' }, { code: 'not-ec2', params: { type: 'S3' } }],
    ['metadata of a virtual machine', { VMName: 'x', VMPath: '/x' }, { code: 'not-ec2', params: { type: 'VirtualMachine' } }],
    ['YAML in one line', 'Metadata: {InstanceType: t3.micro, SubnetId: subnet-1}', { code: 'yaml' }],
    ['a stream of YAML', '--- \nRestoreMetadata:\n  InstanceType: t3.micro\n', { code: 'yaml-answer' }],
    ['JSON from its middle', file.slice(1), { code: 'json-no-start' }],
    ['how PowerShell shows an object', 'InstanceType : t3.micro\nSubnetId     : subnet-1\n', { code: 'powershell-output' }],
    ['a hash table of PowerShell', "@{ InstanceType = 't3.micro' }", { code: 'source-code', params: { language: 'PowerShell' } }],
    ['a dictionary of Python', 'metadata = {\n  "InstanceType": "t3.micro",\n}', { code: 'source-code', params: { language: 'Python' } }],
    ['PHP', "<?php $client->startRestoreJob(['Metadata' => []]);", { code: 'source-code', params: { language: 'PHP' } }],
    ['CDK', "new backup.CfnRestoreTestingSelection(this, 'x', {});", { code: 'source-code', params: { language: 'JavaScript' } }],
    ['XML', '<Metadata><InstanceType>t3.micro</InstanceType></Metadata>', { code: 'is-markup' }],
    ['an instance', 'i-0123456789abcdef0', { code: 'is-arn', params: { arn: 'i-0123456789abcdef0' } }],
    [
      'an error of the AWS CLI itself',
      "Error parsing parameter '--metadata': Invalid JSON: Expecting ',' delimiter: line 1 column 20 (char 19)\nJSON received: {",
      { code: 'is-cli-error', params: { message: expect.stringContaining('Expecting') } },
    ],
    [
      'its usage',
      'usage: aws [options] <command>\naws: error: the following arguments are required: --metadata',
      { code: 'is-cli-error', params: { message: 'aws: error: the following arguments are required: --metadata' } },
    ],
    ['a bracketed heading', '[metadata]\nInstanceType = "t3.micro"', { code: 'not-recognised' }],
  ])('%s', (_, value, right) => {
    expect(refused(value)).toMatchObject(right);
  });

  it('a request that cannot be read is no failure of a job, whatever words it holds', () => {
    expect(refused(`$params = @('start-restore-job','--metadata','${oneLine}')`).failure).toBeNull();
  });
});
