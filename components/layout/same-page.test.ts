import { describe, expect, it } from 'vitest';
import { pageKind, samePageIn } from './same-page';

const place = { account: '123456789012', region: 'us-east-1' };

describe('samePageIn', () => {
  it.each([
    ['/123456789012/ap-northeast-1', '/123456789012/us-east-1'],
    ['/123456789012/ap-northeast-1/', '/123456789012/us-east-1'],
    ['/123456789012/ap-northeast-1/vaults', '/123456789012/us-east-1/vaults'],
    ['/123456789012/ap-northeast-1/vaults/aws-backup-vault', '/123456789012/us-east-1/vaults'],
    ['/123456789012/ap-northeast-1/points/arn%3Aaws%3Aec2', '/123456789012/us-east-1/points'],
    ['/123456789012/ap-northeast-1/jobs/ABC', '/123456789012/us-east-1/jobs'],
    ['/123456789012/ap-northeast-1/restore/0b1c', '/123456789012/us-east-1'],
    ['/123456789012/ap-northeast-1/nowhere', '/123456789012/us-east-1'],
    ['/history', '/123456789012/us-east-1'],
    ['/', '/123456789012/us-east-1'],
  ])('%s becomes %s', (from, to) => {
    expect(samePageIn(from, place)).toBe(to);
  });
});

describe('pageKind', () => {
  it('knows no kind outside a place', () => {
    expect(pageKind('/')).toBeNull();
    expect(pageKind('/settings')).toBeNull();
    expect(pageKind('/history/0b1c')).toBeNull();
    expect(pageKind('/123456789012/ap-northeast-1/nowhere')).toBeNull();
  });
});
