'use client';

import { useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { CopyableId } from '@/components/ui/copyable-id';
import { Icon } from '@/components/ui/icon';
import { useFrame, usePlace } from './frame-context';
import { openFrameDialog } from './frame-dialogs-store';
import { Kbd } from './kbd';
import { PersonMenu } from './person-menu';
import { LanguageMenu, ThemeMenu } from './preference-menus';
import { RegionSwitch } from './region-switch';

const Account = ({ account }: { readonly account: string }) => {
  const t = useTranslations('common.top');
  return (
    <span className="fc-edge inline-flex h-7 shrink-0 items-center rounded-md bg-account-soft pl-2 text-account">
      <span className="sr-only">{t('account')}</span>
      <CopyableId value={account} className="font-semibold" />
    </span>
  );
};

const SearchButton = () => {
  const t = useTranslations('common.top');
  return (
    <button
      type="button"
      onClick={() => openFrameDialog('palette')}
      aria-keyshortcuts="Control+K Meta+K"
      className="ml-auto flex h-8 w-9 min-w-9 items-center gap-2 rounded-md border border-line-strong bg-surface-1 px-2.5 text-text-dim hover:bg-surface-2 lg:w-80"
    >
      <Icon name="search" />
      <span className="sr-only text-left lg:not-sr-only lg:min-w-0 lg:flex-1 lg:truncate">{t('search')}</span>
      <span className="hidden shrink-0 lg:inline" aria-hidden="true">
        <Kbd keys="Mod+K" />
      </span>
    </button>
  );
};

/** Where one is (account, region), how to get elsewhere, and who one is; always in view. */
export const TopBar = () => {
  const t = useTranslations('common.top');
  const { user, grants, people, simulated } = useFrame();
  const name = people[user]?.name ?? user;
  const place = usePlace();
  return (
    <header className="sticky top-0 z-20 print:hidden short:static border-b border-line bg-surface-1 pt-[3px]">
      <div className="flex min-h-12 flex-wrap items-center gap-1 px-2 py-1.5 md:flex-nowrap md:gap-2 md:px-4">
        {place === null ? (
          // Whoever has no role is not told of an account, so nothing is said of one.
          <span className="text-text-dim">{user !== '' && grants.length === 0 ? null : t('noAccount')}</span>
        ) : (
          <>
            <Account account={place.account} />
            <RegionSwitch place={place} />
          </>
        )}
        {simulated && (
          <Badge tone="warn" icon="info" title={t('simulatedWhy')}>
            <span className="hidden md:inline">{t('simulated')}</span>
            <span className="md:hidden">{t('simulatedShort')}</span>
          </Badge>
        )}
        <SearchButton />
        <div className="flex items-center">
          <LanguageMenu />
          <ThemeMenu />
        </div>
        {user !== '' && <PersonMenu name={name} />}
      </div>
    </header>
  );
};
