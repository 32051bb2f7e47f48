'use client';

import { useTranslations } from 'use-intl';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { RelativeTime } from '@/components/ui/relative-time';
import type { SessionView } from '@/lib/data/people/people-views';
import { deviceOf } from './device-words';

/** “Chrome on macOS”, as far as it is told. */
const useDeviceWords = (): ((session: SessionView) => string) => {
  const t = useTranslations('people.sessions');
  return ({ userAgent }) => {
    const { browser, system } = deviceOf(userAgent);
    if (browser !== null && system !== null) return t('device', { browser, system });
    return browser ?? system ?? t('unknownDevice');
  };
};

/** A session in a list of them. `onEnd`: the way to end it, where it is ended from there. */
export const SessionItem = (props: { readonly session: SessionView; readonly busy: boolean; readonly onEnd?: () => void }) => {
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
      {onEnd !== undefined && (
        <Button size="small" busy={busy} aria-label={t('endOf', { device })} onClick={onEnd}>
          {t('end')}
        </Button>
      )}
    </li>
  );
};
