/** How much work a guess at a password is, as scrypt counts it. */
export interface Work {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's cheat sheet of password storage (2^16, 8, 2: 64 MiB). What a stored hash was made with stands in it. */
export const WORK: Work = { N: 65_536, r: 8, p: 2 };
