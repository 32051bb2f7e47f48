import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { accountHue } from './account-hue';

const rules = readFileSync(fileURLToPath(new URL('../../app/globals.css', import.meta.url)), 'utf8');

describe('accountHue', () => {
  it('is the same each time and keeps clear of red and amber', () => {
    const accounts = Array.from({ length: 500 }, (_, at) => String(100_000_000_000 + at * 7_919));
    for (const account of accounts) {
      const hue = accountHue(account);
      expect(hue).toBe(accountHue(account));
      expect(Number.isInteger(hue) && hue >= 0 && hue < 360).toBe(true);
      expect(hue > 15 && hue < 85).toBe(false);
      expect(rules).toContain(`[data-hue="${hue}"] {\n  --account-hue: ${hue};\n}`);
    }
  });

  it('spreads accounts that differ little over the circle', () => {
    const tens = new Set(Array.from({ length: 200 }, (_, at) => Math.floor(accountHue(String(123_456_789_000 + at)) / 10)));
    expect(tens.size).toBeGreaterThanOrEqual(24);
  });
});
