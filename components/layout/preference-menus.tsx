'use client';

import { useTranslations } from 'use-intl';
import { tallIconButtonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { LOCALES } from '@/lib/i18n/locale';
import { THEMES, usePreferences } from './preferences';

/** The language of the console, each named in itself. */
export const LanguageMenu = () => {
  const t = useTranslations('common.top');
  const { locale, setLocale } = usePreferences();
  return (
    <Menu
      label={t('language')}
      align="end"
      buttonClassName={tallIconButtonClass}
      button={<Icon name="language" />}
      items={LOCALES.map((each) => ({
        key: each,
        text: t(`languages.${each}`),
        lang: each,
        checked: each === locale,
        onChoose: () => setLocale(each),
      }))}
    />
  );
};

/** Light, dark, or as the system has it. */
export const ThemeMenu = () => {
  const t = useTranslations('common.top');
  const { theme, setTheme } = usePreferences();
  return (
    <Menu
      label={t('theme')}
      align="end"
      buttonClassName={tallIconButtonClass}
      button={<Icon name="theme" />}
      items={THEMES.map((each) => ({ key: each, text: t(`themes.${each}`), checked: each === theme, onChoose: () => setTheme(each) }))}
    />
  );
};
