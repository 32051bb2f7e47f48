'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { Mark } from '@/components/layout/mark';
import { LanguageMenu, ThemeMenu } from '@/components/layout/preference-menus';

/** What stands around a page of somebody who is not signed in: the product, the language and the theme, and nothing of any account. */
export const BareFrame = ({ children }: { readonly children: ReactNode }) => {
  const t = useTranslations('common');
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center gap-2 border-b border-line bg-surface-1 px-4 py-2">
        <Mark />
        <span className="mr-auto font-semibold">{t('product')}</span>
        <LanguageMenu />
        <ThemeMenu />
      </header>
      <main id="content" tabIndex={-1} className="mx-auto w-full max-w-md flex-1 px-4 py-10 outline-none">
        {children}
      </main>
    </div>
  );
};
