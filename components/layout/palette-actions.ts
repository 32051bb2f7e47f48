'use client';

import { useQuery } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl';
import { flash } from '@/components/ui/flash';
import { refreshInventoryAction } from '@/lib/actions/vaults';
import { LOCALES } from '@/lib/i18n/locale';
import type { Place } from '@/lib/paths';
import { regionsQuery } from '@/lib/queries/regions';
import { heard } from '@/lib/queries/signed-out';
import { useFrame } from './frame-context';
import { openFrameDialog } from './frame-dialogs-store';
import { navItems } from './nav-items';
import { useRegisteredCommands } from './palette-commands';
import type { PaletteEntry } from './palette-match';
import { THEMES, usePreferences } from './preferences';
import { samePageIn } from './same-page';

/** The pages of the rail. */
export const usePageEntries = (place: Place | null): readonly PaletteEntry[] => {
  const t = useTranslations('common.nav');
  return navItems(place, useFrame().grants).map((item) => ({
    id: `page ${item.key}`,
    text: t(item.key),
    words: `${t(item.key)} ${item.key}`,
    icon: item.icon,
    href: item.href,
  }));
};

/** What the open page offers. */
export const useCommandEntries = (): readonly PaletteEntry[] =>
  useRegisteredCommands().map((command) => ({
    id: `command ${command.id}`,
    text: command.text,
    words: command.text,
    shortcut: command.shortcut,
    reason: command.reason,
    run: command.run,
  }));

const useRegionEntries = (place: Place | null): readonly PaletteEntry[] => {
  const t = useTranslations('find.palette');
  const pathname = usePathname();
  const { data } = useQuery({ ...regionsQuery(place ?? { account: '', region: '' }), enabled: place !== null });
  if (place === null) return [];
  const others = (data?.regions ?? []).filter((region) => region !== place.region);
  return others.map((region) => ({
    id: `region ${region}`,
    text: t('toRegion', { region }),
    words: t('toRegion', { region }),
    href: samePageIn(pathname, { account: place.account, region }),
  }));
};

const useInventoryEntry = (place: Place | null): readonly PaletteEntry[] => {
  const t = useTranslations('find.palette');
  const started = useTranslations('common.freshness')('started');
  if (place === null) return [];
  const run = async (): Promise<void> => {
    const answer = await heard(refreshInventoryAction({ place: { account: place.account, region: place.region }, whole: true }));
    flash(answer.ok ? { tone: 'ok', text: started } : { tone: 'warn', text: t('refreshFailed') });
  };
  const text = t('refreshInventory');
  const failed = () => flash({ tone: 'warn', text: t('refreshFailed') });
  return [{ id: 'refresh', text, words: text, run: () => void run().catch(failed) }];
};

/** What can be done on every page: inventory, language, theme, rail, help, and the regions, which are many and so wait for a text. */
export const useActionEntries = (place: Place | null, text: string): readonly PaletteEntry[] => {
  const t = useTranslations('common');
  const palette = useTranslations('find.palette');
  const { locale, theme, setLocale, setTheme, toggleRail } = usePreferences();
  const action = (id: string, text: string, run: () => void, shortcut?: string): PaletteEntry => ({ id, text, words: text, run, shortcut });
  const languages = LOCALES.filter((each) => each !== locale).map((each) =>
    action(`language ${each}`, palette('inLanguage', { language: t(`top.languages.${each}`) }), () => setLocale(each)),
  );
  const themes = THEMES.filter((each) => each !== theme).map((each) =>
    action(`theme ${each}`, palette('inTheme', { theme: t(`top.themes.${each}`) }), () => setTheme(each)),
  );
  return [
    ...useInventoryEntry(place),
    ...languages,
    ...themes,
    action('rail', palette('rail'), toggleRail),
    action('shortcuts', t('shortcuts.title'), () => openFrameDialog('shortcuts'), '?'),
    ...useRegionEntries(text.trim() === '' ? null : place),
  ];
};
