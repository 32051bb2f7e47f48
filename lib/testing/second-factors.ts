import { Secret, TOTP } from 'otpauth';

/** What an authenticator app shows for a secret in base32, as it was given to it (groups and all), at a moment. */
export const codeOfApp = (secret: string, atMs: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret.replaceAll(' ', '')), algorithm: 'SHA1', digits: 6, period: 30 }).generate({
    timestamp: atMs,
  });
