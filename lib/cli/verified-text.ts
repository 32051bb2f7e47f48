import type { ChainEnd } from '@/lib/record/export-format';
import type { Expected, ExportFault, VerifiedExport } from '@/lib/record/verify-export';
import { nameOf, type Words } from './words';

/** The sentence of a fault, without its place. */
export const faultSentence = (words: Words, { code, chain, seq }: Omit<ExportFault, 'line'>): string =>
  words.record()(`fault.${code}`, { chain: chain ?? 'none', seq: String(seq ?? '') });

/** What a person reads of an export with a fault. */
export const faultText = (words: Words, file: string, fault: ExportFault): string =>
  `${words.record()('line', { file: nameOf(words, file), line: String(fault.line), text: faultSentence(words, fault) })}\n`;

/** The same for a program. */
export const faultJson = (words: Words, file: string, fault: ExportFault): string =>
  `${JSON.stringify({ ok: false, file, fault: { ...fault, message: faultSentence(words, fault) } })}\n`;

/** The heads of chains, each in the form in which it can be given back. */
export const headLines = (chains: readonly ChainEnd[]): readonly string[] =>
  chains.map(({ chain, seq, hash }) => `  ${chain}  ${seq}:${hash}`);

/** Whose the signature is: of the key that was given, of the one that the file names, of none. */
const signedBy = ({ signer }: VerifiedExport, { publicKey }: Expected): 'given' | 'own' | 'none' =>
  signer === null ? 'none' : publicKey === null ? 'own' : 'given';

/** What a person reads of an export in which nothing is wrong: what it is, its heads (to be noted down), and how far it is proven. */
export const verifiedText = (words: Words, file: string, verified: VerifiedExport, expected: Expected): string => {
  const t = words.record();
  const { header, events, signer } = verified;
  const { chains, exportedAt: at, product } = header;
  const signed = signedBy(verified, expected);
  const lines = [
    t('verified', { file: nameOf(words, file), events, chains: chains.length, at, product }),
    ...headLines(chains),
    ...(expected.heads.length === 0 ? [] : [t('noted', { count: expected.heads.length })]),
    t(`signed.${signed}`, { fingerprint: signer ?? '' }),
    ...(expected.heads.length === 0 && signed !== 'given' ? [t('limits')] : []),
  ];
  return `${lines.join('\n')}\n`;
};

/** The same for a program. */
export const verifiedJson = (file: string, verified: VerifiedExport, expected: Expected): string => {
  const { header, events, signer } = verified;
  const { exportedAt, product, selection, chains } = header;
  const told = { ok: true, file, exportedAt, product, selection, events, chains, heads: expected.heads };
  return `${JSON.stringify({ ...told, signature: signedBy(verified, expected), fingerprint: signer })}\n`;
};
