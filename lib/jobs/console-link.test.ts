import { expect, it } from 'vitest';
import { instanceConsoleUrl } from './console-link';

it.each([
  [
    'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0ab',
    'https://ap-northeast-1.console.aws.amazon.com/ec2/home?region=ap-northeast-1#InstanceDetails:instanceId=i-0ab',
  ],
  [
    'arn:aws-cn:ec2:cn-north-1:123456789012:instance/i-0ab',
    'https://cn-north-1.console.amazonaws.cn/ec2/home?region=cn-north-1#InstanceDetails:instanceId=i-0ab',
  ],
  ['arn:aws:rds:ap-northeast-1:123456789012:db:orders', null],
  ['arn:elsewhere:ec2:x-1:123456789012:instance/i-0ab', null],
  ['javascript:alert(1)', null],
])('%s', (arn, url) => {
  expect(instanceConsoleUrl(arn)).toBe(url);
});
