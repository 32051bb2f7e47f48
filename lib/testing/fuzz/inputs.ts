import { readFileSync } from 'node:fs';
import { FACTS_FILES, type FactsFile, type GivenFacts } from '@/lib/cli/facts-answers';
import { metadataFile, shellWord, startRestoreJobCommand } from '@/lib/restore/exports';
import finalMetadata from '@/lib/restore/fixtures/article_final_metadata.json';
import template from '@/lib/restore/fixtures/metadata_template.json';
import { openJson } from '@/lib/restore/json';
import { mutateText, mutateValue } from './mutate';
import type { Random } from './random';

const AS_OF = '2026-01-01T00:00:00.000Z';

const COMMAND = startRestoreJobCommand({
  region: 'ap-northeast-1',
  recoveryPointArn: template.RecoveryPointArn,
  restoreRoleArn: 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole',
  copyTags: true,
});

const two = JSON.stringify([
  { DeviceIndex: 0, SubnetId: 'subnet-0bdb9444b6747e0d6', Groups: ['sg-06d3f4fca2b07b915'], PrivateIpAddress: '10.1.10.20' },
  {
    DeviceIndex: 1,
    NetworkCardIndex: 0,
    SubnetId: 'subnet-0bdb9444b6747e0d6',
    Groups: [],
    Ipv6Addresses: [{ Ipv6Address: '2001:db8::9' }],
    Ipv4Prefixes: [{ Ipv4Prefix: '10.1.10.64/28' }],
    InterfaceType: 'efa',
    PrimaryIpv6: true,
    Description: 'second',
  },
]);

const BLOCK_DEVICES = JSON.stringify([
  { DeviceName: '/dev/xvda', Ebs: { SnapshotId: 'snap-1', VolumeSize: 8, Encrypted: true, KmsKeyId: 'key' } },
]);

const BODY = { RecoveryPointArn: template.RecoveryPointArn, Metadata: finalMetadata, IamRoleArn: 'arn:aws:iam::1:role/r' };
const LINE = JSON.stringify(finalMetadata);

/** What people paste: scripts, transcripts and pages with a restore somewhere in them. */
const PASTED: readonly string[] = [
  `cat > metadata.json <<'EOF'\n${metadataFile(finalMetadata)}EOF\n${COMMAND}\n{\n  "RestoreJobId": "J1"\n}\n`,
  `PS C:\\> ${COMMAND.replaceAll('\\\n', '`\n>>').replace('file://metadata.json', `"${LINE.replaceAll('"', '""')}"`)}`,
  `$metadata = @'\n${LINE}\n'@\n${COMMAND.replace('file://metadata.json', '$metadata')}`,
  `[ec2-user@ip ~]$ JOB=$(aws-vault exec ops -- ${COMMAND.replace('file://metadata.json', `"$(cat <<'EOF'\n${LINE}\nEOF\n)"`)})`,
  `Here's how:\n\n\`\`\`bash\n${COMMAND}\n\`\`\`\n\n\`\`\`json\n${metadataFile(finalMetadata)}\`\`\`\n`,
  COMMAND.replace('file://metadata.json', `‘${LINE.replaceAll('"', '“')}’`).replaceAll('--', '—'),
  `docker run amazon/aws-cli backup start-restore-job --recovery-point-arn <ARN> --metadata file://C:\\temp\\m.json`,
  `${JSON.stringify(template)}\n${JSON.stringify(BODY)}\n`,
  'BackupVaultArn: arn\nRestoreMetadata:\n  InstanceType: t3.micro\n',
];

/** JSON that holds metadata somewhere, or that people have beside it. */
const AROUND: readonly unknown[] = [
  { eventSource: 'backup.amazonaws.com', eventName: 'StartRestoreJob', requestParameters: BODY, responseElements: { restoreJobId: 'J1' } },
  { StartAt: 'A', States: { A: { Resource: 'arn:aws:states:::aws-sdk:backup:startRestoreJob', Parameters: BODY } } },
  { log: { entries: [{ request: { postData: { text: JSON.stringify(BODY) } } }] } },
  [template, { RestoreJobId: 'J1', Metadata: finalMetadata }],
  {
    'detail-type': 'Restore Job State Change',
    detail: { restoreJobId: 'J1', status: 'FAILED', statusMessage: 'Address 10.1.10.100 is in use' },
  },
  { DecodedMessage: JSON.stringify({ allowed: false, context: { principal: { arn: 'a' }, action: 'iam:PassRole', resource: 'r' } }) },
  { InferredMetadata: { instanceType: 't3.micro', subnetId: 'subnet-0bdb9444b6747e0d6' } },
  { RecoveryPointArn: '', Metadata: { KeyName: '' }, ResourceType: '' },
];

