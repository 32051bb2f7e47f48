/** How many hues there are, so many degrees apart: nobody tells closer ones apart. */
const HUES = 29;
const STEP = 10;
const FIRST_HUE = 85;
const GOLDEN = 0.618033988749895;

/**
 * The hue of an account, in degrees: the same for the same 12 digits everywhere, far apart for digits that differ little. Red and amber (15 to 85 degrees) are
 * left out: they mean trouble elsewhere on the screen. app/globals.css has a rule for each.
 */
export const accountHue = (account: string): number => {
  let hash = 2_166_136_261;
  for (const char of account) hash = Math.imul(hash ^ char.charCodeAt(0), 16_777_619) >>> 0;
  return (FIRST_HUE + STEP * Math.floor(HUES * ((hash * GOLDEN) % 1))) % 360;
};
