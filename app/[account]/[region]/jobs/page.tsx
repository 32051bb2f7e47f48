import type { Metadata } from 'next';
import { JOB_FILTER, showsAsItComes } from '@/components/jobs/job-filter';
import { JobsView } from '@/components/jobs/jobs-view';
import { PageProblem } from '@/components/layout/page-problem';
import { beginningOf, Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { JOBS_PARTS } from '@/lib/i18n/parts';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { listJobsOperation } from '@/lib/operations/jobs';
import { jobsQuery } from '@/lib/queries/jobs';
import { type PageSearch, readPageSearch } from '@/lib/url-codecs';
import { prefetchColumns } from '../../../prefetch-columns';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string }>;
  readonly searchParams: Promise<PageSearch>;
}

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await getTranslator('jobs'))('title') });

/** The restore jobs of an account and region, whoever started them. */
const JobsPage = async ({ params, searchParams }: Props) => {
  const [{ account, region }, search] = await Promise.all([params, searchParams]);
  const place = { account, region };
  const [list, columns] = await Promise.all([inPage(listJobsOperation, { place }), prefetchColumns('jobs')]);
  if (!list.ok) return <PageProblem problem={list.error} />;
  // The browser filters and sorts: for that it needs all of them.
  const first = beginningOf(jobsQuery(place).queryKey, 'jobs', list.value, showsAsItComes(readPageSearch(JOB_FILTER, search)));
  const rest = list.value.jobs.length - first.data.jobs.length;
  const { waits, freshness } = list.value;
  const namespaces = [
    ...(waits.length > 0 ? (['waits'] as const) : []),
    ...(waits.length > 0 || freshness.problem !== null ? (['problems'] as const) : []),
  ];
  return (
    <PageMessages namespaces={namespaces} parts={JOBS_PARTS}>
      <Prefetched entries={[{ ...first, data: { ...first.data, rest } }, columns]}>
        <JobsView place={place} />
      </Prefetched>
    </PageMessages>
  );
};

export default JobsPage;
