import { isObject, openJson } from '@/lib/restore/json';

/**
 * A metadata value for a narrow column. A list of private addresses becomes the addresses, the primary one marked by P and the others by S, as the editor
 * marks them, on one line with it; anything else stays as it is.
 */
export const briefValue = (text: string | null): string | null => {
  const list = text?.startsWith('[{') ? openJson(text) : undefined;
  if (!Array.isArray(list) || !list.every((each) => isObject(each) && typeof each.PrivateIpAddress === 'string')) return text;
  return list.map((each) => `${each.Primary === true ? 'P' : 'S'}\u00a0${each.PrivateIpAddress}`).join(', ');
};
