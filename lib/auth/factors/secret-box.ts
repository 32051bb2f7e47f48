import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/*
 * The secret of an authenticator app has to be read again, so it cannot be a hash: it is encrypted (AES-256-GCM, NIST SP 800-38D) with a key that is made (HKDF, RFC 5869)
 * of the console's secret, which is not in the database. It is bound to its person: moved to another row it opens no more.
 */

const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = 'v1';

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, '', 'rehome second factors', KEY_BYTES));

/** A secret of a person as it is stored: `v1.` and nonce, tag and ciphertext in base64url. */
export const seal = (plain: Uint8Array, person: string, secret: string): string => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce).setAAD(Buffer.from(person));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return `${VERSION}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
};

/** What `seal` was given; `null` where it was sealed with another secret, for another person, or was changed. */
export const open = (stored: string, person: string, secret: string): Uint8Array | null => {
  const [version, text = ''] = stored.split('.');
  const bytes = Buffer.from(text, 'base64url');
  if (version !== VERSION || bytes.length <= NONCE_BYTES + TAG_BYTES) return null;
  const cipher = createDecipheriv('aes-256-gcm', keyOf(secret), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(person))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), cipher.final()]);
  } catch {
    return null;
  }
};
