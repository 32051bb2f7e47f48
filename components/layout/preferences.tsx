'use client';

import { useRouter } from 'next/navigation';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState, useTransition } from 'react';
import { useLocale } from 'use-intl';
import { COOKIES, type Locale } from '@/lib/i18n/locale';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
/** `auto`: as wide as the window allows. */
export type RailState = 'open' | 'folded' | 'auto';

/** A person's choices as their cookies have them. */
export interface Choices {
  readonly theme: Theme;
  readonly rail: RailState;
  /** Whether keys without a modifier ("/", "?") do something: who dictates or has shaky hands turns them off (WCAG 2.1.4). */
  readonly singleKeys: boolean;
}

interface Preferences extends Choices {
  readonly locale: Locale;
  /** The page is being fetched in another language. */
  readonly switching: boolean;
  readonly setTheme: (theme: Theme) => void;
  readonly setLocale: (locale: Locale) => void;
  readonly setSingleKeys: (on: boolean) => void;
  readonly toggleRail: () => void;
}

const YEAR_SECONDS = 31_536_000;
const ROOM_FOR_RAIL = '(width >= 64rem)';

const PreferencesContext = createContext<Preferences | null>(null);

const keep = (name: string, value: string): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: CookieStore needs HTTPS, and the console usually runs on plain loopback
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
};

const cookieOf = (name: string): string | undefined =>
  document.cookie
    .split('; ')
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** Tells the server the browser's time zone once, so that it writes instants as the browser would. */
const useTimeZoneCookie = (): void => {
  const router = useRouter();
  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (zone === '' || cookieOf(COOKIES.timeZone) === encodeURIComponent(zone)) return;
    keep(COOKIES.timeZone, zone);
    router.refresh();
  }, [router]);
};

/** A person's choices, kept in cookies so that the server's first paint is right already. */
export const PreferencesProvider = ({ initial, children }: { readonly initial: Choices; readonly children: ReactNode }) => {
  const router = useRouter();
  const locale = useLocale();
  const [theme, setTheme] = useState(initial.theme);
  const [rail, setRail] = useState(initial.rail);
  const [singleKeys, setSingleKeys] = useState(initial.singleKeys);
  const [switching, startSwitch] = useTransition();
  useTimeZoneCookie();
  const preferences = useMemo(
    (): Preferences => ({
      theme,
      rail,
      singleKeys,
      locale,
      switching,
      setTheme: (next) => {
        keep(COOKIES.theme, next);
        if (next === 'system') delete document.documentElement.dataset.theme;
        else document.documentElement.dataset.theme = next;
        setTheme(next);
      },
      setLocale: (next) => {
        keep(COOKIES.locale, next);
        startSwitch(() => router.refresh());
      },
      setSingleKeys: (on) => {
        keep(COOKIES.keys, on ? 'on' : 'off');
        setSingleKeys(on);
      },
      toggleRail: () => {
        const open = rail === 'auto' ? matchMedia(ROOM_FOR_RAIL).matches : rail === 'open';
        const next = open ? 'folded' : 'open';
        keep(COOKIES.rail, next);
        setRail(next);
      },
    }),
    [theme, rail, singleKeys, locale, switching, router],
  );
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
};

/** The person's choices and how to change them; only inside the frame. */
export const usePreferences = (): Preferences => {
  const preferences = useContext(PreferencesContext);
  if (preferences === null) throw new Error('usePreferences is used outside the frame');
  return preferences;
};
