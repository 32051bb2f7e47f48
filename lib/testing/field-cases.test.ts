import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepareText } from '@/lib/cli/prepare-text';
import { checkMetadata, NO_CONTEXT } from '@/lib/restore/check';
import { indexFacts } from '@/lib/restore/fact-index';
import { readRestoreInput } from '@/lib/restore/import/read-input';
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

const findingsOf = (name: string): readonly string[] => {
  const input = readRestoreInput(textOf(name));
  if (!input.ok) throw new Error(JSON.stringify(input.error));
  const { metadata, region, restoreRoleArn } = input.value;
  return checkMetadata(metadata, INDEX, { ...NO_CONTEXT, region, restoreRoleArn }).map(
    ({ rule, severity, code, at }) => `${rule} ${severity} ${code} ${at}`,
  );
};

describe('what people really have', () => {
  it.each<[string, readonly string[]]>([
    [
      'p03-lowercase-member',
      ['J7 info unknown-member /NetworkInterfaces/0', 'V7 error count-not-positive /NetworkInterfaces/0/SecondaryPrivateIpAddressCount'],
    ],
    ['p06-placement-other-zone', ['V14 error placement-zone /Placement']],
    ['s10-secondary-with-dns', ['J7 info unknown-member /NetworkInterfaces/0/PrivateIpAddresses/0']],
    ['t15-public-by-default-implicit', ['V22 warning public-ip-by-default /SubnetId']],
    ['t19-prepare-null', ['J1 error null-value /KeyName', 'J1 error null-value /UserData', 'J1 error null-value /IamInstanceProfileName']],
  ])('%s', (name, right) => {
    expect(findingsOf(name)).toEqual(expect.arrayContaining([...right]));
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
