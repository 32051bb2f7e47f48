import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { err, ok, type Result } from '@/lib/result';
import { sha256 } from './event';
import { type ExportSignature, signedText } from './export-format';

/** Why a key cannot be used. */
export type KeyProblem = 'not-a-key' | 'not-ed25519';

const ed25519 = (read: () => KeyObject): Result<KeyObject, KeyProblem> => {
  try {
    const key = read();
    return key.asymmetricKeyType === 'ed25519' ? ok(key) : err('not-ed25519');
  } catch {
    // OpenSSL's own words may quote the key.
    return err('not-a-key');
  }
};

/** The private key in a PEM (PKCS#8) text. */
export const readSigningKey = (pem: string): Result<KeyObject, KeyProblem> => ed25519(() => createPrivateKey(pem));

/** The public key in a PEM text; the one that belongs to it, where the text holds a private key. */
export const readPublicKey = (pem: string): Result<KeyObject, KeyProblem> => ed25519(() => createPublicKey(pem));

/** A fresh pair of keys, each as PEM. */
export const newSigningKey = (): { readonly privateKey: string; readonly publicKey: string } =>
  generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });

const derOf = (publicKey: KeyObject): Buffer => publicKey.export({ type: 'spki', format: 'der' });

/** A short name of a public key, to compare by eye: `SHA256:` and the 64 digits of its DER's hash. */
export const fingerprintOf = (publicKey: KeyObject): string => `SHA256:${sha256(derOf(publicKey))}`;

/** Signs an export by its content's hash. */
export const signExport = (privateKey: KeyObject, content: string): ExportSignature => ({
  algorithm: 'ed25519',
  publicKey: derOf(createPublicKey(privateKey)).toString('base64'),
  value: sign(null, Buffer.from(signedText(content)), privateKey).toString('base64'),
});

const bytesOf = (base64: string): Buffer | null => {
  const bytes = Buffer.from(base64, 'base64');
  // Several texts decode to the same bytes; only one of them was written.
  return bytes.toString('base64') === base64 ? bytes : null;
};

/** The key that a signature names, where the signature is that key's and of this content; null where it is not. */
export const signerOf = (signature: ExportSignature, content: string): KeyObject | null => {
  const der = bytesOf(signature.publicKey);
  const value = bytesOf(signature.value);
  if (der === null || value === null) return null;
  const key = ed25519(() => createPublicKey({ key: der, format: 'der', type: 'spki' }));
  return key.ok && verify(null, Buffer.from(signedText(content)), key.value, value) ? key.value : null;
};
