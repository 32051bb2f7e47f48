'use client';

import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { oldestAwaited, onAwaited } from '@/lib/queries/awaited';
import { isDatabaseAway, isToldElsewhere, onDatabaseNews, unheardMs } from '@/lib/queries/database-news';
import { askReady } from '@/lib/queries/ready';
import { ANSWER_MS } from '@/lib/queries/signed-out';

/** Nearly everything is answered within a second; what asks AWS may well take a few. */
const SLOW_MS = 10_000;
const ASK_EVERY_MS = 3_000;
const SECOND_MS = 1_000;
/** A page that has heard nothing for so long asks whether the database is there. */
const QUIET_MS = 5_000;

/** Whole seconds since `since`, once it is long enough ago to be said; `null` before that, and where nothing is waited for. */
const useWaited = (since: number | null): number | null => {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    if (since === null) return undefined;
    const look = (): void => {
      const ms = performance.now() - since;
      setSeconds(ms < SLOW_MS ? null : Math.floor(ms / SECOND_MS));
    };
    const timer = setInterval(look, SECOND_MS);
    return () => {
      clearInterval(timer);
      setSeconds(null);
    };
  }, [since]);
  return seconds;
};

/** Whether the console answers anything at all, asked again and again while `waiting`; `null`: not known yet. */
const useAnswers = (waiting: boolean): boolean | null => {
  const [answers, setAnswers] = useState<boolean | null>(null);
  useEffect(() => {
    if (!waiting) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let ended = false;
    const look = async (): Promise<void> => {
      const problem = await askReady();
      if (ended) return;
      setAnswers(problem?.code !== 'offline');
      timer = setTimeout(() => void look(), ASK_EVERY_MS);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
      setAnswers(null);
    };
  }, [waiting]);
  return answers;
};

const wordsOf = (answers: boolean | null, givenUp: boolean): 'waiting' | 'silent' | 'slow' | 'lost' => {
  if (answers === null) return 'waiting';
  if (!answers) return 'silent';
  return givenUp ? 'lost' : 'slow';
};

/** Whether the database is away, as far as this tab has heard; asked for where nothing else of the page does, and somebody sees it. */
const useDatabaseAway = (): boolean => {
  const away = useSyncExternalStore(onDatabaseNews, isDatabaseAway, () => false);
  useEffect(() => {
    const ask = (): void => {
      if (!document.hidden && unheardMs() > QUIET_MS) void askReady();
    };
    const timer = setInterval(ask, SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  return away;
};

/** Over every page, while the database is away: whatever the page shows is from before. A page that could not be shown for it says so itself. */
export const DatabaseNotice = () => {
  const t = useTranslations('common.databaseAway');
  const away = useDatabaseAway();
  const told = useSyncExternalStore(onDatabaseNews, isToldElsewhere, () => true);
  return (
    away &&
    !told && (
      <OverPage>
        <Notice tone="warn" live title={t('title')}>
          <p>{t('text')}</p>
        </Notice>
      </OverPage>
    )
  );
};

const OverPage = ({ children }: { readonly children: ReactNode }) => (
  <div className="pointer-events-none fixed inset-x-0 top-16 z-50 flex justify-center px-6">
    <div className="pointer-events-auto max-w-[48rem] rounded-md bg-surface-1 shadow-float">{children}</div>
  </div>
);

/**
 * Over every page, where an answer of the console is waited for longer than usual: that this is so, and whether the console answers anything. Where it does, and whoever asked has given the answer up by now,
 * only loading the page again frees what is waiting behind it (`lib/queries/awaited.ts`).
 */
export const SilenceNotice = () => {
  const t = useTranslations('common.silence');
  const waited = useWaited(useSyncExternalStore(onAwaited, oldestAwaited, () => null));
  const answers = useAnswers(waited !== null);
  if (waited === null) return null;
  const words = wordsOf(answers, waited * SECOND_MS > ANSWER_MS);
  return (
    <OverPage>
      <Notice
        tone="warn"
        live
        title={t('title')}
        actions={words === 'lost' ? <Button onClick={() => window.location.reload()}>{t('reload')}</Button> : undefined}
      >
        <p>{t(words)}</p>
        {/* It counts on each second, which nobody wants read out. */}
        <p aria-hidden="true" className="text-text-dim tabular-nums">
          {t('seconds', { seconds: waited })}
        </p>
      </Notice>
    </OverPage>
  );
};
