import { expect, it } from 'vitest';
import { instanceConsoleUrl, interfaceConsoleUrl } from './console-link';

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

it('names an interface, and only where it knows the console', () => {
  expect(interfaceConsoleUrl('aws-us-gov', 'us-gov-west-1', 'eni-0ab')).toBe(
    'https://us-gov-west-1.console.amazonaws-us-gov.com/ec2/home?region=us-gov-west-1#NetworkInterface:networkInterfaceId=eni-0ab',
  );
  expect(interfaceConsoleUrl('elsewhere', 'x-1', 'eni-0ab')).toBeNull();
  expect(interfaceConsoleUrl('aws', 'x 1', 'eni-0ab')).toBeNull();
  expect(interfaceConsoleUrl('aws', 'x-1', 'i-0ab')).toBeNull();
});
