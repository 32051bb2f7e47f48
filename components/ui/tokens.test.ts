import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The contrast of every pair of tokens that text, or a shape that carries meaning, is drawn with; WCAG 2.2, from OKLCH to linear sRGB. */
type Theme = 'light' | 'dark';
type Rgb = readonly [number, number, number];

const css = readFileSync(new URL('../../app/globals.css', import.meta.url), 'utf8');
const declared = new Map([...css.matchAll(/^ {2}--([\w-]+): (light-dark\(.+\)|var\(--[\w-]+\));$/gm)].map((m) => [m[1] ?? '', m[2] ?? '']));

const linear = (lightness: number, chroma: number, hueDegrees: number): Rgb => {
  const hue = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
};

const colour = (token: string, theme: Theme, accountHue = 230): Rgb => {
  const value = declared.get(token);
  if (value === undefined) throw new Error(`no token ${token}`);
  const reference = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (reference !== undefined) return colour(reference, theme, accountHue);
  const both = value.replaceAll('var(--account-hue, 230)', String(accountHue));
  const parts = [...both.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)];
  const part = parts[theme === 'light' ? 0 : 1];
  return linear(Number(part?.[1]), Number(part?.[2]), Number(part?.[3]));
};

const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (one: Rgb, other: Rgb): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};

const surfaces = ['surface-0', 'surface-1', 'surface-2'];
const tones = ['accent', 'ok', 'warn', 'danger', 'info', 'violet'];
const textPairs: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-dim', ...tones].flatMap((ink) => surfaces.map((surface) => [ink, surface] as const)),
  ...tones.flatMap((tone) => [[tone, `${tone}-soft`] as const, ['ink', `${tone}-soft`] as const, ['ink-dim', `${tone}-soft`] as const]),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['on-danger', 'danger'],
  ['addr-placed-ink', 'addr-placed'],
  ['addr-used-ink', 'addr-used-running'],
  ['addr-claimed-ink', 'addr-claimed'],
];
const states = ['free', 'placed', 'original', 'used', 'used-running', 'claimed', 'aws', 'range', 'conflict', 'unknown'];
const shapePairs: readonly (readonly [string, string])[] = [
  ...surfaces.slice(0, 2).map((surface) => ['line-strong', surface] as const),
  ...states.map((state) => [`addr-${state}`, 'surface-1'] as const),
];

describe.each(['light', 'dark'] as const)('tokens in %s', (theme) => {
  it.each(textPairs)('%s on %s can be read (4.5:1)', (ink, ground) => {
    expect(contrast(colour(ink, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(shapePairs)('%s on %s can be seen (3:1)', (shape, ground) => {
    expect(contrast(colour(shape, theme), colour(ground, theme))).toBeGreaterThanOrEqual(3);
  });

  it('keeps every hue of an account readable', () => {
    const worst = Array.from({ length: 36 }, (_, step) =>
      contrast(colour('account', theme, step * 10), colour('account-soft', theme, step * 10)),
    );
    expect(Math.min(...worst)).toBeGreaterThanOrEqual(4.5);
  });
});
