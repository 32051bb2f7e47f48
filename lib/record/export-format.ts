import { canonicalJson, type JsonObject, type JsonValue } from './canonical-json';
import { type ChainHead, GENESIS, type SealedEvent, sha256 } from './event';

/*
 * An export is JSON Lines, each line canonical JSON and ended by a line feed: a header that tells where each chain ends, the events chain by chain (chains
 * by the code units of their names, each from its first event to its last), a footer. So there is one right file for given events, and every other byte is wrong.
 */
export const FORMAT = 'rehome-history';
export const FORMAT_VERSION = 1;

/** Where one chain of an export ends. */
export interface ChainEnd extends ChainHead {
  readonly chain: string;
}

/** The first line. */
export interface ExportHeader {
  /** By name. */
  readonly chains: readonly ChainEnd[];
  /** SHA-256 of this line's canonical JSON without this member, so that damage to the header shows at once. */
  readonly digest: string;
  readonly exportedAt: string;
  readonly format: typeof FORMAT;
  /** The version of Rehome that wrote it. */
  readonly product: string;
  /** The one chain that was asked for; null for all. */
  readonly selection: string | null;
  readonly version: typeof FORMAT_VERSION;
}

/** An Ed25519 signature of `signedText`. */
export interface ExportSignature {
  readonly algorithm: 'ed25519';
  /** SubjectPublicKeyInfo, DER, base64. */
  readonly publicKey: string;
  /** 64 bytes, base64. */
  readonly value: string;
}

/** The last line. */
export interface ExportFooter {
  /** SHA-256 of every byte before this line. */
  readonly content: string;
  /** As the header's. */
  readonly digest: string;
  readonly end: typeof FORMAT;
  readonly events: number;
  readonly signature: ExportSignature | null;
}

/** One line of an export. */
export const lineOf = (value: JsonObject | ExportHeader | ExportFooter | SealedEvent): string => `${canonicalJson(value)}\n`;

/** What a signature is made over: through `content`, the whole file before the footer, heads included. The words before it keep it from being taken for anything else. */
export const signedText = (content: string): string => `${FORMAT} ${FORMAT_VERSION}\n${content}`;

/** A header or footer with its digest. */
export const digested = <T extends object>(line: T): T & { readonly digest: string } => ({ ...line, digest: sha256(canonicalJson(line)) });

/** Whether a header or footer has the digest that it should have. */
export const digestHolds = ({ digest, ...line }: ExportHeader | ExportFooter): boolean => digested(line).digest === digest;

type Read = { readonly [name: string]: JsonValue | undefined };
type Test = (value: JsonValue | undefined) => boolean;

const text: Test = (value) => typeof value === 'string';
const hash: Test = (value) => typeof value === 'string' && value.length === GENESIS.length;
const count: Test = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const exactly =
  (wanted: JsonValue): Test =>
  (value) =>
    value === wanted;
const orNull =
  (test: Test): Test =>
  (value) =>
    value === null || test(value);
const isObject = (value: unknown): value is Read => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A test of an object that has these members, each as it should be, and no other. */
const object = (members: Readonly<Record<string, Test>>): ((value: unknown) => boolean) => {
  const tests = Object.entries(members);
  return (value) => {
    if (!isObject(value) || Object.keys(value).length !== tests.length) return false;
    for (const [name, test] of tests) if (!Object.hasOwn(value, name) || !test(value[name])) return false;
    return true;
  };
};

const END = object({ chain: text, seq: (value) => count(value) && value !== 0, hash });
const ENDS: Test = (value) => {
  if (!Array.isArray(value) || !value.every((each: JsonValue) => END(each))) return false;
  const names = (value as ChainEnd[]).map(({ chain }) => chain);
  return names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name);
};
const isHeader = object({
  chains: ENDS,
  digest: hash,
  exportedAt: text,
  format: exactly(FORMAT),
  product: text,
  selection: orNull(text),
  version: exactly(FORMAT_VERSION),
});
const isEvent = object({
  version: exactly(1),
  chain: text,
  seq: count,
  at: text,
  actor: text,
  kind: text,
  subject: orNull(text),
  data: isObject as Test,
  previousHash: hash,
  hash,
});
const isFooter = object({
  content: hash,
  digest: hash,
  end: exactly(FORMAT),
  events: count,
  signature: orNull(object({ algorithm: exactly('ed25519'), publicKey: text, value: text })),
});

/** A line as what it says it is; `unreadable` where it is none of these, or is not written byte for byte as an export writes it. */
export type ReadLine =
  | { readonly is: 'header'; readonly header: ExportHeader }
  | { readonly is: 'event'; readonly event: SealedEvent }
  | { readonly is: 'footer'; readonly footer: ExportFooter }
  | { readonly is: 'later-version'; readonly version: number }
  | { readonly is: 'unreadable' };

const kindOf = (value: unknown): ReadLine => {
  if (isEvent(value)) return { is: 'event', event: value as SealedEvent };
  if (isHeader(value)) return { is: 'header', header: value as ExportHeader };
  if (isFooter(value)) return { is: 'footer', footer: value as ExportFooter };
  if (isObject(value) && value.format === FORMAT && Number.isInteger(value.version) && Number(value.version) > FORMAT_VERSION)
    return { is: 'later-version', version: Number(value.version) };
  return { is: 'unreadable' };
};

/** Reads one line, without its line feed. Never throws. */
export const readLine = (bytes: Uint8Array): ReadLine => {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString());
    // Bytes are compared, not texts: what is no UTF-8 is read as the character that stands in for it, which has other bytes.
    return Buffer.from(canonicalJson(value)).equals(bytes) ? kindOf(value) : { is: 'unreadable' };
  } catch (error) {
    // No JSON, no UTF-8, or nested too deeply. A record that an export cannot have written is wrong, whatever it is.
    if (error instanceof SyntaxError || error instanceof TypeError) return { is: 'unreadable' };
    throw error;
  }
};
