import { expect, it } from 'vitest';
import { regionOfArn, vaultOfArn } from './arn';

it.each([
  ['arn:aws:ec2:ap-northeast-1::image/ami-1', 'ap-northeast-1'],
  ['arn:aws-cn:backup:cn-north-1:1:recovery-point:x', 'cn-north-1'],
  ['arn:aws:iam::123456789012:role/r', null],
  ['x arn:aws:ec2:ap-northeast-1::image/ami-1', null],
  ['arn:aws:ec2:REGION::image/ami-1', null],
  ['', null],
  [null, null],
])('the region of %s is %s', (arn, region) => {
  expect(regionOfArn(arn)).toBe(region);
});

it.each([
  ['arn:aws:backup:ap-northeast-1:1:backup-vault:my_vault-1', 'my_vault-1'],
  ['arn:aws:backup:ap-northeast-1:1:backup-vault:v', null],
  ['arn:aws:backup:ap-northeast-1:1:backup-vault:vv/x', null],
  ['arn:aws:ec2:ap-northeast-1::image/ami-1', null],
  [['backup-vault:vault'], null],
  [undefined, null],
])('the vault of %s is %s', (arn, vault) => {
  expect(vaultOfArn(arn)).toBe(vault);
});
