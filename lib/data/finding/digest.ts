import { createHash } from 'node:crypto';

/** A UUID (its form, of no version) that stands for `text`: the same for the same text, and never the same for another. */
export const digestOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};
