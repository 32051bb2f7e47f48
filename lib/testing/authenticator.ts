import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/*
 * An authenticator as WebAuthn level 3 has it (6.1, 6.5.4), with one key on P-256 and no attestation, and what a browser makes of its answers; it shares nothing with what
 * verifies them.
 */

const UP = 0x01;
const UV = 0x04;
const AT = 0x40;

const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();
const text = (letters: string): Buffer => Buffer.concat([Buffer.from([0x60 + letters.length]), Buffer.from(letters)]);
/** CBOR's bytes of up to 64 kB, with the shortest length, as CTAP2 has it. */
const bytes = (value: Buffer): Buffer =>
  Buffer.concat([Buffer.from(value.length < 256 ? [0x58, value.length] : [0x59, value.length >> 8, value.length & 0xff]), value]);

/** How the person and the browser behave. */
interface Behaviour {
  readonly origin: string;
  readonly rpId: string;
  /** Whether the authenticator made sure that it is its owner. */
  readonly verified?: boolean;
  /** What it signs, where that is not what it was asked for. */
  readonly challenge?: string;
}

/** A device with one passkey, which counts how often it was used. */
export const authenticator = () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let count = 0;
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const cose = Buffer.concat([
    Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    bytes(Buffer.from(y, 'base64url')),
  ]);
  const dataFor = ({ rpId, verified = true }: Behaviour, more: Buffer | null): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    const flags = UP | (verified ? UV : 0) | (more === null ? 0 : AT);
    return Buffer.concat([sha256(rpId), Buffer.from([flags]), counter, more ?? Buffer.alloc(0)]);
  };
  const clientData = (type: string, asked: string, { origin, challenge = asked }: Behaviour): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const shared = { id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key', clientExtensionResults: {} } as const;
  return {
    /** Answers `navigator.credentials.create`. */
    make: ({ challenge }: { readonly challenge: string }, how: Behaviour) => {
      const credential = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, cose]);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        bytes(dataFor(how, credential)),
      ]);
      return {
        ...shared,
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, how).toString('base64url'),
          attestationObject: attestation.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    /** Answers `navigator.credentials.get`. */
    use: ({ challenge }: { readonly challenge: string }, how: Behaviour) => {
      count += 1;
      const client = clientData('webauthn.get', challenge, how);
      const data = dataFor(how, null);
      return {
        ...shared,
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', Buffer.concat([data, sha256(client)]), privateKey).toString('base64url'),
        },
      };
    },
    /** Sets the count back, as that of a copy would be. */
    rewind: (): void => {
      count = 0;
    },
  };
};
