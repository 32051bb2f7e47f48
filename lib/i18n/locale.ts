/** The languages that Rehome is written in, English first: it is the one that the keys are typed from. */
export const LOCALES = ['en', 'ja'] as const;

export type Locale = (typeof LOCALES)[number];

/** Names of the cookies that a person's choices are kept in, read by the server so that the first paint is right. */
export const COOKIES = {
  locale: 'rehome-locale',
  theme: 'rehome-theme',
  timeZone: 'rehome-tz',
  rail: 'rehome-rail',
  keys: 'rehome-keys',
} as const;

const isLocale = (text: string): text is Locale => (LOCALES as readonly string[]).includes(text);

/** The first of the languages in an Accept-Language header that we have, by its weights; English where there is none. */
const fromHeader = (header: string): Locale => {
  const wanted = header.split(',').map((part) => {
    const [tag = '', ...params] = part.trim().split(';');
    const weight = params.map((param) => /^\s*q=([\d.]+)\s*$/.exec(param)?.[1]).find((text) => text !== undefined);
    return { language: tag.trim().toLowerCase().split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
  });
  const known = wanted.filter((each) => each.weight > 0 && isLocale(each.language)).sort((a, b) => b.weight - a.weight);
  const best = known[0]?.language ?? '';
  return isLocale(best) ? best : 'en';
};

/**
 * The language of a request: what the person chose, else what the browser asks for, else English.
 * @param chosen the cookie's value, whatever it holds
 */
export const pickLocale = (chosen: string | undefined, acceptLanguage: string | null): Locale =>
  chosen !== undefined && isLocale(chosen) ? chosen : fromHeader(acceptLanguage ?? '');

/** A time zone that this runtime knows, else UTC: a cookie can hold anything. */
export const pickTimeZone = (chosen: string | undefined): string => {
  if (chosen === undefined || chosen.length > 64) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: chosen }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
};
