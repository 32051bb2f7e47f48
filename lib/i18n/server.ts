import 'server-only';
import compile from 'icu-minify/compile';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { createTranslator } from 'use-intl/core';
import { COOKIES, type Locale, pickLocale, pickTimeZone } from './locale';
import type { Messages, Namespace } from './namespaces';
import { FRAME_PARTS, type Parts, partOf, restOf } from './parts';

/** What of a request decides how words and instants are written. `now` is one instant for the whole request. */
export interface RequestIntl {
  readonly locale: Locale;
  /** The browser's, once its cookie is known; UTC before. */
  readonly timeZone: string;
  readonly now: Date;
}

/** The language, zone and instant of this request. */
export const requestIntl = cache(async (): Promise<RequestIntl> => {
  const [jar, head] = await Promise.all([cookies(), headers()]);
  return {
    locale: pickLocale(jar.get(COOKIES.locale)?.value, head.get('accept-language')),
    timeZone: pickTimeZone(jar.get(COOKIES.timeZone)?.value),
    now: new Date(),
  };
});

/** Messages as they are sent: every text compiled, so that no parser has to go to a browser (decision 0009). React sends plain objects only, which JSON makes them. */
const compiled = (value: unknown): unknown =>
  typeof value === 'string'
    ? JSON.parse(JSON.stringify(compile(value)))
    : Object.fromEntries(Object.entries(value as object).map(([key, child]) => [key, compiled(child)]));

const kept = new Map<string, unknown>();

const load = async <N extends Namespace>(locale: Locale, namespace: N): Promise<Messages[N]> => {
  const key = `${locale}/${namespace}`;
  const known = kept.get(key);
  if (known !== undefined) return known as Messages[N];
  const file = (await import(`./messages/${locale}/${namespace}.json`)) as { readonly default: Messages[N] };
  const messages = compiled(file.default);
  // While one edits, the next page shows what has been written since.
  if (process.env.NODE_ENV === 'production') kept.set(key, messages);
  return messages as Messages[N];
};

/** The named namespaces in one language, to be given to the browser or to a translator. */
export const loadMessages = async <N extends Namespace>(locale: Locale, namespaces: readonly N[]): Promise<Pick<Messages, N>> => {
  const loaded = await Promise.all(namespaces.map(async (namespace) => [namespace, await load(locale, namespace)] as const));
  return Object.fromEntries(loaded) as unknown as Pick<Messages, N>;
};

/** The named members of namespaces in one language, each marked as a part. */
export const loadParts = async (locale: Locale, parts: Parts): Promise<Partial<Messages>> => {
  const loaded = await Promise.all(
    Object.entries(parts).map(async ([name, members]) => [name, partOf(await load(locale, name as Namespace), members)] as const),
  );
  return Object.fromEntries(loaded) as Partial<Messages>;
};

/** What the frame does not have of the words for problems. */
export const loadOtherProblems = async (locale: Locale): Promise<Partial<Messages>> =>
  ({ problems: restOf(await load(locale, 'problems'), FRAME_PARTS.problems) }) as unknown as Partial<Messages>;

/** A translator of one namespace for server components: `const t = await getTranslator('vaults'); t('title')`. */
export const getTranslator = async <N extends Namespace>(namespace: N) => {
  const { locale, timeZone, now } = await requestIntl();
  const messages = (await loadMessages(locale, [namespace])) as Messages;
  return createTranslator<Messages, N>({ locale, timeZone, now, messages, namespace: namespace as never });
};
