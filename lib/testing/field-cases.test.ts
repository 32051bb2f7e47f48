import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepareText } from '@/lib/cli/prepare-text';
import { checkMetadata, NO_CONTEXT } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { indexFacts } from '@/lib/restore/fact-index';
import { correct } from '@/lib/restore/import/correct';
import { readRestoreInput } from '@/lib/restore/import/read-input';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { ARTICLE_POINT, articleSeed, TOKYO } from '@/lib/sandbox/seed/article';
import { accountFacts, restoreFacts } from './account-facts';

/** Files of people who do this job (ids invented, or of the simulated account), and what is right to say of each. */
const account = articleSeed(Date.UTC(2026, 10, 24));
const INDEX = indexFacts(
  restoreFacts(accountFacts(account, TOKYO), account, {
    regionName: TOKYO,
    pointArn: ARTICLE_POINT,
    roleArn: 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole',
    profile: 'ec2_role',
  }),
);

const textOf = (name: string): string => readFileSync(new URL(`./field-cases/${name}.json`, import.meta.url), 'utf8');

const check = (name: string): { readonly metadata: RestoreMetadata; readonly findings: readonly Diagnostic[] } => {
  const input = readRestoreInput(textOf(name));
  if (!input.ok) throw new Error(JSON.stringify(input.error));
  const { metadata, region, restoreRoleArn } = input.value;
  return { metadata, findings: checkMetadata(metadata, INDEX, { ...NO_CONTEXT, region, restoreRoleArn }) };
};

const findingsOf = (name: string): readonly string[] =>
  check(name).findings.map(({ rule, severity, code, at }) => `${rule} ${severity} ${code} ${at}`);

/** The file after the first remedy of the finding with this code. */
const remedied = (name: string, code: string): RestoreMetadata => {
  const { metadata, findings } = check(name);
  const [fix] = findings.find((each) => each.code === code)?.fixes ?? [];
  const result = correct(metadata, fix?.commands ?? [], 'r');
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

describe('what people really have', () => {
  it.each<[string, readonly string[]]>([
    [
      'p03-lowercase-member',
      ['J7 info unknown-member /NetworkInterfaces/0', 'V7 error count-not-positive /NetworkInterfaces/0/SecondaryPrivateIpAddressCount'],
    ],
    ['p06-placement-other-zone', ['V14 error placement-zone /Placement']],
    ['p09b-securitygroups-key', ['J2 warning unknown-key-meant /SecurityGroups', 'J2 warning unknown-key-meant /Encrypted']],
    [
      'p17d-bdm-gp2-throughput',
      [
        'J5 error volume-throughput /BlockDeviceMappings/0/Ebs/Throughput',
        'J5 error block-device-value /BlockDeviceMappings/0/Ebs/VolumeSize',
        'J5 error block-device-value /BlockDeviceMappings/0/Ebs/DeleteOnTermination',
      ],
    ],
    ['p17e-bdm-other-region-key', ['J5 error key-other-region /BlockDeviceMappings/0/Ebs/KmsKeyId']],
    ['s07-credits-bad', ['V33 error credits-value /CreditSpecification']],
    ['s13-profile-arn', ['F2 error profile-arn /IamInstanceProfileName']],
    ['s14-privateip-toplevel', ['J2 error interface-member /PrivateIpAddress']],
    ['t03-kms-other-region-answer', ['J5 error key-other-region /BlockDeviceMappings/0/Ebs/KmsKeyId']],
    ['s10-secondary-with-dns', ['J7 info unknown-member /NetworkInterfaces/0/PrivateIpAddresses/0']],
    ['t15-public-by-default-implicit', ['V22 warning public-ip-by-default /SubnetId']],
    ['t19-prepare-null', ['J1 error null-value /KeyName', 'J1 error null-value /UserData', 'J1 error null-value /IamInstanceProfileName']],
  ])('%s', (name, right) => {
    expect(findingsOf(name)).toEqual(expect.arrayContaining([...right]));
  });

  it('p17b-bdm-list is read, and only the size is wrong, for a larger image', () => {
    expect(findingsOf('p17b-bdm-list').filter((each) => each.includes('BlockDeviceMappings'))).toEqual([
      'J5 error volume-smaller /BlockDeviceMappings/0/Ebs/VolumeSize',
    ]);
  });

  it.each<[string, string, string, string]>([
    ['s13-profile-arn', 'profile-arn', 'IamInstanceProfileName', 'ec2_role'],
    ['s07-credits-bad', 'credits-value', 'CreditSpecification', '{"CpuCredits":"unlimited"}'],
  ])('the first remedy of %s writes what was meant', (name, code, key, value) => {
    expect(remedied(name, code)[key]).toBe(value);
  });

  it('s14-privateip-toplevel: the remedy puts the address where EC2 looks for it', () => {
    const file = remedied('s14-privateip-toplevel', 'interface-member');
    expect(JSON.parse(file.NetworkInterfaces ?? '')).toMatchObject([
      {
        SubnetId: 'subnet-0bdb9444b6747e0d6',
        Groups: ['sg-06d3f4fca2b07b915'],
        PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.10.42' }],
      },
    ]);
    for (const gone of ['PrivateIpAddress', 'SubnetId', 'SecurityGroupIds']) expect(file).not.toHaveProperty(gone);
  });

  it('t01-sevsnp-default-cores is kept, and is no error', () => {
    expect(findingsOf('t01-sevsnp-default-cores').filter((each) => / error |CpuOptions/.test(each))).toEqual([]);
    const prepared = prepareText(textOf('t01-sevsnp-default-cores'), [], 'r');
    expect(prepared.ok && JSON.parse(prepared.value.file).CpuOptions).toBe('{"CoreCount":1,"ThreadsPerCore":2,"AmdSevSnp":"enabled"}');
  });

  it('what stands in an address entry travels with its address', () => {
    const prepared = prepareText(textOf('s10-secondary-with-dns'), [], 'r');
    expect(prepared.ok && JSON.parse(JSON.parse(prepared.value.file).NetworkInterfaces)[0].PrivateIpAddresses).toEqual([
      {
        Primary: true,
        PrivateDnsName: 'ip-10-1-10-42.ap-northeast-1.compute.internal',
        PrivateIpAddress: '10.1.10.42',
        Association: { PublicIp: '203.0.113.5' },
      },
    ]);
  });
});
