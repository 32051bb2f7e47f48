import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOpenPath, isWayIn, ownPath } from './own-path';

describe('ownPath', () => {
  it.each(['/', '/settings', '/123456789012/ap-northeast-1/points/arn%3Aaws%3Aec2?vault=prod', '/history?text=%E5%BE%A9%E5%85%83#note'])(
    'leads back to %s',
    (path) => {
      expect(ownPath(path)).toBe(path);
    },
  );

  it.each([
    null,
    undefined,
    '',
    'settings',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
    '/./\\evil.example',
    '/a/..//evil.example',
    '/sign-in?to=/settings',
    '/link',
    '/api/session',
  ])('leads to the first page instead of %j', (path) => {
    expect(ownPath(path)).toBe('/');
  });

  it('never leads out of the console, whatever is asked for', () => {
    const piece = fc.constantFrom('/', '\\', '//', '..', '.', '@', ':', 'evil.example', 'http:', '%2f', '%5c', '\t', '\n', '?', '#', 'a');
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join('')),
        (wanted) => {
          const there = new URL(ownPath(wanted), 'https://rehome.example.com');
          expect(there.origin).toBe('https://rehome.example.com');
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('isOpenPath', () => {
  it('is open for signing in and for one-time links, and for nothing else', () => {
    expect(['/sign-in', '/sign-in?to=/', '/link'].every(isOpenPath)).toBe(true);
    expect(['/', '/settings', '/sign-in/x', '/linkage', '/add-factor', '/settings?to=/sign-in'].some(isOpenPath)).toBe(false);
  });
});

describe('isWayIn', () => {
  it('is what stands without the frame: where one signs in, and where one sets up a second factor', () => {
    expect(['/sign-in', '/sign-in/second-step?to=/', '/add-factor', '/add-factor?to=/history'].every(isWayIn)).toBe(true);
    expect(['/', '/account', '/add-factors', '/history?to=/add-factor'].some(isWayIn)).toBe(false);
    expect(ownPath('/add-factor?to=/settings')).toBe('/');
  });
});
