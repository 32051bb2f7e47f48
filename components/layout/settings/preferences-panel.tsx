'use client';

import { useTranslations } from 'use-intl';
import { Checkbox, Select } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { LOCALES } from '@/lib/i18n/locale';
import { THEMES, usePreferences } from '../preferences';

/** A person's own choices. They live in this browser's cookies and take effect at once. */
export const PreferencesPanel = () => {
  const t = useTranslations('settings.preferences');
  const top = useTranslations('common.top');
  const { locale, theme, singleKeys, setLocale, setTheme, setSingleKeys } = usePreferences();
  return (
    <Panel title={t('title')}>
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Select
            label={top('language')}
            value={locale}
            options={LOCALES.map((each) => ({ value: each, text: top(`languages.${each}`) }))}
            onChange={(event) => setLocale(LOCALES.find((each) => each === event.target.value) ?? locale)}
          />
          <Select
            label={top('theme')}
            value={theme}
            options={THEMES.map((each) => ({ value: each, text: top(`themes.${each}`) }))}
            onChange={(event) => setTheme(THEMES.find((each) => each === event.target.value) ?? theme)}
          />
        </div>
        <Checkbox
          label={t('singleKeys')}
          hint={t('singleKeysHint')}
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.target.checked)}
        />
        <p className="text-xs text-text-dim">{t('where')}</p>
      </div>
    </Panel>
  );
};
