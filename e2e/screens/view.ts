import type { BrowserContextOptions } from '@playwright/test';
import type { Locale } from '@/lib/i18n/locale';

const SIZES = {
  '1280': { width: 1280, height: 800 },
  '1440': { width: 1440, height: 900 },
  '1920': { width: 1920, height: 1080 },
  '768': { width: 768, height: 1024 },
  '390': { width: 390, height: 844 },
  /** What 1280 by 800 leaves of a page at 200 %. */
  zoom: { width: 640, height: 400 },
} as const;

type Size = keyof typeof SIZES;
type Theme = 'light' | 'dark';
type Extra = 'forced' | 'still';

/** How a page is looked at, and how the name of its picture says so: `1280-dark-ja`, `1280-light-en-forced`. */
export interface View {
  readonly name: string;
  readonly locale: Locale;
  readonly theme: Theme;
  readonly context: BrowserContextOptions;
}

/** A way to look at a page; `forced` is Windows high contrast, `still` is reduced motion. */
export const view = (size: Size, theme: Theme = 'light', locale: Locale = 'en', extra?: Extra): View => ({
  name: [size, theme, locale, ...(extra === undefined ? [] : [extra])].join('-'),
  locale,
  theme,
  context: {
    viewport: SIZES[size],
    deviceScaleFactor: size === 'zoom' ? 2 : 1,
    locale: locale === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
    ...(extra === 'forced' ? { forcedColors: 'active' } : {}),
    reducedMotion: extra === 'still' ? 'reduce' : 'no-preference',
  },
});

const isSize = (text: string | undefined): text is Size => text !== undefined && Object.hasOwn(SIZES, text);

/** The view of a name, `1440-dark-ja`, for a look that no scene asks for; `null`: there is none such. */
export const viewNamed = (name: string): View | null => {
  const [size, theme, locale] = name.split('-');
  if (!isSize(size) || (theme !== 'light' && theme !== 'dark') || (locale !== 'en' && locale !== 'ja')) return null;
  return view(size, theme, locale);
};

/** Most states: seen once, by day, in English. */
export const ONCE: readonly View[] = [view('1280')];
/** States whose words or colours need a look of their own. */
export const TWICE: readonly View[] = [view('1280'), view('1280', 'dark', 'ja')];
/** Pages as a whole. */
export const WIDELY: readonly View[] = [...TWICE, view('768', 'light', 'ja'), view('zoom')];
/** Pages that somebody looks at on the way. */
export const ANYWHERE: readonly View[] = [...WIDELY, view('390'), view('390', 'dark', 'ja')];
/** Lists, whose columns follow from their width. */
export const LISTS: readonly View[] = [...ANYWHERE, view('1920'), view('1920', 'dark', 'ja')];
/** Pages that everybody meets, on whatever they have: by day and by night, in both languages. */
export const PERSONAL: readonly View[] = [
  view('1280'),
  view('1280', 'dark', 'ja'),
  view('390', 'light', 'ja'),
  view('390', 'dark'),
  view('1920', 'light', 'ja'),
];
/** The one page that everything is about. */
export const EVERY: readonly View[] = [
  view('1280'),
  view('1280', 'light', 'ja'),
  view('1280', 'dark'),
  view('1280', 'dark', 'ja'),
  view('1440'),
  view('1440', 'dark', 'ja'),
  view('768'),
  view('768', 'dark', 'ja'),
  view('zoom'),
  view('zoom', 'light', 'ja'),
  view('1280', 'light', 'en', 'forced'),
  view('1280', 'dark', 'en', 'forced'),
  view('1280', 'light', 'en', 'still'),
];