/** Well-formed inputs of every kind, from which the others are made. */
const SEEDS: readonly [string, ...string[]] = [
  metadataFile(finalMetadata),
  JSON.stringify(template, null, 4),
  JSON.stringify(template.RestoreMetadata),
  JSON.stringify({
    ...finalMetadata,
    NetworkInterfaces: two,
    InstanceType: 'm5.large',
    BlockDeviceMappings: BLOCK_DEVICES,
    UserData: 'IyE=',
  }),
  JSON.stringify({ InstanceType: 't3.micro', SubnetId: 'subnet-0bdb9444b6747e0d6', SecurityGroupIds: '["sg-06d3f4fca2b07b915"]' }),
  JSON.stringify({ RecoveryPointArn: template.RecoveryPointArn, Metadata: finalMetadata, IamRoleArn: 'arn:aws:iam::1:role/r' }),
  `${COMMAND}\n\n${metadataFile(finalMetadata)}`,
  COMMAND.replace('file://metadata.json', shellWord(JSON.stringify(finalMetadata))),
  `$ aws backup start-restore-job --metadata InstanceType=t3.micro,SubnetId=subnet-1,aws:backup:request-id="a b" | jq .`,
  ...PASTED,
  ...AROUND.map((value) => JSON.stringify(value, null, 2)),
];

const FACTS = FACTS_FILES.map((name) => ({
  name,
  text: readFileSync(new URL(`../../cli/fixtures/facts/${name}`, import.meta.url), 'utf8'),
}));

const SPECS: readonly [string, ...string[]] = [
  'index=0,primary=auto,secondary=10.1.10.100',
  'index=0,primary=10.1.10.7,secondary=auto:3',
  'index=0,secondary=none',
  'index=0,primary=10.1.10.9,secondary=10.1.10.10+10.1.10.11,subnet=subnet-1,groups=sg-1+sg-2',
  'index=1,subnet=subnet-2,groups=sg-1',
  'index=2,primary=auto',
];

const times = (random: Random): number => [0, 1, 1, 2, 3, 6][random.below(6)] ?? 1;

const textFrom = (random: Random, seed: string): string => {
  let text = seed;
  for (let left = times(random); left > 0; left -= 1) {
    const value = random.chance(0.75) ? openJson(text) : undefined;
    text = value === undefined ? mutateText(random, text, random.pick(SEEDS)) : (JSON.stringify(mutateValue(random, value)) ?? '');
  }
  return text;
};

const noise = (random: Random): string =>
  Array.from({ length: random.below(200) }, () => String.fromCharCode(random.below(random.chance(0.9) ? 128 : 0x10000))).join('');

/** Everything that one run gives to the command line and the page. */
export interface FuzzInput {
  readonly text: string;
  /** How its file is written. */
  readonly bytes: Uint8Array;
  readonly facts: GivenFacts;
  readonly specs: readonly string[];
}

const factsFrom = (random: Random): GivenFacts => {
  if (random.chance(0.25)) return {};
  // Most files as they are, so that checks have something to work on; one or two broken.
  const chosen = FACTS.filter(() => random.chance(0.8)).map(({ name, text }): [FactsFile, { text: string; asOf: string }] => [
    name,
    { text: random.chance(0.85) ? text : textFrom(random, text), asOf: AS_OF },
  ]);
  return Object.fromEntries(chosen);
};

/** A text as bytes: mostly UTF-8, else what Windows writes, or what is no text at all. */
const bytesFrom = (random: Random, text: string): Uint8Array => {
  const bytes = random.chance(0.7)
    ? new TextEncoder().encode(random.chance(0.2) ? `\ufeff${text}` : text)
    : new Uint8Array(Buffer.from(random.chance(0.5) ? `\ufeff${text}` : text, random.chance(0.7) ? 'utf16le' : 'latin1'));
  return random.chance(0.9) ? bytes : bytes.map((byte) => (random.chance(0.02) ? random.below(256) : byte));
};

/** The input of one run: a well-formed one, one that was mutated, or noise. */
export const inputOf = (random: Random): FuzzInput => {
  const text = random.chance(0.05) ? noise(random) : textFrom(random, random.pick(SEEDS));
  return {
    text,
    bytes: bytesFrom(random, text),
    facts: factsFrom(random),
    specs: Array.from({ length: random.below(3) }, () =>
      random.chance(0.6) ? random.pick(SPECS) : mutateText(random, random.pick(SPECS), '+auto:1'),
    ),
  };
};
