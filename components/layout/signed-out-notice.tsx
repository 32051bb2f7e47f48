'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-style';
import { Notice } from '@/components/ui/notice';
import { ownPath } from '@/lib/own-path';
import { paths } from '@/lib/paths';
import { askSession } from '@/lib/queries/session';
import { isSignedOut, onSignedOut, signedInAgain } from '@/lib/queries/signed-out';
import { useFrame } from './frame-context';

const LOOK_AGAIN_MS = 2_000;

/** Asks who is signed in until it is the same person again, and lets the page go on then; until it is known (`null`) nothing is said, for another tab may just have signed in anew. */
const useReturn = (waiting: boolean): 'nobody' | 'somebody-else' | null => {
  const { user } = useFrame();
  const client = useQueryClient();
  const [found, setFound] = useState<'nobody' | 'somebody-else' | null>(null);
  useEffect(() => {
    if (!waiting) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const look = async (): Promise<void> => {
      const who = document.hidden ? undefined : await askSession();
      if (ended) return;
      if (who === user) {
        setFound(null);
        signedInAgain();
        void client.invalidateQueries();
        return;
      }
      if (who !== undefined) setFound(who === null ? 'nobody' : 'somebody-else');
      timer = setTimeout(() => void look(), LOOK_AGAIN_MS);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [waiting, user, client]);
  return waiting ? found : null;
};

/** Over the page of a tab whose session has ended: the page stays, and goes on when the same person has signed in again, in another tab. */
export const SignedOutNotice = () => {
  const t = useTranslations('common.signedOut');
  const signedOut = useSyncExternalStore(onSignedOut, isSignedOut, () => false);
  const found = useReturn(signedOut);
  if (found === null) return null;
  const other = found === 'somebody-else';
  const here = ownPath(`${window.location.pathname}${window.location.search}`);
  return (
    <div className="sticky top-14 z-20 mx-auto w-full max-w-[1440px] px-6 pt-3">
      <Notice
        tone="warn"
        live
        title={t('title')}
        className="shadow-float"
        actions={
          other ? (
            <Button onClick={() => window.location.reload()}>{t('reload')}</Button>
          ) : (
            <a href={paths.signIn(here)} target="_blank" rel="noreferrer" className={buttonClass('primary', 'medium')}>
              {t('signIn')}
            </a>
          )
        }
      >
        <p>{t(other ? 'other' : 'text')}</p>
      </Notice>
    </div>
  );
};
