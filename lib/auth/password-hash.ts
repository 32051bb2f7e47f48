import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { WORK, type Work } from './password-work';

const SALT_BYTES = 16;
const KEY_BYTES = 32;

const derive = (password: string, salt: Buffer, { N, r, p }: Work): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // The same letters typed on two keyboards may be other characters (NIST SP 800-63B-4, 3.1.1.2).
    scrypt(password.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

/** The hash of a password, to be stored: `scrypt$N$r$p$salt$key`. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, WORK);
  return ['scrypt', WORK.N, WORK.r, WORK.p, salt.toString('base64url'), key.toString('base64url')].join('$');
};

/** Whether a stored hash is that of `password`. */
export const verifyPassword = async ({ hash, password }: { readonly hash: string; readonly password: string }): Promise<boolean> => {
  const [, N, r, p, salt = '', key = ''] = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(hash) ?? [];
  if (key === '') return false;
  const wanted = Buffer.from(key, 'base64url');
  const found = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  return wanted.length === found.length && timingSafeEqual(wanted, found);
};
