import type { Metadata } from 'next';
import { cache } from 'react';
import { HistoryEntryView } from '@/components/history/entry-view';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { frameOperation } from '@/lib/operations/console';
import { getHistoryEntryOperation } from '@/lib/operations/history';
import { inPage } from '@/lib/operations/in-page';
import { historyEntryQuery } from '@/lib/queries/history';

interface Props {
  readonly params: Promise<{ readonly restore: string }>;
}

/** Once per request, for the title and the page. An id is a UUID, so nothing of it needs decoding: anything else names no restore. */
const load = cache((restore: string) => inPage(getHistoryEntryOperation, { restore }));

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const [t, outcomes, found] = await Promise.all([getTranslator('history'), getTranslator('jobs'), load((await params).restore)]);
  if (!found.ok) return { title: t('title') };
  const { outcome, resourceName, resourceId, id } = found.value.entry;
  return { title: t('entry.documentTitle', { outcome: outcomes(`outcome.${outcome}`), name: resourceName ?? resourceId ?? id }) };
};

/** One restore that was started here. */
const HistoryEntryPage = async ({ params }: Props) => {
  const { restore } = await params;
  const [found, frame] = await Promise.all([load(restore), inPage(frameOperation, {})]);
  if (!found.ok) return <PageProblem problem={found.error} />;
  if (!frame.ok) return <PageProblem problem={frame.error} />;
  return (
    <PageMessages namespaces={['attempt', 'history', 'jobs', 'checks', 'explain']}>
      <Prefetched entries={[{ queryKey: historyEntryQuery(restore).queryKey, data: found.value }]}>
        <HistoryEntryView restoreId={restore} user={frame.value.user} />
      </Prefetched>
    </PageMessages>
  );
};

export default HistoryEntryPage;
