import { expect, it } from 'vitest';
import { isVaultName } from './vault-name';

it.each(['production', 'Prod_2-b', 'aws/efs/automatic-backup-vault', 'old.name', 'x'.repeat(50)])(
  '%s can be the name of a vault',
  (name) => {
    expect(isVaultName(name)).toBe(true);
  },
);

it.each([
  ['an ARN', 'arn:aws:backup:ap-northeast-1:123456789012:backup-vault:x'],
  ['a Cyrillic letter that looks like a Latin one', 'рroduction'],
  ['a full-width letter', 'ｐroduction'],
  ['a blank within', 'pro duction'],
  ['a letter that nobody sees', 'pro\u200bduction'],
  ['wildcards', 'prod*'],
  ['several', 'prod,test'],
  ['nothing', ''],
  ['51 letters', 'x'.repeat(51)],
])('%s cannot', (_, name) => {
  expect(isVaultName(name)).toBe(false);
});
