import { beforeEach, expect, it, vi } from 'vitest';
import type { Aws } from '@/lib/aws/connection';
import { err, ok } from '@/lib/result';
import type { Scope } from '../scope';
import { tagsOfResource } from './read-traits';

const asked = vi.hoisted(() => ({ regions: [] as string[], denied: '' }));
vi.mock('@/lib/aws/instances', async (original) => ({
  ...(await original<object>()),
  instanceTags: async ({ region }: Aws) => {
    asked.regions.push(region);
    const denied = { code: 'access-denied', action: 'ec2:DescribeInstances', awsMessage: '', encoded: null } as const;
    return region === asked.denied ? err(denied) : ok(region === 'us-east-1' ? { stage: 'production' } : {});
  },
}));

const ACCOUNT = '123456789012';
const aws: Aws = { connection: 'default', region: 'ap-northeast-1', credentials: {} as Aws['credentials'] };
const scope: Scope = { account: ACCOUNT, region: 'ap-northeast-1', aws };
const source = 'ec2:DescribeInstances';
let made = 0;
/** An instance that no test has asked about yet. */
const instance = (region: string, account = ACCOUNT): string => {
  made += 1;
  return `arn:aws:ec2:${region}:${account}:instance/i-${String(made).padStart(17, '0')}`;
};
const tagsOf = (arn: string | null) => tagsOfResource({ scope, reading: null }, arn);

beforeEach(() => void Object.assign(asked, { regions: [], denied: '' }));

it('asks about what was backed up where it is: a copy lies in another region than its original', async () => {
  expect(await tagsOf(instance('us-east-1'))).toEqual({ source, tags: { stage: 'production' } });
  expect(await tagsOf(instance('ap-northeast-1'))).toEqual({ source, tags: {} });
  expect(asked.regions).toEqual(['us-east-1', 'ap-northeast-1']);
});

it('knows the tags of one id in two regions apart', async () => {
  const here = instance('ap-northeast-1');
  expect(await tagsOf(here)).toEqual({ source, tags: {} });
  expect(await tagsOf(here.replace('ap-northeast-1', 'us-east-1'))).toEqual({ source, tags: { stage: 'production' } });
});

it('has not read them where that region does not answer, nor of another account, of something else, or of nothing that is named', async () => {
  asked.denied = 'eu-west-1';
  for (const arn of [
    instance('eu-west-1'),
    instance('us-east-1', '999999999999'),
    `arn:aws:ec2:us-east-1:${ACCOUNT}:volume/vol-1`,
    'i-0',
    null,
  ])
    expect(await tagsOf(arn)).toEqual({ source, tags: null });
  expect(asked.regions).toEqual(['eu-west-1']);
});
