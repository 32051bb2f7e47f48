'use client';

import { useTranslations } from 'use-intl';
import { Notice } from '@/components/ui/notice';
import { problemWords } from '@/components/ui/problem-words';
import { RelativeTime, ShortTime } from '@/components/ui/relative-time';
import type { WorkList } from '@/lib/data/background-work/views';
import { problemOf } from '@/lib/queries/problem-error';

/** What keeps background work from being done, and what to do about it. */
export const WorkerNotices = ({ list }: { readonly list: WorkList }) => {
  const t = useTranslations('work');
  const { workers, unattendedSince } = list;
  const { lastSeenAt } = workers;
  const due = unattendedSince === null ? null : <p>{t.rich('workers.dueSince', { since: () => <ShortTime at={unattendedSince} /> })}</p>;
  if (workers.running === 0)
    return (
      <Notice tone="danger" live title={t('workers.none')}>
        <p>{lastSeenAt === null ? t('workers.never') : t.rich('workers.lastSeen', { since: () => <RelativeTime at={lastSeenAt} /> })}</p>
        {due}
        <p>{t.rich('workers.start', { command: (text) => <code className="mono">{text}</code> })}</p>
      </Notice>
    );
  if (due === null) return null;
  return (
    <Notice tone="warn" live title={t('workers.idle')}>
      {due}
      <p>{t('workers.restart')}</p>
    </Notice>
  );
};

/** The last answer stands while a newer one cannot be had, and says so. */
export const StaleNotice = ({ error }: { readonly error: unknown }) => {
  const t = useTranslations('work');
  const problems = useTranslations('problems');
  const words = problemWords(problems, problemOf(error));
  return (
    <Notice tone="warn" live title={t('stale')}>
      <p>{problems('asSentence', { title: words.title })}</p>
      <p>{words.text}</p>
    </Notice>
  );
};
