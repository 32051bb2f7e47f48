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

/** Asks who is signed in until somebody is: the same person, and the page goes on; `true` where it is another. */
const useReturn = (waiting: boolean): boolean => {
  const { user } = useFrame();
  const client = useQueryClient();
  const [other, setOther] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const look = async (): Promise<void> => {
      const who = document.hidden ? undefined : await askSession();
      if (ended) return;
      setOther(typeof who === 'string' && who !== user);
      if (who === user) {
        signedInAgain();
        void client.invalidateQueries();
        return;
      }
      timer = setTimeout(() => void look(), LOOK_AGAIN_MS);
    };
    timer = setTimeout(() => void look(), LOOK_AGAIN_MS);
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [waiting, user, client]);
  return waiting && other;
};

/** Over the page of a tab whose session has ended: the page stays, and goes on when the same person has signed in again, in another tab. */
export const SignedOutNotice = () => {
  const t = useTranslations('common.signedOut');
  const signedOut = useSyncExternalStore(onSignedOut, isSignedOut, () => false);
  const other = useReturn(signedOut);
  if (!signedOut) return null;
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
