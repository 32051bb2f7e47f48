import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_USER_DATA_BYTES, userDataBase64, userDataText } from './user-data';

describe('user data', () => {
  it('comes back as it was written, in any script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (text) => {
        expect(userDataText(userDataBase64(text) ?? '')).toBe(text);
      }),
    );
  });

  it('is refused above 16 KB, counted in bytes', () => {
    expect(userDataBase64('a'.repeat(MAX_USER_DATA_BYTES))).not.toBeNull();
    expect(userDataBase64('a'.repeat(MAX_USER_DATA_BYTES + 1))).toBeNull();
    expect(userDataBase64('あ'.repeat(MAX_USER_DATA_BYTES / 3 + 1))).toBeNull();
  });

  it('says so where it is no text', () => {
    expect(userDataText('H4sIAAAAAAAA/w==')).toBeNull();
    expect(userDataText('%%%')).toBeNull();
  });
});
