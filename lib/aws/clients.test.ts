import { expect, it } from 'vitest';
import { backupClient, cloudWatch, ec2, iamClient, stsClient } from './clients';
import { awsOf, DEFAULT_CONNECTION } from './connection';

it('has no client that copies its answers for a log, and each renews refused credentials', async () => {
  const aws = awsOf(DEFAULT_CONNECTION, 'ap-northeast-1');
  const clients = [backupClient(aws), iamClient(aws), stsClient(aws), (await ec2(aws)).client, (await cloudWatch(aws)).client];
  for (const { middlewareStack } of clients) {
    const names = middlewareStack.identify().join(', ');
    expect(names).not.toContain('loggerMiddleware');
    expect(names).toContain('renewAndRepeat');
  }
});
