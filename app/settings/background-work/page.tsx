import type { Metadata } from 'next';
import { WorkPage } from '@/components/background-work/work-page';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { listWorkOperation } from '@/lib/operations/background-work';
import { frameOperation } from '@/lib/operations/console';
import { inPage } from '@/lib/operations/in-page';
import { workQuery } from '@/lib/queries/background-work';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('work'))('title') });

/** What Rehome does by itself: what runs, waits and failed. */
const BackgroundWorkPage = async () => {
  const [list, frame] = await Promise.all([inPage(listWorkOperation, {}), inPage(frameOperation, {})]);
  if (!list.ok) return <PageProblem problem={list.error} />;
  if (!frame.ok) return <PageProblem problem={frame.error} />;
  return (
    <PageMessages namespaces={['work']}>
      <Prefetched entries={[{ queryKey: workQuery().queryKey, data: list.value }]}>
        <WorkPage mayManage={frame.value.permissions.includes('manage-work')} />
      </Prefetched>
    </PageMessages>
  );
};

export default BackgroundWorkPage;
