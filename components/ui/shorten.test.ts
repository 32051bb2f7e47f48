import { describe, expect, it } from 'vitest';
import { shortenMiddle } from './shorten';

describe('shortenMiddle', () => {
  it('leaves what fits', () => {
    expect(shortenMiddle('i-0abc1234def567890', 19)).toBe('i-0abc1234def567890');
  });

  it('keeps both ends, never longer than asked', () => {
    const short = shortenMiddle('arn:aws:ec2:ap-northeast-1::image/ami-0123456789abcdef0', 24);
    expect(short).toHaveLength(24);
    expect(short.startsWith('arn:aws:ec2')).toBe(true);
    expect(short.endsWith('abcdef0')).toBe(true);
  });
});
