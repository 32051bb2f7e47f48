'use client';

import { useTranslations } from 'use-intl';
import { forgetKeptEdits } from '@/components/restore/forget-kept-edits';
import { flash } from '@/components/ui/flash';
import { signOutAction } from '@/lib/actions/sign-in';
import { paths } from '@/lib/paths';
import { heard } from '@/lib/queries/signed-out';
import { forgetKept } from './forget-kept-text';
import { goTo } from './go-to';

/** To where one signs in, with nothing of a plan or a text left in this browser. A storage that is forbidden holds nothing. */
const leave = (): void => {
  try {
    forgetKept(window.sessionStorage);
    forgetKeptEdits(window.localStorage);
  } catch {
    // As above.
  }
  goTo(paths.signIn());
};

/** The way out: ends the session of this browser, or says that it could not. */
export const useSignOut = (): (() => void) => {
  const t = useTranslations('common.top');
  const failed = (): void => flash({ tone: 'warn', text: t('signOutFailed') });
  return () =>
    void heard(signOutAction({}))
      .then((answer) => (answer.ok ? leave() : failed()))
      .catch(failed);
};
