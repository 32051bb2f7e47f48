'use client';

import { useTranslations } from 'use-intl';
import { forgetKeptEdits } from '@/components/restore/forget-kept-edits';
import { goTo } from '@/components/sign-in/go-to';
import { tallIconButtonClass } from '@/components/ui/button-style';
import { flash } from '@/components/ui/flash';
import { Icon } from '@/components/ui/icon';
import { Menu } from '@/components/ui/menu';
import { signOutAction } from '@/lib/actions/sign-in';
import { paths } from '@/lib/paths';

/** To where one signs in, with nothing of a plan left in this browser. A storage that is forbidden holds nothing. */
const leave = (): void => {
  try {
    forgetKeptEdits(window.localStorage);
  } catch {
    // As above.
  }
  goTo(paths.signIn());
};

/** Who is signed in, and the way out. */
export const PersonMenu = ({ name }: { readonly name: string }) => {
  const t = useTranslations('common.top');
  const signOut = async (): Promise<void> => {
    const answer = await signOutAction({});
    if (answer.ok) leave();
    else flash({ tone: 'warn', text: t('signOutFailed') });
  };
  const failed = () => flash({ tone: 'warn', text: t('signOutFailed') });
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
        { key: 'sign-out', text: t('signOut'), onChoose: () => void signOut().catch(failed) },
      ]}
    />
  );
};
