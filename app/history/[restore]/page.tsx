import type { Metadata } from 'next';
import { cache } from 'react';
import { HistoryEntryView } from '@/components/history/entry-view';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { currentSession } from '@/lib/auth/session';
import { getHistoryEntry } from '@/lib/data/history';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { historyEntryQuery } from '@/lib/queries/history';

interface Props {
  readonly params: Promise<{ readonly restore: string }>;
}

/** Once per request, for the title and the page. An id is a UUID, so nothing of it needs decoding: anything else names no restore. */
const load = cache(getHistoryEntry);

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const [t, outcomes, found] = await Promise.all([getTranslator('history'), getTranslator('jobs'), load((await params).restore)]);
  if (!found.ok) return { title: t('title') };
  const { outcome, resourceName, resourceId, id } = found.value.entry;
  return { title: t('entry.documentTitle', { outcome: outcomes(`outcome.${outcome}`), name: resourceName ?? resourceId ?? id }) };
};

/** One restore that was started here. */
const HistoryEntryPage = async ({ params }: Props) => {
  const { restore } = await params;
  const [found, session] = await Promise.all([load(restore), currentSession()]);
  if (!found.ok) return <PageProblem problem={found.error} />;
  return (
    <PageMessages namespaces={['attempt', 'history', 'jobs', 'checks', 'explain']}>
      <Prefetched entries={[{ queryKey: historyEntryQuery(restore).queryKey, data: found.value }]}>
        <HistoryEntryView restoreId={restore} user={session.user} />
      </Prefetched>
    </PageMessages>
  );
};

export default HistoryEntryPage;
