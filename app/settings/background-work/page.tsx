import type { Metadata } from 'next';
import { WorkPage } from '@/components/background-work/work-page';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { listWorkOperation } from '@/lib/operations/background-work';
import { inPage } from '@/lib/operations/in-page';
import { workQuery } from '@/lib/queries/background-work';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('work'))('title') });

/** What Rehome does by itself: what runs, waits and failed. */
const BackgroundWorkPage = async () => {
  const list = await inPage(listWorkOperation, {});
  if (!list.ok) return <PageProblem problem={list.error} />;
  return (
    <PageMessages namespaces={['work']}>
      <Prefetched entries={[{ queryKey: workQuery().queryKey, data: list.value }]}>
        <WorkPage />
      </Prefetched>
    </PageMessages>
  );
};

export default BackgroundWorkPage;
