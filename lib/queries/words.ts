import type { Locale } from '@/lib/i18n/locale';
import type { LaterNamespace, Messages } from '@/lib/i18n/namespaces';
import { api } from '@/lib/paths';
import { getJson } from './get-json';

const asked = new Map<string, Promise<Partial<Messages>>>();

/** Words of a part that is loaded when it is wanted; asked for once in a page's life, and again where that failed. */
export const loadWords = (locale: Locale, namespace: LaterNamespace): Promise<Partial<Messages>> => {
  const url = api.words(locale, namespace);
  const known = asked.get(url);
  if (known !== undefined) return known;
  const words = getJson<{ readonly namespace: LaterNamespace; readonly messages: Messages[LaterNamespace] }>(url).then(
    (answer): Partial<Messages> => ({ [answer.namespace]: answer.messages }),
  );
  asked.set(url, words);
  words.catch(() => asked.delete(url));
  return words;
};
