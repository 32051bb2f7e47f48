'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-style';
import { Notice } from '@/components/ui/notice';
import { ownPath } from '@/lib/own-path';
import { paths } from '@/lib/paths';
import { askSession } from '@/lib/queries/session';
import { signedInAgain } from '@/lib/queries/signed-out';
import { useFrame } from './frame-context';

const TEXTS = { nobody: 'text', 'somebody-else': 'other', factor: 'factor' } as const;
const LOOK_AGAIN_MS = 2_000;

/** Why a tab does not go on: nobody is signed in, somebody else is, or a second factor is needed. */
type Why = 'nobody' | 'somebody-else' | 'factor';

/** Asks who is signed in until it is the same person again, with all that their roles need, and lets the page go on then; until it is known (`null`) nothing is said, for another tab may just have signed in anew. */
const useReturn = (): Why | null => {
  const { user } = useFrame();
  const client = useQueryClient();
  const [found, setFound] = useState<Why | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const look = async (): Promise<void> => {
      const who = document.hidden ? undefined : await askSession();
      if (ended) return;
      if (who?.user === user && !who.needsFactor) {
        setFound(null);
        signedInAgain();
        void client.invalidateQueries();
        return;
      }
      if (who !== undefined) setFound(whyOf(who.user, user));
      timer = setTimeout(() => void look(), LOOK_AGAIN_MS);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [user, client]);
  return found;
};

const whyOf = (found: string | null, user: string): Why => {
  if (found === user) return 'factor';
  return found === null ? 'nobody' : 'somebody-else';
};

/** Over the page of a tab whose session has ended: the page stays, and goes on when the same person has signed in again, in another tab. The same where their role needs a second factor by now. */
export const SignedOutNotice = () => {
  const t = useTranslations('common.signedOut');
  const found = useReturn();
  if (found === null) return null;
  const here = ownPath(`${window.location.pathname}${window.location.search}`);
  return (
    <div className="sticky top-14 z-20 mx-auto w-full max-w-[1440px] px-6 pt-3">
      <Notice
        tone="warn"
        live
        title={t(found === 'factor' ? 'factorTitle' : 'title')}
        className="shadow-float"
        actions={
          found === 'somebody-else' ? (
            <Button onClick={() => window.location.reload()}>{t('reload')}</Button>
          ) : (
            <a
              href={found === 'factor' ? paths.addFactor(here) : paths.signIn(here)}
              target="_blank"
              rel="noreferrer"
              className={buttonClass('primary', 'medium')}
            >
              {t(found === 'factor' ? 'setUp' : 'signIn')}
            </a>
          )
        }
      >
        <p>{t(TEXTS[found])}</p>
      </Notice>
    </div>
  );
};
