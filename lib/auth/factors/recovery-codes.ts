import { createHash, randomBytes } from 'node:crypto';

/*
 * Codes for whoever has lost their factor: 120 bits at random each, so that a plain hash keeps them (OWASP ASVS 5.0, 6.5.2: from 112 bits on), in letters and digits that
 * are not taken for one another (Crockford's base 32).
 */

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 24;
const GROUP = 4;
/** How many a person is given. */
const CODES = 10;

/** A new code, as it is shown: six groups of four. */
const newCode = (): string => {
  // 256 is a multiple of 32: every letter is as likely as any other.
  const text = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return text.replace(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-');
};

/** New codes, as they are shown. */
export const newCodes = (): readonly string[] => Array.from({ length: CODES }, newCode);

/** What is stored of a code, however it was typed; `null`: it is none. */
export const hashOfCode = (typed: string): string | null => {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (code.length !== LENGTH || [...code].some((letter) => !ALPHABET.includes(letter))) return null;
  return createHash('sha256').update(code).digest('base64url');
};
