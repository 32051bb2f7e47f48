'use client';

import { type ReactNode, Suspense, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { lazyComponent } from '@/components/ui/lazy-component';
import { isSignedOut, onSignedOut } from '@/lib/queries/signed-out';
import { accountHue } from './account-hue';
import { usePlace } from './frame-context';
import { FrameDialogs } from './frame-dialogs';
import { useFrameKeys } from './frame-keys';
import { PaperLine } from './paper-line';
import { usePreferences } from './preferences';
import { Rail } from './rail';
import { TopBar } from './top-bar';

/** Fetched where a session has ended: the console has just said so. */
const SignedOutNotice = lazyComponent(() => import('./signed-out-notice').then((file) => file.SignedOutNotice));

const SignedOut = () =>
  useSyncExternalStore(onSignedOut, isSignedOut, () => false) && (
    <Suspense>
      <SignedOutNotice />
    </Suspense>
  );

/** What stands around every page: the rail, the top bar, and a stripe in the account's colour across the window. */
export const Frame = ({ children }: { readonly children: ReactNode }) => {
  const t = useTranslations('common.nav');
  const { rail } = usePreferences();
  const place = usePlace();
  useFrameKeys();
  return (
    <div data-rail={rail} data-hue={place === null ? undefined : accountHue(place.account)} className="flex min-h-dvh">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-1.5 font-semibold text-on-accent focus:translate-y-0"
      >
        {t('skip')}
      </a>
      {place !== null && <div aria-hidden="true" className="pointer-events-none fixed inset-x-0 top-0 z-40 h-[3px] bg-account" />}
      <Rail />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar />
        <SignedOut />
        <main id="content" tabIndex={-1} className="mx-auto w-full max-w-[1440px] flex-1 px-6 py-5 md:px-5 lg:px-6 outline-none">
          <PaperLine />
          {children}
        </main>
      </div>
      <FrameDialogs />
    </div>
  );
};
