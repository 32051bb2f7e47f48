import { expect, it } from 'vitest';
import { resourceIdOf } from './resource-id';

it.each([
  ['arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0ab', 'i-0ab'],
  ['arn:aws:ec2:ap-northeast-1:123456789012:volume/vol-1', 'vol-1'],
  ['arn:aws:rds:ap-northeast-1:123456789012:db:orders', 'orders'],
  ['arn:aws:s3:::my-bucket', 'my-bucket'],
  ['arn:aws:dynamodb:ap-northeast-1:123456789012:table/Carts', 'Carts'],
  ['not an arn', 'not an arn'],
])('%s is known as %s', (arn, id) => {
  expect(resourceIdOf(arn)).toBe(id);
});
