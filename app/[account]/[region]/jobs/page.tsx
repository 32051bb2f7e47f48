import type { Metadata } from 'next';
import { JobsView } from '@/components/jobs/jobs-view';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { listJobsOperation } from '@/lib/operations/jobs';
import { jobsQuery } from '@/lib/queries/jobs';
import { prefetchColumns } from '../../../prefetch-columns';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string }>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('jobs'))('title') });

/** The restore jobs of an account and region, whoever started them. */
const JobsPage = async ({ params }: Props) => {
  const { account, region } = await params;
  const place = { account, region };
  const [list, columns] = await Promise.all([inPage(listJobsOperation, { place }), prefetchColumns('jobs')]);
  if (!list.ok) return <PageProblem problem={list.error} />;
  return (
    <PageMessages namespaces={['jobs', 'waits']}>
      <Prefetched entries={[{ queryKey: jobsQuery(place).queryKey, data: list.value }, columns]}>
        <JobsView place={place} />
      </Prefetched>
    </PageMessages>
  );
};

export default JobsPage;
