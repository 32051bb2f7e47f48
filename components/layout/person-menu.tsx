'use client';

import { useTranslations } from 'use-intl';
import { useSignOut } from '@/components/sign-in/use-sign-out';
import { tallIconButtonClass } from '@/components/ui/button-style';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { paths } from '@/lib/paths';

/** Who is signed in, and the way out. */
export const PersonMenu = ({ name }: { readonly name: string }) => {
  const t = useTranslations('common.top');
  const signOut = useSignOut();
  return (
    <Menu
      label={t('you', { name })}
      align="end"
      buttonClassName={`${tallIconButtonClass} w-auto! max-w-44 gap-1.5 px-2`}
      button={
        <>
          <Icon name="user" />
          <span className="hidden truncate lg:inline" aria-hidden="true">
            {name}
          </span>
        </>
      }
      note={t('user', { user: name })}
      items={[
        { key: 'account', text: t('ownAccount'), href: paths.account() },
        { key: 'sign-out', text: t('signOut'), onChoose: signOut },
      ]}
    />
  );
};
