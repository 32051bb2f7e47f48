import type { Metadata } from 'next';
import { cache } from 'react';
import { jobTitle } from '@/components/jobs/job-title';
import { JobPage } from '@/components/jobs/job-view';
import { PageProblem } from '@/components/layout/page-problem';
import { Prefetched } from '@/components/layout/prefetched';
import { PageMessages } from '@/lib/i18n/page-messages';
import { getTranslator } from '@/lib/i18n/server';
import { inPage } from '@/lib/operations/in-page';
import { getJobOperation } from '@/lib/operations/jobs';
import { jobQuery } from '@/lib/queries/jobs';

interface Props {
  readonly params: Promise<{ readonly account: string; readonly region: string; readonly job: string }>;
}

/** Segments come percent-encoded; one that is not even that names no job. */
const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

/** Once per request, for the title and the page. */
const load = cache((account: string, region: string, id: string) => inPage(getJobOperation, { place: { account, region }, job: id }));

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => {
  const { account, region, job } = await params;
  const [t, found] = await Promise.all([getTranslator('jobs'), load(account, region, decoded(job))]);
  return { title: found.ok ? jobTitle(t, found.value.job) : t('title') };
};

/** One restore job. */
const RestoreJobPage = async ({ params }: Props) => {
  const { account, region, job } = await params;
  const place = { account, region };
  const id = decoded(job);
  const found = await load(account, region, id);
  if (!found.ok) return <PageProblem problem={found.error} />;
  return (
    <PageMessages namespaces={['jobs']}>
      <Prefetched entries={[{ queryKey: jobQuery(place, id).queryKey, data: found.value }]}>
        <JobPage place={place} id={id} />
      </Prefetched>
    </PageMessages>
  );
};

export default RestoreJobPage;
