import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metadataFile } from '../exports';
import finalMetadata from '../fixtures/article_final_metadata.json';
import template from '../fixtures/metadata_template.json';
import { decodeText } from './decode';
import { notesOn } from './file-context';
import type { RestoreInput } from './input';
import { readRestoreInput } from './read-input';

const arn = template.RecoveryPointArn;
const oneLine = JSON.stringify(finalMetadata);
const file = metadataFile(finalMetadata);
const start = `aws backup start-restore-job --recovery-point-arn ${arn}`;
/** The command with its metadata in single quotes, which no file of ours has inside. */
const command = `${start} --metadata '${oneLine}'`;
const withFile = `${start} --metadata file://metadata.json`;

const read = (text: string): RestoreInput => {
  const result = readRestoreInput(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const refused = (text: string) => {
  const result = readRestoreInput(text);
  if (result.ok) throw new Error(`was read: ${JSON.stringify(result.value)}`);
  return result.error;
};
const fixture = (name: string): string => {
  const decoded = decodeText(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
  if (!decoded.ok) throw new Error(decoded.error.code);
  return decoded.value.text;
};

describe('what stands before a command', () => {
  it.each([
    '[ec2-user@ip-10-0-0-1 ~]$ ',
    '[root@backup restore]# ',
    '[cloudshell-user@ip-10-2-3-4 ~]$ ',
    'ubuntu@host:~$ ',
    'ubuntu@host:~/restore$ ',
    'root@host:/etc# ',
    'taro@MacBook-Pro ~ % ',
    'taro@PC MINGW64 ~/restore (main)\n$ ',
    '(venv) ubuntu@host:~$ ',
    '(base) [ec2-user@ip-10-0-0-1 ~]$ ',
    '~ $ ',
    '~/restore $ ',
    'bash-4.2$ ',
    'sh-5.2# ',
    '$ ',
    '% ',
    '# ',
    '+ ',
    '> ',
    '❯ ',
    '➜  restore git:(main) ✗ ',
    'PS C:\\> ',
    'PS C:\\Users\\taro> ',
    'PS /home/taro> ',
    'PS> ',
    'C:\\>',
    'C:\\Users\\taro\\Documents>',
    'prod-host> ',
    'sudo ',
    'sudo -u backup ',
    'time ',
    'env AWS_PROFILE=ops AWS_REGION=ap-northeast-1 ',
    'AWS_PROFILE=ops ',
    'nohup ',
    'timeout 60 ',
    'aws-vault exec prod -- ',
    'saml2aws exec -a prod -- ',
    'op run -- ',
    'if true; then ',
    'cd /tmp && ',
    'set -euo pipefail; ',
    'In [3]: !',
    '0 3 * * * ',
    'RUN ',
    'JOB=$(',
    'JOB="$(',
    'JOB_ID=`',
    '$job = ',
    '$job = (',
    'export JOB=$(',
    'echo "started" && ',
  ])('%j', (before) => {
    const after = before.endsWith('$(')
      ? ')'
      : before.endsWith('"$(')
        ? ')"'
        : before.endsWith('`')
          ? '`'
          : before.endsWith('(')
            ? ')'
            : '';
    const input = read(before + command + (before.includes('"$(') ? ')"' : after));
    expect(input).toMatchObject({ form: 'command', metadata: finalMetadata, recoveryPointArn: arn, notes: [] });
  });

  it.each([
    ['docker', `docker run --rm -it -v ~/.aws:/root/.aws amazon/aws-cli${command.slice(3)}`],
    ['docker with a tag', `docker run --rm public.ecr.aws/aws-cli/aws-cli:2.15.0${command.slice(3)}`],
    ['podman', `podman run docker.io/amazon/aws-cli:latest${command.slice(3)}`],
    ['a path', `/usr/local/bin/${command}`],
    ['Windows', `aws.exe${command.slice(3)}`],
    ['a Windows path in quotes', `& "C:\\Program Files\\Amazon\\AWSCLIV2\\aws.exe"${command.slice(3)}`],
    ['localstack', `awslocal${command.slice(3)}`],
    ['bash -c', `bash -c "${command.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`],
    ['options before the service', `aws --profile ops --region ap-northeast-1${command.slice(3)}`],
  ])('%s', (_, text) => {
    expect(read(text)).toMatchObject({ form: 'command', metadata: finalMetadata, recoveryPointArn: arn });
  });
});

describe('what stands around a command', () => {
  const heredoc = `cat > metadata.json <<'EOF'\n${file}EOF\n`;
  it.each([
    [
      'other commands before it',
      `aws sts get-caller-identity\nset -e\naws backup get-recovery-point-restore-metadata --x y > t.json\n${command}`,
    ],
    ['its answer below', `${command}\n{\n  "RestoreJobId": "J1",\n  "CreationDate": "2026-11-01T10:00:00+09:00"\n}`],
    ['a prompt before and one after', `[ec2-user@ip ~]$ ${command}\n[ec2-user@ip ~]$ `],
    ['a heredoc before it', `${heredoc}${withFile}`],
    ['a heredoc before it, its output last', `cat <<EOF > metadata.json\n${file.replaceAll('\\', '\\\\')}EOF\n${withFile}`],
    ['an indented heredoc', `cat <<-'END' > ./metadata.json\n${file.replace(/^/gm, '\t')}\n\tEND\n${withFile}`],
    ['a heredoc into tee', `tee metadata.json <<'EOF'\n${file}EOF\n${withFile}`],
    ['a heredoc through a pipe', `cat <<'EOF' | tee metadata.json\n${file}EOF\n${withFile}`],
    ['a heredoc behind it', `${start} --metadata file:///dev/stdin <<'EOF'\n${file}EOF\n`],
    ['a heredoc inside its value', `${start} --metadata "$(cat <<'EOF'\n${file}EOF\n)"`],
    ['echo', `echo '${oneLine}' > metadata.json\n${withFile}`],
    ['printf', `printf '%s' '${oneLine}' > /tmp/metadata.json\n${start} --metadata file:///tmp/metadata.json`],
    ['a file that is shown first', `$ cat metadata.json\n${file}$ ${withFile}`],
    ['a file among others', `cat tags.json\n{"InstanceType": "t3.large"}\ncat metadata.json\n${file}\n${withFile}`],
    ['$(cat …)', `${start} --metadata "$(cat metadata.json)"\n\n${file}`],
    ['$(<…)', `${start} --metadata "$(<metadata.json)"\n\n${file}`],
    [
      '$(jq …) of an answer',
      `${start} --metadata "$(jq -c .RestoreMetadata template.json)"\n\n${JSON.stringify({ ...template, RestoreMetadata: finalMetadata })}`,
    ],
    ['a file in a variable', `METADATA=$(cat metadata.json)\n${start} --metadata "$METADATA"\n\n${file}`],
    ['$(jq …)', `${start} --metadata "$(jq -c . metadata.json)"\n\n${file}`],
    ['a variable', `METADATA='${oneLine}'\nARN=${arn}\naws backup start-restore-job --recovery-point-arn "$ARN" --metadata "\${METADATA}"`],
    ['an exported variable', `export METADATA='${oneLine}'\n${start} --metadata "$METADATA"`],
    ['a heredoc in a variable', `METADATA=$(cat <<'EOF'\n${file}EOF\n)\n${start} --metadata "$METADATA"`],
    ['the words of a manual', `Here's what we do:\n\n  ${command}\n\nIt's done when the job is COMPLETED.`],
  ])('%s', (_, text) => {
    const input = read(text);
    expect(input).toMatchObject({ form: 'command', recoveryPointArn: arn, notes: [] });
    expect(metadataFile(input.metadata)).toBe(file);
  });

  it.each([
    ['PowerShell: a here-string into a file', `@'\n${file}'@ | Out-File -Encoding ascii metadata.json\n${withFile}`],
    ['PowerShell: a here-string in a variable', `$metadata = @'\n${oneLine}\n'@\n${start} --metadata $metadata`],
    ['PowerShell: a value in a variable', `$metadata = '${oneLine}'\r\n${start} --metadata $metadata`],
    ['PowerShell: the content of a file', `${start} --metadata (Get-Content metadata.json -Raw)\n\n${file}`],
    ['PowerShell: doubled quotes', `${start} --metadata "${oneLine.replaceAll('"', '""')}"`],
    ['PowerShell: backticks', `${start} --metadata "${oneLine.replaceAll('"', '`"')}"`],
    ['PowerShell: doubled single quotes', `${start} --metadata '${oneLine}' --iam-role-arn 'it''s'`],
    [
      'PowerShell: lines that go on',
      `PS C:\\> aws backup start-restore-job \`\n>>   --recovery-point-arn ${arn} \`\n>>   --metadata '${oneLine}'`,
    ],
    ['cmd: escaped quotes', `C:\\>${start} ^\r\n  --metadata ${JSON.stringify(oneLine)}`],
    ['cmd: a variable', `set ARN=${arn}\r\naws backup start-restore-job --recovery-point-arn %ARN% --metadata ${JSON.stringify(oneLine)}`],
    [
      'bash: lines that go on behind a prompt',
      `[ec2-user@ip ~]$ aws backup start-restore-job \\\n> --recovery-point-arn ${arn} \\\n> --metadata '${oneLine}'`,
    ],
    ['a yen sign at the end of the line', `aws backup start-restore-job ¥\n  --recovery-point-arn ${arn} ¥\n  --metadata '${oneLine}'`],
    [
      'Markdown',
      `# Restore\n\nRun this:\n\n\`\`\`bash\n${withFile}\n\`\`\`\n\nwith metadata.json:\n\n\`\`\`json\n${file}\`\`\`\n\nDon't forget the role.\n`,
    ],
    ['Markdown on one line', `\`\`\`${command}\`\`\``],
    ['tildes', `~~~sh\n${command}\n~~~`],
    ['only the closing fence', `${command}\n\`\`\`\n`],
  ])('%s', (_, text) => {
    const input = read(text);
    expect(input).toMatchObject({ form: 'command', recoveryPointArn: arn });
    expect(metadataFile(input.metadata)).toBe(file);
  });

  it('a command that only asks for metadata, with the answer below', () => {
    const text = `$ aws backup get-recovery-point-restore-metadata --backup-vault-name v --recovery-point-arn ${arn}\n${JSON.stringify(template, null, 4)}\n$`;
    expect(read(text)).toMatchObject({ form: 'answer', metadata: template.RestoreMetadata, recoveryPointArn: arn });
  });
});

describe('typography', () => {
  const curly = (text: string): string => text.replaceAll('"', '“').replaceAll("'", '’');
  it.each([
    ['quotes', curly(command), ['“', '’']],
    ['quotes in a file', curly(file), ['“']],
    ['dashes', command.replaceAll('--', '—'), ['—']],
    ['a short dash before a long one', command.replaceAll('--', '–-'), ['–']],
    ['spaces', command.replaceAll(' --', '\u00a0--'), ['U+00A0']],
    ['spaces in a file', file.replaceAll('  ', '\u3000'), ['U+3000']],
  ])('%s are read as plain ones, and said', (_, text, characters) => {
    const input = read(text);
    expect(metadataFile(input.metadata)).toBe(file);
    expect(input.notes).toMatchObject([{ code: 'typographic', severity: 'error' }]);
    for (const each of characters) expect(String(input.notes[0]?.params.characters)).toContain(each);
  });

  it('a quote of that kind inside a text is left alone', () => {
    const map = { ...finalMetadata, KeyName: '“my” key’s' };
    expect(read(metadataFile(map))).toMatchObject({ metadata: map, notes: [] });
    expect(read(`${start} --metadata '${JSON.stringify(map)}'`)).toMatchObject({ metadata: map, notes: [] });
  });
});

describe('file:// names are kept whole', () => {
  it.each([
    ['file://C:\\temp\\metadata.json', 'C:\\temp\\metadata.json'],
    ['"file://C:\\temp\\metadata.json"', 'C:\\temp\\metadata.json'],
    ['file://\\\\server\\share\\metadata.json', '\\\\server\\share\\metadata.json'],
    ['file://.\\new\\metadata.json', '.\\new\\metadata.json'],
    ['file://~/restore/metadata.json', '~/restore/metadata.json'],
    ['file://my\\ file.json', 'my file.json'],
    ["'file://復元/メタデータ.json'", '復元/メタデータ.json'],
    ['fileb://metadata.json', 'metadata.json'],
  ])('%s', (word, name) => {
    for (const text of [`${start} --metadata ${word}`, `${start} --metadata=${word} --region r`])
      expect(refused(text)).toMatchObject({ code: 'metadata-file', params: { file: name } });
  });
});

describe('what is wrong with a command', () => {
  it.each([
    [`${start} --metadata {`, 'unquoted-json', { option: '--metadata' }],
    [`${start} --metadata {\n  "InstanceType": "t3.micro"\n}`, 'unquoted-json', { option: '--metadata' }],
    [`${start} --metadata {"InstanceType":"t3.micro"}`, 'unquoted-json', { option: '--metadata' }],
    [`${start} --metadata { "InstanceType": "t3.micro" }`, 'unquoted-json', { option: '--metadata' }],
    [`${start} --metadata InstanceType=t3.micro SubnetId=subnet-1`, 'second-word', { option: '--metadata', word: 'SubnetId=subnet-1' }],
    [`${start} --metadata '{"InstanceType":"t3.micro"}' '{"SubnetId":"subnet-1"}'`, 'second-word', { option: '--metadata' }],
    [`${start} --metadata InstanceType=t3.micro, KeyName=k`, 'second-word', { word: 'KeyName=k' }],
    [`aws backup start-restore-job ${arn} --metadata '{}'`, 'second-word', { option: 'start-restore-job', word: arn }],
    [`${start} --iam-role-arn role with spaces --metadata '{}'`, 'second-word', { option: '--iam-role-arn', word: 'with' }],
    [`${start} --metadata <METADATA>`, 'placeholder', { option: '--metadata', text: '<METADATA>' }],
    [`${start} --metadata [メタデータ]`, 'placeholder', { option: '--metadata', text: '[メタデータ]' }],
    [
      `aws backup start-restore-job --recovery-point-arn <RECOVERY_POINT_ARN> --metadata file://m.json`,
      'placeholder',
      { option: '--recovery-point-arn', text: '<RECOVERY_POINT_ARN>' },
    ],
    [
      `aws backup start-restore-job --recovery-point-arn [復旧ポイントのARN] --metadata file://m.json`,
      'placeholder',
      { text: '[復旧ポイントのARN]' },
    ],
    [
      `aws backup get-recovery-point-restore-metadata --backup-vault-name [ボールト名]`,
      'other-command',
      { command: 'aws backup get-recovery-point-restore-metadata' },
    ],
    [`${start} --metadata "$METADATA"`, 'shell-value', { text: '$METADATA' }],
    [`aws backup start-restore-job --cli-input-yaml file://restore.yaml`, 'yaml', {}],
    [`${start} --metadata %METADATA%`, 'shell-value', { text: '%METADATA%' }],
  ])('%s', (text, code, params) => {
    expect(refused(text)).toMatchObject({ code, params });
  });

  it.each([
    [
      `aws backup start-restore-job --recovery-point-arn <RECOVERY_POINT_ARN> --metadata '${oneLine}'`,
      { where: '--recovery-point-arn', text: '<RECOVERY_POINT_ARN>' },
    ],
    [`${start} --iam-role-arn arn:aws:iam::<account>:role/r --metadata '${oneLine}'`, { where: '--iam-role-arn', text: '<account>' }],
    [
      `aws backup start-restore-job --recovery-point-arn arn:aws:ec2:ap-northeast-1::image/ami-xxxxxxxxxxxxxx --metadata '${oneLine}'`,
      { text: 'ami-xxxxxxxxxxxxxx' },
    ],
    [`${start} --region REGION_HERE --metadata '${oneLine}'`, { where: '--region', text: 'REGION_HERE' }],
    [`${start} --metadata '{"InstanceType":"t3.micro","SubnetId":"<SUBNET_ID>"}'`, { where: 'SubnetId', text: '<SUBNET_ID>' }],
    [JSON.stringify({ InstanceType: '[インスタンスタイプ]' }), { where: 'InstanceType' }],
    [JSON.stringify({ InstanceType: 't3.micro', SecurityGroupIds: '["sg-xxxxxxxx"]' }), { where: 'SecurityGroupIds', text: 'sg-xxxxxxxx' }],
    [JSON.stringify({ InstanceType: '{{ InstanceType }}' }), { where: 'InstanceType' }],
    [
      JSON.stringify({ RecoveryPointArn: arn, Metadata: { 'InstanceType.$': '$.type', SubnetId: 'subnet-1' } }),
      { where: 'InstanceType', text: '$.type' },
    ],
  ])('%s names its placeholder and is read', (text, params) => {
    const input = read(text);
    expect(notesOn(input.metadata, input)).toMatchObject([{ code: 'placeholder', severity: 'error', params }]);
  });

  it('a text of one’s own is no placeholder', () => {
    const nics = JSON.stringify([{ DeviceIndex: 0, SubnetId: 'subnet-1', Description: '<web> [1]' }]);
    const input = read(JSON.stringify({ InstanceType: 't3.micro', NetworkInterfaces: nics, UserData: '<powershell>', KeyName: 'my-key' }));
    expect(notesOn(input.metadata, input)).toEqual([]);
  });

  it('what the shell fills in beside the metadata is not known, and said', () => {
    expect(read(`aws backup start-restore-job --recovery-point-arn "$ARN" --metadata '${oneLine}'`)).toMatchObject({
      recoveryPointArn: null,
      notes: [{ code: 'filled-by-shell', params: { option: '--recovery-point-arn', text: '$ARN' } }],
    });
  });

  it.each([
    ['inline', `${start} --metadata '${JSON.stringify(template)}'`],
    ['in its file', `cat > metadata.json <<'EOF'\n${JSON.stringify(template)}\nEOF\n${withFile}`],
  ])('the whole answer in the place of the map is read, and said: %s', (_, text) => {
    expect(read(text)).toMatchObject({
      form: 'command',
      metadata: template.RestoreMetadata,
      notes: [{ code: 'whole-answer', severity: 'error' }],
    });
  });

  it('what another program makes of an answer is not the answer', () => {
    const script = `jq '.RestoreMetadata | del(.CpuOptions)' template.json > metadata.json\n${withFile}\n\n${JSON.stringify(template)}`;
    expect(refused(script)).toMatchObject({ code: 'metadata-file', params: { file: 'metadata.json' } });
    expect(read(`${script}\n${file}`).metadata).toEqual(finalMetadata);
  });

  it('two different start-restore-job commands: which one?', () => {
    const error = refused(`${command}\n${command.replace(arn, arn.replace('084d', '184d'))}`);
    expect(error).toMatchObject({ code: 'several', params: { count: 2 } });
    expect(error.choices.map(({ text }) => read(text).recoveryPointArn)).toEqual([arn, arn.replace('084d', '184d')]);
    expect(read(`${command}\n${command}`).recoveryPointArn).toBe(arn);
  });
});

describe('files from the field', () => {
  it.each([
    ['t05-prompt-ubuntu.sh', { form: 'command' }],
    ['t06-get-then-start.sh', { form: 'command', recoveryPointArn: arn }],
    ['v08d-powershell-doubled-quotes.ps1', { form: 'command', metadata: { InstanceType: 't2.micro', KeyName: 'ec2-keypair' } }],
    ['v20-heredoc.sh', { form: 'command', restoreRoleArn: 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole' }],
    ['v24-fenced.md', { form: 'map', metadata: { InstanceType: 't2.micro' } }],
    ['v28-list-of-answers.json', { form: 'answer', within: 'list', recoveryPointArn: arn, metadata: { InstanceType: 't2.micro' } }],
    ['v25-prompt.sh', { form: 'command', metadata: { InstanceType: 't2.micro' } }],
  ])('%s is read', (name, right) => {
    expect(read(fixture(name))).toMatchObject(right);
  });

  it.each([
    ['p01-unquoted-metadata.sh', { code: 'unquoted-json', at: { line: 4 } }],
    ['v09b-cmd-file.cmd', { code: 'metadata-file', params: { file: 'C:\\temp\\metadata.json' } }],
  ])('%s is refused', (name, right) => {
    expect(refused(fixture(name))).toMatchObject(right);
  });
});
