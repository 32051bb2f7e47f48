import type { Metadata } from 'next';
import { WorkPage } from '@/components/background-work/work-page';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { may } from '@/lib/access/roles';
import { currentSession } from '@/lib/auth/session';
import { listWork } from '@/lib/data/background-work';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { workQuery } from '@/lib/queries/background-work';

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('work'))('title') });

/** What Rehome does by itself: what runs, waits and failed. */
const BackgroundWorkPage = async () => {
  const [list, session] = await Promise.all([listWork(), currentSession()]);
  if (!list.ok) return <PageProblem problem={list.error} />;
  return (
    <PageMessages namespaces={['work']}>
      <Prefetched entries={[{ queryKey: workQuery().queryKey, data: list.value }]}>
        <WorkPage mayManage={may(session.role, 'manage-work')} />
      </Prefetched>
    </PageMessages>
  );
};

export default BackgroundWorkPage;
