import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkMetadata, NO_CONTEXT } from '@/lib/restore/check';
import { indexFacts } from '@/lib/restore/fact-index';
import { readRestoreInput } from '@/lib/restore/import/read-input';
import { articleSeed, TOKYO } from '@/lib/sandbox/seed/article';
import { accountFacts } from './account-facts';

/** Files of people who do this job (ids invented, or of the simulated account), and what is right to say of each. */
const INDEX = indexFacts(accountFacts(articleSeed(Date.UTC(2026, 10, 24)), TOKYO));

const findingsOf = (name: string): readonly string[] => {
  const input = readRestoreInput(readFileSync(new URL(`./field-cases/${name}.json`, import.meta.url), 'utf8'));
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
    ['t15-public-by-default-implicit', ['V22 warning public-ip-by-default /SubnetId']],
    ['t19-prepare-null', ['J1 error null-value /KeyName', 'J1 error null-value /UserData', 'J1 error null-value /IamInstanceProfileName']],
  ])('%s', (name, right) => {
    expect(findingsOf(name)).toEqual(expect.arrayContaining([...right]));
  });
});
