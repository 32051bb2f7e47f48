import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';

/*
 * Codes of an authenticator app (RFC 6238), as every app makes them: SHA-1, six digits, a new one each thirty seconds.
 */

const STEP_SECONDS = 30;
/** RFC 4226, 4: at least 128 bits, and 160 are recommended. */
const SECRET_BYTES = 20;
/** The clocks of phones and servers differ, and a code takes a moment to type: one step before and one after count, too (RFC 6238, 5.2), unless a deployment is strict (ASVS 6.5.5). */
const STEPS_AROUND = { strict: 0, usual: 1 } as const;

/** A new secret. */
export const newTotpSecret = (): Uint8Array => randomBytes(SECRET_BYTES);

const ofApp = (secret: Uint8Array, issuer = '', label = ''): TOTP =>
  new TOTP({
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
    algorithm: 'SHA1',
    digits: 6,
    period: STEP_SECONDS,
    issuer,
    label,
  });

/**
 * Which step of thirty seconds since 1970 a code is of, at a moment; `null`: of none that counts.
 * @param strict the code of that very step alone counts
 */
export const stepOfCode = (secret: Uint8Array, code: string, nowMs: number, strict: boolean): number | null => {
  const delta = ofApp(secret).validate({ token: code, timestamp: nowMs, window: STEPS_AROUND[strict ? 'strict' : 'usual'] });
  return delta === null ? null : Math.floor(nowMs / 1_000 / STEP_SECONDS) + delta;
};

/** A secret as a person gives it to an app. */
export interface ForApp {
  /** In base32, in groups of four. */
  readonly secret: string;
  /** `otpauth://…`, which a phone opens. */
  readonly uri: string;
  /** The same as a QR code: how many modules it is wide and high, and the dark ones as the path of an SVG. */
  readonly qr: { readonly size: number; readonly path: string };
}

/** The dark modules of a row, side by side ones as one rectangle. */
const darkRuns = (row: readonly boolean[], y: number): readonly string[] =>
  row.flatMap((dark, x) => {
    if (!dark || row[x - 1] === true) return [];
    const end = row.indexOf(false, x);
    const wide = (end === -1 ? row.length : end) - x;
    return [`M${x} ${y}h${wide}v1h-${wide}z`];
  });

/** A secret for an app that will show it as `issuer` and `label`. */
export const forApp = (secret: Uint8Array, issuer: string, label: string): ForApp => {
  const app = ofApp(secret, issuer, label);
  const uri = app.toString();
  const { size, data } = encode(uri, { ecc: 'M', border: 4 });
  const path = data.flatMap(darkRuns).join('');
  return { secret: app.secret.base32.replace(/.{4}(?=.)/g, '$& '), uri, qr: { size, path } };
};
