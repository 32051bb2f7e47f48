'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ProblemState } from '@/components/ui/problem-state';
import { RelativeTime } from '@/components/ui/relative-time';
import { SkeletonRows } from '@/components/ui/skeleton';
import { endPersonSessionsAction } from '@/lib/actions/people';
import type { PersonView, SessionView } from '@/lib/data/people/people-views';
import { sessionsQuery } from '@/lib/queries/people';
import { problemOf } from '@/lib/queries/problem-error';
import { ChangeProblem } from './change-problem';
import { deviceOf } from './device-words';
import { useChange } from './use-change';

/** “Chrome on macOS”, as far as it is told. */
const useDeviceWords = (): ((session: SessionView) => string) => {
  const t = useTranslations('people.sessions');
  return ({ userAgent }) => {
    const { browser, system } = deviceOf(userAgent);
    if (browser !== null && system !== null) return t('device', { browser, system });
    return browser ?? system ?? t('unknownDevice');
  };
};

const Session = (props: { readonly session: SessionView; readonly busy: boolean; readonly onEnd: () => void }) => {
  const { session, busy, onEnd } = props;
  const t = useTranslations('people.sessions');
  const device = useDeviceWords()(session);
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line py-2 last:border-b-0">
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex flex-wrap items-center gap-2 font-semibold" title={session.userAgent}>
          {device}
          {session.own && <Badge tone="accent">{t('own')}</Badge>}
        </span>
        <span className="text-text-dim">
          {t.rich('times', {
            since: () => <RelativeTime at={session.since} />,
            seen: () => <RelativeTime at={session.lastSeenAt} />,
          })}
          {session.address !== null && <span className="mono"> {session.address}</span>}
        </span>
      </span>
      <Button size="small" busy={busy} aria-label={t('endOf', { device })} onClick={onEnd}>
        {t('end')}
      </Button>
    </li>
  );
};

/** Where a person is signed in, and the way to end that. */
export const SessionsDialog = ({ person, onClose }: { readonly person: PersonView; readonly onClose: () => void }) => {
  const t = useTranslations('people.sessions');
  const common = useTranslations('common.actions');
  const { data, error } = useQuery(sessionsQuery(person.id));
  const ending = useChange(endPersonSessionsAction, () => undefined);
  const end = (session: string | null) => ending.change({ person: person.id, session });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title', { name: person.name })}
      footer={
        <>
          {data !== undefined && data.length > 0 && (
            <Button tone="danger" busy={ending.busy} onClick={() => end(null)}>
              {t('endAll')}
            </Button>
          )}
          <Button onClick={onClose}>{common('close')}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <ChangeProblem error={ending.error} />
        {data === undefined && error === null && <SkeletonRows rows={2} label={t('loading')} />}
        {data === undefined && error !== null && <ProblemState problem={problemOf(error)} />}
        {data?.length === 0 && <p className="text-text-dim">{t('none')}</p>}
        {data !== undefined && data.length > 0 && (
          <ul>
            {data.map((session) => (
              <Session key={session.id} session={session} busy={ending.busy} onEnd={() => end(session.id)} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
};
