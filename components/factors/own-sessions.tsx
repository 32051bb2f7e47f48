'use client';

import { useTranslations } from 'use-intl';
import { SessionItem } from '@/components/people/session-item';
import { Button } from '@/components/ui/button';
import { flash } from '@/components/ui/flash';
import { Panel } from '@/components/ui/panel';
import { endOwnSessionsAction } from '@/lib/actions/own-account';
import type { SessionView } from '@/lib/data/people/people-views';
import { hearing } from '@/lib/queries/signed-out';
import { ChangeError } from './change-error';
import { useOwnChange } from './use-own-change';

/** Where one is signed in oneself, and the way to end that; this session ends by signing out. */
export const OwnSessions = ({ sessions }: { readonly sessions: readonly SessionView[] }) => {
  const t = useTranslations('factors.account');
  const { busy, error, change } = useOwnChange(hearing(endOwnSessionsAction), (_value, { session }) =>
    flash({ tone: 'ok', text: t(session === null ? 'endedOthers' : 'ended') }),
  );
  const others = sessions.some(({ own }) => !own);
  return (
    <Panel
      title={t('sessions')}
      actions={
        others && (
          <Button size="small" busy={busy} onClick={() => change({ session: null })}>
            {t('endOthers')}
          </Button>
        )
      }
    >
      <ChangeError error={error} />
      <ul aria-label={t('sessions')}>
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            busy={busy}
            {...(session.own ? {} : { onEnd: () => change({ session: session.id }) })}
          />
        ))}
      </ul>
    </Panel>
  );
};
